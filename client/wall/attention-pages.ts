// Which of many lines stand when not all have room: those that need attention always, the others in pages that turn by the
// server's clock, so that everybody is seen and screens side by side turn together. Pure.
import { TURN_MS } from './fit-rows.ts';

export type AttentionPage<T> = {
  shown: T[];
  /** What stands on other pages. */
  hidden: T[];
  /** From 1. */
  page: number;
  pages: number;
};

/** At most so much of the room stays for those that need some attention: the others have to turn, too. */
const MOST_PINNED = 3 / 4;

/**
 * `all`: those that need attention first, `urgent` of them; `mostPinned`: the share of the room that they may keep. The first
 * `critical` ones stand even where a single line is left to turn.
 */
export function attentionPage<T>(
  all: readonly T[],
  urgent: number,
  room: number,
  now: number,
  mostPinned = MOST_PINNED,
  critical = 0,
): AttentionPage<T> {
  if (all.length <= room) return { shown: [...all], hidden: [], page: 1, pages: 1 };
  const pinned = Math.max(0, Math.min(urgent, Math.floor(room * mostPinned)), Math.min(critical, Math.floor(room) - 1));
  const perPage = Math.max(1, room - pinned);
  const turning = all.slice(pinned);
  const pages = Math.ceil(turning.length / perPage);
  // As even as can be, so that the last page is no single line.
  const each = Math.ceil(turning.length / pages);
  const turn = Math.floor(now / TURN_MS) % pages;
  const here = turning.slice(turn * each, (turn + 1) * each);
  return {
    shown: [...all.slice(0, pinned), ...here],
    hidden: [...turning.slice(0, turn * each), ...turning.slice((turn + 1) * each)],
    page: turn + 1,
    pages,
  };
}
