// The answer of /readyz, ready or not.
import type { Answer } from '../state/api.ts';

/** When what was acknowledged is on disk; with Redis, how many replicas it has and needs. */
export type Storage = { kept: string; replicas?: number; least?: number; confirmed?: number };
/** How each telephone link of this server stands, by its name. */
export type LinkHealth = { state: string };
/** `reasons`: stable codes why the board must not be believed; empty when it may, as far as its telephone links go. */
export type Health = { reasons: readonly string[]; telephony: Record<string, LinkHealth>; storage?: Storage };

/** Names of the links whose figures are old or missing. */
export const silentLinks = ({ telephony }: Health): string[] =>
  Object.entries(telephony)
    .filter(([, { state }]) => state !== 'up')
    .map(([name]) => name)
    .sort();

export function readHealth(answer: Answer<unknown>): Health {
  const said = answer.ok ? answer.value : answer.document;
  const { reasons, storage, telephony } = (said ?? {}) as Record<string, unknown>;
  const known = Array.isArray(reasons) ? reasons.filter((one) => typeof one === 'string') : [];
  return {
    reasons: answer.ok || known.length > 0 ? known : [answer.code],
    telephony: isTelephony(telephony) ? telephony : {},
    ...(isStorage(storage) && { storage }),
  };
}

const isTelephony = (said: unknown): said is Record<string, LinkHealth> =>
  typeof said === 'object' &&
  said !== null &&
  Object.values(said).every((one: unknown) => typeof (one as Partial<LinkHealth> | null)?.state === 'string');

const isStorage = (said: unknown): said is Storage =>
  typeof said === 'object' && said !== null && typeof (said as Storage).kept === 'string';
