// Days at the beginning of the log that only a clock far behind started: a machine without a battery for its clock boots in 1970
// or at the hour it was switched off, and gets its time by NTP later. Such days would show a count that began long ago.
import type { Calendar } from '../shared/calendar.ts';
import type { StoredEvent } from '../shared/event.ts';
import { isOwnSource } from './vault/names.ts';

/** A wrong clock is noticed sooner; of older days not all are remembered one by one. */
const MOST_DAYS = 14;

type Day = { day: string; nth: number };
type Parts = {
  /** The days that stand. */
  days: readonly Day[];
  calendar: Pick<Calendar, 'dayAfter'>;
  /** Whether an event is evidence of its day, beside our own clock. */
  isKnownToOthers: (day: string) => boolean;
};

/** The first days in a row, if others follow after a gap and nothing was reported on any of them. */
export function strayDays({ days, calendar, isKnownToOthers }: Parts): readonly Day[] {
  const sorted = days.toSorted((a, b) => (a.day < b.day ? -1 : 1));
  const gap = sorted.findIndex(({ day }, n) => {
    const next = sorted[n + 1];
    return next !== undefined && next.day !== calendar.dayAfter(day);
  });
  const first = sorted.slice(0, gap + 1);
  if (first.length > MOST_DAYS || first.some(({ day }) => isKnownToOthers(day))) return [];
  return first;
}

/**
 * What is stamped by our own clock is no evidence of a day: it is as wrong as the day. But what a clerk registers is counted on
 * the day, whichever that was.
 */
export const isAboutDay = ({ source, type }: StoredEvent): boolean =>
  !isOwnSource(source) || /^(?:contact|case|verification)\./.test(type);
