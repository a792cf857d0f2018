// The life of a sitting: a pure function of its facts and now, the same on server and screen.
import type { Board, SittingOnBoard } from './board.ts';
import { isOnDuty } from './duty.ts';
import { dataUntil, systemOf } from './link-clock.ts';
import type { Links } from './links.ts';
import { HOUR, MINUTE } from './time.ts';

/** late: no official at the desk LATE_MS after it should have begun; presence is mandatory and no substitute is allowed. */
export type SittingStatus = 'scheduled' | 'live' | 'late' | 'closed' | 'cancelled';
export const LATE_MS = 5 * MINUTE;
/** This long after its time the end of a talk was lost: no talk of a sitting lasts longer. */
const TALKS_OVER_MS = 2 * HOUR;

/**
 * `onDuty`: whether an official is at its desk; undefined while its telephone system is silent or the sitting has no desk:
 * then no official is called late (B10). It is live from its first answer on, closed once its time is over and its last talk
 * has ended.
 */
export function statusOf(
  sitting: Pick<SittingOnBoard, 'from' | 'to' | 'firstAnswerAt' | 'talking' | 'cancelled'>,
  onDuty: boolean | undefined,
  now: number,
): SittingStatus {
  if (sitting.cancelled) return 'cancelled';
  if (now >= sitting.to && (sitting.talking === 0 || now >= sitting.to + TALKS_OVER_MS)) return 'closed';
  if (sitting.firstAnswerAt !== undefined) return 'live';
  return onDuty === false && now >= sitting.from + LATE_MS ? 'late' : 'scheduled';
}

/** Whether an official is at the desk of a sitting, as `statusOf` wants it. */
export function isManned(
  board: Pick<Board, 'desks' | 'queues'>,
  links: Links,
  desk: string | undefined,
): boolean | undefined {
  if (desk === undefined || !Object.values(links).some(({ state }) => state === 'up')) return undefined;
  const one = board.desks[desk];
  return dataUntil(links, systemOf(board, one)) === Infinity ? isOnDuty(one?.state) : undefined;
}

/** Callers that were not reached: known ones, and those who still wait when it is closed. */
export const notReachedOf = (sitting: Pick<SittingOnBoard, 'notReached' | 'waiting'>, life: SittingStatus): number =>
  sitting.notReached + (life === 'closed' ? sitting.waiting : 0);
