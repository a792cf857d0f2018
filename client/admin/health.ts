// What /readyz says, whether it is ready or not.
import type { Answer } from '../state/api.ts';

/** When what was acknowledged is on disk; with Redis, how many replicas it has and needs. */
export type Storage = { kept: string; replicas?: number; least?: number };
/** `reasons`: stable codes why the board must not be believed; empty when it may. */
export type Health = { reasons: readonly string[]; storage?: Storage };

export function readHealth(answer: Answer<unknown>): Health {
  const said = answer.ok ? answer.value : answer.document;
  const { reasons, storage } = (said ?? {}) as Record<string, unknown>;
  const known = Array.isArray(reasons) ? reasons.filter((one) => typeof one === 'string') : [];
  return {
    reasons: answer.ok || known.length > 0 ? known : [answer.code],
    ...(isStorage(storage) && { storage }),
  };
}

const isStorage = (said: unknown): said is Storage =>
  typeof said === 'object' && said !== null && typeof (said as Storage).kept === 'string';
