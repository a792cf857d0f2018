// What a desk's card shows: the official, the state, and since when.
import type { Board, DeskOnBoard, DeskState } from '../../shared/board.ts';
import type { Links } from '../../shared/links.ts';
import { dataUntil, skewOf, systemOf } from '../../shared/link-clock.ts';
import { nameIn, titleIn } from '../../shared/naming.ts';
import { isManned, statusOf } from '../../shared/sitting-status.ts';
import { isEndOverdue } from '../../shared/talks.ts';
import { presenceOfDesk, type Heard } from '../../shared/telephony.ts';
import type { Margins } from '../../shared/call-window.ts';
import type { Lang } from '../text/numerals.ts';
import { sittingAtDesk } from './sittings-now.ts';

export type DeskView = {
  id: string;
  name: string;
  title: string | undefined;
  hasOfficial: boolean;
  state: DeskState | 'unknown';
  /**
   * Where in the document the time comes from, and since when it lasts by our own clock; absent when it was not reported. `until`:
   * up to when data came from its system, Infinity while it does (B6).
   */
  timed: { path: string; at: number; since: number; until: number } | undefined;
  county: string | undefined;
  topic: string | undefined;
  answered: number;
  missed: number;
  /** Somebody should sit here since then, and nobody does. */
  lateSince: number | undefined;
  /** The end of its talk was lost, or the talk lasts longer than any. */
  isEndOverdue: boolean;
  /** Of the telephone system that reports it. */
  heard: Heard | undefined;
};

type Seen = { board: Board; links: Links; around: Margins; now: number; maxTalk?: number | undefined; lang?: Lang };

/** The official comes from the timetable, otherwise from the last answer at this desk today. */
export function deskView(
  id: string,
  desk: DeskOnBoard,
  { board, links, around, now, maxTalk, lang = 'fa' }: Seen,
): DeskView {
  const at = sittingAtDesk(board, id, around, now);
  const sitting = at === undefined ? undefined : board.sittings[at];
  const who = sitting?.official ?? desk.official;
  const official = who === undefined ? undefined : board.officials[who];
  const name = nameIn(official ?? desk, lang);
  const title = official && (titleIn(official, lang) ?? nameIn(desk, lang));
  const life = sitting && statusOf(sitting, isManned(board, links, id), now);
  return {
    id,
    name,
    hasOfficial: official !== undefined,
    // An official known only by the office is not named twice.
    title: title === name ? undefined : title,
    state: desk.state ?? 'unknown',
    timed:
      life === 'late' && sitting
        ? { path: `sittings.${at}.from`, at: sitting.from, since: sitting.from, until: Infinity }
        : timed(id, desk, board, links),
    county: desk.call?.county,
    topic: desk.call?.topic,
    answered: desk.today.answered,
    missed: desk.today.missed,
    lateSince: life === 'late' ? sitting?.from : undefined,
    isEndOverdue: isEndOverdue(board, desk, { links, now, maxTalk }),
    heard: presenceOfDesk(board, id, links, now)?.heard,
  };
}

/** Reuses the earlier view if it is equal, so that only changed desks are redrawn. */
export function reuseIfEqual(view: DeskView, before: DeskView | undefined): DeskView {
  if (before === undefined) return view;
  const { timed, ...rest } = view;
  const isSame =
    timed?.path === before.timed?.path &&
    timed?.at === before.timed?.at &&
    timed?.since === before.timed?.since &&
    timed?.until === before.timed?.until &&
    (Object.keys(rest) as (keyof typeof rest)[]).every((key) => rest[key] === before[key]);
  return isSame ? before : view;
}

/** How much a desk needs attention: an official who is late, a telephone that is gone; then who is on duty, then the rest. */
export function deskNeed({ lateSince, state }: DeskView): number {
  if (lateSince !== undefined || state === 'unreachable') return 3;
  if (state === 'away' || state === 'unknown') return 0;
  return state === 'paused' ? 1 : 2;
}

/** Whether the word for a state says more than its time does. */
export const needsWord = ({ lateSince, state }: DeskView): boolean =>
  lateSince !== undefined || !['busy', 'ringing', 'free', 'wrapup'].includes(state);

/** A talking desk counts from its answer, every other state from its beginning. */
function timed(id: string, desk: DeskOnBoard, board: Board, links: Links): DeskView['timed'] {
  const system = systemOf(board, desk);
  const until = dataUntil(links, system);
  if (desk.state === 'busy' && desk.call) {
    const at = desk.call.answeredAt;
    return { path: `desks.${id}.call.answeredAt`, at, since: at + skewOf(links, system), until };
  }
  if (desk.state === undefined || !desk.since) return undefined;
  return { path: `desks.${id}.since`, at: desk.since, since: desk.since + skewOf(links, system), until };
}
