// How much a queue needs attention: what is over a limit before what only waits, and the rest not at all. Pure.
import type { QueueOnBoard } from '../../../shared/board.ts';
import { elapsedOnLink } from '../../../shared/link-clock.ts';
import { urgency, type Urgency } from '../../../shared/urgency.ts';
import type { Links } from '../../../shared/links.ts';
import type { WaitLimits } from '../../parts/limits.ts';

const weight: Readonly<Record<Urgency, number>> = { calm: 1, watch: 2, act: 3 };

/** 0 where nobody waits. */
export function queueNeed(queue: QueueOnBoard, links: Links, limits: WaitLimits, now: number): number {
  if (queue.waiting === 0) return 0;
  const waiting = weight[urgency(queue.waiting, limits.waiting)];
  if (queue.oldestJoinedAt === undefined) return waiting;
  const longest = elapsedOnLink(links, queue.system, queue.oldestJoinedAt, now);
  return Math.max(waiting, weight[urgency(longest, limits.longestWait)]);
}
