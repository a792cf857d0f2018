// Which limits a queue has reached, and which queues have reached any. Pure.
import type { QueueOnBoard } from '../../shared/board.ts';
import { elapsedOnLink } from '../../shared/link-clock.ts';
import type { Links } from '../../shared/links.ts';
import { serviceLevel } from '../../shared/measure.ts';
import { urgencyOf } from '../../shared/rules.ts';
import type { Urgency } from '../../shared/urgency.ts';
import type { WaitLimits } from '../parts/limits.ts';

export type QueueLimits = {
  waiting: Urgency;
  longest: { seconds: number | undefined; urgency: Urgency };
  level: { share: number | undefined; urgency: Urgency };
};
export type QueueOverLimit = QueueLimits & { id: string; queue: QueueOnBoard; worst: Urgency };

export function limitsReached(queue: QueueOnBoard, links: Links, limits: WaitLimits, now: number): QueueLimits {
  const seen = { queues: [queue], links, now };
  const seconds =
    queue.oldestJoinedAt === undefined ? undefined : elapsedOnLink(links, queue.system, queue.oldestJoinedAt, now);
  return {
    waiting: urgencyOf('waiting', limits.waiting, seen),
    longest: { seconds, urgency: urgencyOf('longest-wait', limits.longestWait, seen) },
    level: { share: serviceLevel(queue.today), urgency: urgencyOf('service-level', limits.serviceLevel, seen) },
  };
}

/** The worst first; among equals the one in which somebody has waited longest. */
export function queuesOverLimits(
  queues: Record<string, QueueOnBoard>,
  links: Links,
  limitsOf: (queue: string) => WaitLimits,
  now: number,
): QueueOverLimit[] {
  const over: QueueOverLimit[] = [];
  for (const [id, queue] of Object.entries(queues)) {
    const reached = limitsReached(queue, links, limitsOf(id), now);
    const all = [reached.waiting, reached.longest.urgency, reached.level.urgency];
    const worst = all.includes('act') ? 'act' : all.includes('watch') ? 'watch' : 'calm';
    if (worst !== 'calm') over.push({ id, queue, worst, ...reached });
  }
  return over.sort(
    (a, b) =>
      Number(b.worst === 'act') - Number(a.worst === 'act') ||
      (b.longest.seconds ?? -1) - (a.longest.seconds ?? -1) ||
      (a.id < b.id ? -1 : 1),
  );
}
