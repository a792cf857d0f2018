// A profile comes from a JSON file: one of the built-in ones by name, or any file by path. The other provinces have their
// counties from the outlines. Read once, at start.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { z } from 'zod';
import { profileSchema, type Profile } from '../../shared/profile.ts';
import { conflicts } from './conflicts.ts';
import { isProvince, provinceNames, readProvince } from './provinces.ts';

const folder = new URL('.', import.meta.url);
/** The one whose topics, kinds and agencies other provinces begin with: they are those of SAMAD and of any province. */
const TEMPLATE = 'mazandaran';
const written = () =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length));
const builtIn = () => [...new Set([...written(), ...provinceNames().map(({ id }) => id)])].sort();

/** A profile that cannot be used. `message` names every field that is wrong and what was expected there. */
export class ProfileError extends Error {
  readonly code = 'profile-invalid';
}

/** Throws ProfileError. A word without a slash or a dot is a built-in name; everything else is a path. */
export function loadProfile(nameOrPath: string): Profile {
  const isName = /^[a-z0-9-]+$/.test(nameOrPath);
  const isFromOutlines = isName && isProvince(nameOrPath) && !written().includes(nameOrPath);
  const content = isFromOutlines
    ? fromOutlines(nameOrPath)
    : json(nameOrPath, text(nameOrPath, isName ? new URL(`${nameOrPath}.json`, folder) : nameOrPath));
  const parsed = profileSchema.safeParse(content);
  if (!parsed.success) throw refuse(nameOrPath, parsed.error.issues.map(sentence));
  const found = conflicts(parsed.data);
  if (found.length > 0) throw refuse(nameOrPath, found);
  return parsed.data;
}

/** The same where the board is: a checkpoint folded under another one is not used. Words and limits change no count. */
export const foldHash = ({ id, name, timezone, counties, queues, desks, sitting, target }: Profile): string =>
  hashOf({ id, name, timezone, counties: Object.keys(counties), queues, desks, sitting, target });

/** The same for equal profiles, whatever the order of their keys. */
export const profileHash = (profile: Profile): string => hashOf(profile);

const hashOf = (value: object): string => createHash('sha256').update(canonical(value)).digest('hex').slice(0, 16);

function fromOutlines(id: string): unknown {
  const { topics, kinds, agencies } = loadProfile(TEMPLATE);
  return { ...readProvince(id), topics, kinds, agencies };
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
