// A profile comes from a JSON file: one of the built-in ones by name, or any file by path. Read once, at start.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { z } from 'zod';
import { profileSchema, type Profile } from '../../shared/profile.ts';
import { conflicts } from './conflicts.ts';

const folder = new URL('.', import.meta.url);
const builtIn = () =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length));

/** A profile that cannot be used. `message` names every field that is wrong and what was expected there. */
export class ProfileError extends Error {
  readonly code = 'profile-invalid';
}

/** Throws ProfileError. A word without a slash or a dot is a built-in name; everything else is a path. */
export function loadProfile(nameOrPath: string): Profile {
  const file = /^[a-z0-9-]+$/.test(nameOrPath) ? new URL(`${nameOrPath}.json`, folder) : nameOrPath;
  const parsed = profileSchema.safeParse(json(nameOrPath, text(nameOrPath, file)));
  if (!parsed.success) throw refuse(nameOrPath, parsed.error.issues.map(sentence));
  const found = conflicts(parsed.data);
  if (found.length > 0) throw refuse(nameOrPath, found);
  return parsed.data;
}

/** The same for equal profiles, whatever the order of their keys; a checkpoint folded under another one is not used. */
export function profileHash(profile: Profile): string {
  return createHash('sha256').update(canonical(profile)).digest('hex').slice(0, 16);
}

function text(nameOrPath: string, file: string | URL): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const expected = `expected one of ${builtIn().join(', ')}, or the path of a JSON file that can be read`;
    throw new ProfileError(`profile "${nameOrPath}": ${expected} (${(cause as Error).message})`, { cause });
  }
}

function json(nameOrPath: string, content: string): unknown {
  try {
    return JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new ProfileError(`profile "${nameOrPath}": expected JSON: ${(cause as Error).message}`, { cause });
  }
}

const refuse = (nameOrPath: string, sentences: string[]) =>
  new ProfileError(`profile "${nameOrPath}":\n${sentences.map((s) => `  ${s}`).join('\n')}`);

const sentence = (issue: z.core.$ZodIssue) =>
  `${issue.path.length > 0 ? issue.path.join('.') : 'the file'}: ${issue.message}`;

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, v]) => v !== undefined);
  return `{${fields
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`)
    .join(',')}}`;
}
