// From when on the fold looks at what it has.
import { monthBefore, monthOf, type Calendar } from '../../shared/calendar.ts';
import { WEEK } from '../../shared/time.ts';

/** A desk or queue that no event has named for so long leaves the board. */
const FORGOTTEN_AFTER_MS = WEEK;

/**
 * Times in ms since 1970, all of them -Infinity on a board without a day: `horizon`, before which a desk or queue was last
 * named that leaves the board; `dayStart`, when the board's day begins; `oldest`, when the earlier of its two months begins.
 */
export function horizonsOf(
  day: string | undefined,
  calendar: Calendar,
): { horizon: number; dayStart: number; oldest: number } {
  if (day === undefined) return { horizon: -Infinity, dayStart: -Infinity, oldest: -Infinity };
  const dayStart = calendar.startOf(day);
  const oldest = calendar.startOf(`${monthBefore(monthOf(day))}-01`);
  return { horizon: dayStart - FORGOTTEN_AFTER_MS, dayStart, oldest };
}
