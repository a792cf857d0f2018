// What a desk's card shows: who sits there, what happens there, since when.
import type { Board, DeskOnBoard, DeskState } from '../../shared/board.ts';
import { secondsSince } from '../../shared/elapsed.ts';
import type { Links } from '../../shared/wire.ts';
import { skewOf, skewOfQueue } from './skew.ts';

export type DeskView = {
  id: string;
  name: string;
  title: string | undefined;
  state: DeskState | 'unknown';
  /** Where in the document the time comes from; absent when nobody told. */
  timed: { path: string; at: number; seconds: number } | undefined;
  county: string | undefined;
  topic: string | undefined;
  answered: number;
  missed: number;
};

export function deskView(id: string, desk: DeskOnBoard, board: Board, links: Links, now: number): DeskView {
  const official = desk.official === undefined ? undefined : board.officials[desk.official];
  return {
    id,
    name: official?.name ?? desk.name,
    title: official ? (official.title ?? desk.name) : undefined,
    state: desk.state ?? 'unknown',
    timed: timed(id, desk, board, links, now),
    county: desk.call?.county,
    topic: desk.call?.topic,
    answered: desk.today.answered,
    missed: desk.today.missed,
  };
}

/** A talking desk counts from its answer, every other state from its beginning. */
function timed(id: string, desk: DeskOnBoard, board: Board, links: Links, now: number): DeskView['timed'] {
  if (desk.state === 'busy' && desk.call) {
    const at = desk.call.answeredAt;
    const seconds = secondsSince(at, now, skewOfQueue(board, links, desk.call.queue));
    return { path: `desks.${id}.call.answeredAt`, at, seconds };
  }
  if (desk.state === undefined || !desk.since) return undefined;
  return {
    path: `desks.${id}.since`,
    at: desk.since,
    seconds: secondsSince(desk.since, now, skewOf(links, undefined)),
  };
}
