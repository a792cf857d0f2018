// How much a queue needs attention: what is over a limit before what only waits, and the rest not at all. Pure.
import type { Levels } from '../../../shared/rules.ts';
import type { QueueOnBoard } from '../../../shared/board.ts';
import { elapsedOnLink } from '../../../shared/link-clock.ts';
import { urgency, type Urgency } from '../../../shared/urgency.ts';
import type { Links } from '../../../shared/links.ts';
import type { WaitLimits } from '../../parts/limits.ts';

const weight: Readonly<Record<Urgency, number>> = { calm: 1, watch: 2, act: 3 };
export const CRITICAL = weight.act;

/**
 * From CRITICAL on, one more for each time that the limit was reached twice over: the worst come first, and rows do not change
 * places with every second.
 */
const needOf = (value: number, limits: Levels): number => {
  const level = weight[urgency(value, limits)];
  return level < CRITICAL ? level : level + Math.max(0, Math.floor(Math.log2(value / Math.max(1, limits.act))));
};

/** 0 where nobody waits. */
export function queueNeed(queue: QueueOnBoard, links: Links, limits: WaitLimits, now: number): number {
  if (queue.waiting === 0) return 0;
  const waiting = needOf(queue.waiting, limits.waiting);
  if (queue.oldestJoinedAt === undefined) return waiting;
  const longest = elapsedOnLink(links, queue.system, queue.oldestJoinedAt, now);
  return Math.max(waiting, needOf(longest, limits.longestWait));
}
