// Up to when a telephone system's data is known, and whose clock its times follow. A queue names its system, a desk the queue
// that it serves; what has no queue belongs to the only one there is.
import type { Board, DeskOnBoard } from './board.ts';
import { secondsSince } from './elapsed.ts';
import type { LinkOnWire, Links } from './links.ts';

const linkOf = (links: Links, system: string | undefined): LinkOnWire | undefined => {
  const systems = Object.keys(links);
  const asked = system ?? (systems.length === 1 ? systems[0] : undefined);
  return asked !== undefined && systems.includes(asked) ? links[asked] : undefined;
};

/** The system that reports a desk: that of its queue, else the one that mentioned it last. */
export const systemOf = ({ queues }: Pick<Board, 'queues'>, desk: DeskOnBoard | undefined): string | undefined => {
  const queue = desk?.call?.queue ?? desk?.queue;
  return (queue === undefined ? undefined : queues[queue]?.system) ?? desk?.system;
};

/** How far our clock runs ahead of a telephone system's (ms); 0 while it is unknown. */
export const skewOf = (links: Links, system: string | undefined): number => linkOf(links, system)?.skew ?? 0;

/** The moment (epoch ms, our clock) up to which a system's data is known: Infinity while it is, or where there is no link. */
export function dataUntil(links: Links, system: string | undefined): number {
  const link = linkOf(links, system);
  return link === undefined || link.state === 'up' ? Infinity : (link.lastHeardAt ?? link.since);
}

/** How far `now` runs ahead of what is known of a system (ms): by its clock, and by the time since its last message (B6). */
export const lagOf = (links: Links, system: string | undefined, now: number): number =>
  skewOf(links, system) + Math.max(0, now - dataUntil(links, system));

/** Whole seconds from a moment of a system's clock to its present, as far as that is known (B6). */
export const elapsedOnLink = (links: Links, system: string | undefined, at: number, now: number): number =>
  secondsSince(at, now, lagOf(links, system, now));
