// This month against the one before: to the same moment where its hours are known, else to the same day, else the whole.
import type { MonthOnBoard, Tally } from '../../shared/board.ts';

export type Comparison = {
  before: number;
  upTo: 'same-moment' | 'same-day' | 'whole';
  /** 0.14: fourteen percent more; undefined when there is nothing to compare with. */
  change: number | undefined;
};
/** A moment as the wall's clock shows it. */
export type TimeOfDay = { hour: number; minute: number };

const sum = (tally: Tally): number => Object.values(tally).reduce((total, count) => total + count, 0);

export function comparison(
  contacts: number,
  before: MonthOnBoard | undefined,
  day: string | undefined,
  time?: TimeOfDay,
): Comparison | undefined {
  if (!before) return undefined;
  const days = Object.entries(before.byDay);
  if (days.length === 0 || day === undefined)
    return before.contacts > 0 ? { before: before.contacts, upTo: 'whole', change: undefined } : undefined;

  const dayOfMonth = day.slice(8);
  const upToDay = sum(Object.fromEntries(days.filter(([key]) => key.slice(8) < dayOfMonth)));
  const [sameDay, count] = days.find(([key]) => key.slice(8) === dayOfMonth) ?? ['', 0];
  const hours = before.byHour[sameDay];
  // A day without a contact is the same to every moment of it.
  const part = count === 0 ? 1 : time && hours && partOf(hours, time);
  const total = upToDay + Math.round(count * (part ?? 1));
  return {
    before: total,
    upTo: part === undefined || !time ? 'same-day' : 'same-moment',
    change: total > 0 ? contacts / total - 1 : undefined,
  };
}

/** How much of a day's contacts had come by a time, the present hour's evenly; undefined when no hour is known. */
function partOf(hours: Tally, { hour, minute }: TimeOfDay): number | undefined {
  const all = sum(hours);
  if (all === 0) return undefined;
  const gone = sum(Object.fromEntries(Object.entries(hours).filter(([key]) => Number(key) < hour)));
  return (gone + ((hours[String(hour)] ?? 0) * minute) / 60) / all;
}

/** The wall's time of day: by the server's offset, as everywhere. */
export function timeOfDay(ms: number, utcOffset: number): TimeOfDay {
  const minutes = Math.floor(ms / 60_000) + utcOffset;
  return { hour: Math.floor(minutes / 60) % 24, minute: minutes % 60 };
}
