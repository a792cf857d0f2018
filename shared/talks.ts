// Which talks are surely still going on. The end of a talk can get lost on its way, and its desk would talk for ever.
import type { Board, DeskOnBoard } from './board.ts';
import { elapsedOnLink, systemOf } from './link-clock.ts';
import type { Links } from './links.ts';

/** Where the profile does not cut conversations: longer than this hardly any talk lasts (seconds). */
export const LONGEST_TALK = 3_600;

type Living = Pick<Board, 'queues' | 'desks'>;
type Seen = { links: Links; now: number; maxTalk?: number | undefined };

/** Whether a desk's talk has lasted longer than talks can: then its end was lost, or is unknown. */
export function isEndOverdue(board: Living, desk: DeskOnBoard, { links, now, maxTalk = LONGEST_TALK }: Seen): boolean {
  return desk.call !== undefined && elapsedOnLink(links, systemOf(board, desk), desk.call.answeredAt, now) > maxTalk;
}

/** The desks that surely talk: of those on duty, so no line of a screen counts more talks than desks. */
export const talkingDesks = (board: Living, seen: Seen): DeskOnBoard[] =>
  Object.values(board.desks).filter((desk) => desk.call !== undefined && !isEndOverdue(board, desk, seen));

/** How many of them talk to each county. */
export function talkingByCounty(board: Living, seen: Seen): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { call } of talkingDesks(board, seen)) {
    const county = call?.county ?? 'unknown';
    found[county] = (found[county] ?? 0) + 1;
  }
  return found;
}
