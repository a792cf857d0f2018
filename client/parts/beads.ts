// Each waiting citizen is one bead, oldest first, of all queues together.
import type { QueueOnBoard } from '../../shared/board.ts';
import { elapsedOnLink, skewOf } from '../../shared/link-clock.ts';
import { urgency, type Urgency } from '../../shared/urgency.ts';
import type { Levels } from '../../shared/rules.ts';
import type { Links } from '../../shared/links.ts';

export type Bead = { key: string; seconds: number; urgency: Urgency };

export function beadsOf(queues: Record<string, QueueOnBoard>, links: Links, limits: Levels, now: number): Bead[] {
  const beads: Placed[] = [];
  for (const [id, queue] of Object.entries(queues)) {
    const skew = skewOf(links, queue.system);
    for (const [key, joinedAt] of Object.entries(queue.waits)) {
      const seconds = elapsedOnLink(links, queue.system, joinedAt, now);
      beads.push({ key: `${id}/${key}`, since: joinedAt + skew, seconds, urgency: urgency(seconds, limits) });
    }
  }
  return beads.sort(byAge);
}

type Placed = Bead & { since: number };

/** By the moment itself, not by its whole seconds, and between equals by the key: beads never swap places. */
const byAge = (a: Placed, b: Placed): number => a.since - b.since || (a.key < b.key ? -1 : 1);

/** How many beads stand on the string, and how many more wait than it shows. */
export function layoutBeads(beads: readonly Bead[], waiting: number, places: number): { shown: Bead[]; rest: number } {
  const all = Math.max(waiting, beads.length);
  const fits = all <= places ? places : Math.max(0, places - 2);
  const shown = beads.slice(0, fits);
  return { shown, rest: all - shown.length };
}

/** The longest wait of all queues in seconds, each in its own system's clock; undefined when nobody waits. */
export function longestWait(
  queues: Record<string, QueueOnBoard>,
  links: Links,
  now: number,
): { seconds: number; queue: string } | undefined {
  let longest: { seconds: number; queue: string } | undefined;
  for (const [id, queue] of Object.entries(queues)) {
    if (queue.oldestJoinedAt === undefined) continue;
    const seconds = elapsedOnLink(links, queue.system, queue.oldestJoinedAt, now);
    if (!longest || seconds > longest.seconds) longest = { seconds, queue: id };
  }
  return longest;
}
