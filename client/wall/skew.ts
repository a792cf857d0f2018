// Whose clock a time stands in. A queue names its telephone system; what has no queue is told by the only one there is.
import type { Board } from '../../shared/board.ts';
import type { Links } from '../../shared/wire.ts';

/** How far our clock runs ahead of a telephone system's (ms); 0 while nobody knows. */
export function skewOf(links: Links, system: string | undefined): number {
  const systems = Object.keys(links);
  const asked = system ?? (systems.length === 1 ? systems[0] : undefined);
  return (asked !== undefined && links[asked]?.skew) || 0;
}

export const skewOfQueue = (board: Board, links: Links, queue: string | undefined): number =>
  skewOf(links, queue === undefined ? undefined : board.queues[queue]?.system);
