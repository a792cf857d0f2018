// What /readyz says, whether it is ready or not.
import type { Answer } from '../state/api.ts';

/** `reasons`: stable codes why the board must not be believed; empty when it may. */
export type Health = { reasons: readonly string[]; durability?: string };

export function readHealth(answer: Answer<unknown>): Health {
  const said = answer.ok ? answer.value : answer.document;
  const { reasons, durability } = (said ?? {}) as Record<string, unknown>;
  const known = Array.isArray(reasons) ? reasons.filter((one) => typeof one === 'string') : [];
  return {
    reasons: answer.ok || known.length > 0 ? known : [answer.code],
    ...(typeof durability === 'string' && { durability }),
  };
}
