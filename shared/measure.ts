// What is worked out from counters, by the definitions of the domain. Undefined means: nothing to divide by, so unknown (B10).
import type { CallCounters, DeskCounters, QueueOnBoard } from './board.ts';
import { MINUTE, SECOND } from './time.ts';

const ratio = (part: number, whole: number): number | undefined => (whole > 0 ? part / whole : undefined);

/** The number of calls that a service level is based on: over, with a known fate, and with a known wait where that decides. */
export const judgedCalls = (c: CallCounters): number =>
  c.offered - c.waiting - c.lost - c.waitUnknown - c.abandonWaitUnknown;

/** Answered within target of those whose fate and wait are known, short abandons left out; 0–1. */
export const serviceLevel = (c: CallCounters): number | undefined =>
  ratio(c.answeredInTarget, judgedCalls(c) - c.abandonedInTarget);

/** The plain form of the service level: of all who no longer wait, but for answers whose wait is unknown; 0–1. */
export const serviceLevelPlain = (c: CallCounters): number | undefined =>
  ratio(c.answeredInTarget, c.offered - c.waiting - c.waitUnknown);

/** Average speed of answer in seconds, over answers whose wait is known. */
export const asa = (c: CallCounters): number | undefined => ratio(c.waitSecondsAnswered, c.answered - c.waitUnknown);

/** Average handling time in seconds: hold and consultation included. */
export const aht = (c: Pick<DeskCounters, 'talkSeconds' | 'completed'>): number | undefined =>
  ratio(c.talkSeconds, c.completed);

/** Minutes spoken, of the talks whose length is known. */
export const talkMinutes = (c: Pick<DeskCounters, 'talkSeconds' | 'completed'>): number | undefined =>
  c.completed > 0 ? Math.round((c.talkSeconds * SECOND) / MINUTE) : undefined;

export const abandonRate = (c: CallCounters): number | undefined => ratio(c.abandoned, c.offered);

/** One queue's counters added to another's; `refused` and `unheard` stay absent while they are not reported. */
export function addCalls(sum: CallCounters, more: CallCounters): CallCounters {
  const result = { ...sum };
  for (const [key, value] of Object.entries(more) as [keyof CallCounters, number][])
    result[key] = (result[key] ?? 0) + value;
  return result;
}

/** Today's counters of several queues together; undefined without queues. */
export function totalOf(queues: readonly QueueOnBoard[]): CallCounters | undefined {
  const [first, ...rest] = queues;
  return first && rest.reduce((sum, queue) => addCalls(sum, queue.today), { ...first.today });
}
