// This Jalali month from the board: its counters, the month before, and their comparison now.
import type { Board, MonthOnBoard } from '../../shared/board.ts';
import { monthBefore } from '../../shared/calendar.ts';
import { comparison, countedFrom, timeOfDay, type Comparison } from '../../shared/month-comparison.ts';

export type MonthView = {
  month: string;
  before: string;
  current: MonthOnBoard | undefined;
  previous: MonthOnBoard | undefined;
  contacts: number;
  compared: Comparison | undefined;
};

/** Undefined before the first day was started. */
export function monthView(board: Board, now: number, utcOffset: number): MonthView | undefined {
  const month = board.month ?? board.day?.slice(0, 7);
  if (month === undefined) return undefined;
  const before = monthBefore(month);
  const [current, previous] = [board.months[month], board.months[before]];
  const contacts = current?.contacts ?? 0;
  const compared = comparison(contacts, previous, board.day, timeOfDay(now, utcOffset), {
    own: current && countedFrom(month, current, board),
    before: previous && countedFrom(before, previous, board),
  });
  return { month, before, current, previous, contacts, compared };
}

/** Where the number that is compared with stands. */
export const comparedPath = ({ compared, before }: MonthView): string => {
  if (compared?.upTo === 'whole' || compared?.upTo === 'partial') return `months.${before}.contacts`;
  return compared?.upTo === 'same-day' ? `derived.monthToSameDay.${before}` : `derived.monthToSameMoment.${before}`;
};
