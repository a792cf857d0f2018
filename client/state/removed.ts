import type { Failed } from '../text/failed.ts';
import type { Answer } from './api.ts';

/** The answer to a removal: what somebody else removed first (404) is removed all the same. */
export const removed = <More>(answer: Answer<unknown, More>): { ok: true } | Failed<More> =>
  answer.ok || answer.status === 404 ? { ok: true } : answer;
