// A month against another one: to the same moment while it runs, whole against whole when it is over. Screens, report, press
// text and files all compare by these functions, so that one minute has one percentage.
import type { Board, MonthOnBoard, Tally } from './board.ts';
import { monthBefore, monthOf } from './calendar.ts';
import { MINUTE } from './time.ts';

/** A moment as the wall's clock shows it. */
export type TimeOfDay = { hour: number; minute: number };

/** How a month had gone by one of its days: contacts of the days before, those of the day, and its calls by the hour. */
export type Pace = { daysBefore: number; day: number; hours?: Tally };

/**
 * `whole`: all of it. `same-moment`, `same-day`: as far as the running month has come; `same-day` where no hours are known.
 * `partial`: it was not counted from its first day, so it is no yardstick.
 */
export type UpTo = 'same-moment' | 'same-day' | 'whole' | 'partial';

export type Comparison = {
  before: number;
  upTo: UpTo;
  /** 0.14: fourteen percent more; undefined when there is nothing to compare with. */
  change: number | undefined;
  /** Of a partial month, its own or the one that it would be compared with: the Jalali day on which counting began. */
  countedFrom?: string;
};

const sum = (tally: Tally): number => Object.values(tally).reduce((total, count) => total + count, 0);

export function paceOf({ byDay, byHour }: Pick<MonthOnBoard, 'byDay' | 'byHour'>, dayOfMonth: string): Pace {
  let daysBefore = 0;
  let [sameDay, count] = ['', 0];
  for (const [day, contacts] of Object.entries(byDay))
    if (day.slice(8) < dayOfMonth) daysBefore += contacts;
    else if (day.slice(8) === dayOfMonth) [sameDay, count] = [day, contacts];
  const hours = byHour[sameDay];
  return { daysBefore, day: count, ...(hours && { hours }) };
}

/** How many contacts had come by a time of that day, the present hour's evenly. */
export function reachedBy({ daysBefore, day, hours }: Pace, time: TimeOfDay | undefined) {
  // A day without a contact is the same to every moment of it.
  const part = day === 0 ? 1 : time && hours && partOf(hours, time);
  return {
    contacts: daysBefore + Math.round(day * (part ?? 1)),
    upTo: part === undefined || !time ? ('same-day' as const) : ('same-moment' as const),
  };
}

/** How much of a day's contacts had come by a time; undefined when no hour is known. */
function partOf(hours: Tally, { hour, minute }: TimeOfDay): number | undefined {
  const all = sum(hours);
  if (all === 0) return undefined;
  const gone = sum(Object.fromEntries(Object.entries(hours).filter(([key]) => Number(key) < hour)));
  return (gone + ((hours[String(hour)] ?? 0) * minute) / 60) / all;
}

export const changeOf = (contacts: number, before: number): number | undefined =>
  before > 0 ? contacts / before - 1 : undefined;

/** The running month against the one before. `from`: the days on which either began to be counted, where that was no first. */
export function comparison(
  contacts: number,
  before: MonthOnBoard | undefined,
  day: string | undefined,
  time?: TimeOfDay,
  from: { own?: string | undefined; before?: string | undefined } = {},
): Comparison | undefined {
  if (from.own !== undefined)
    return { before: before?.contacts ?? 0, upTo: 'partial', change: undefined, countedFrom: from.own };
  if (!before) return undefined;
  if (from.before !== undefined)
    return { before: before.contacts, upTo: 'partial', change: undefined, countedFrom: from.before };
  // An imported month has no days, and a part of a month is not compared with a whole one.
  if (Object.keys(before.byDay).length === 0 || day === undefined)
    return before.contacts > 0 ? { before: before.contacts, upTo: 'whole', change: undefined } : undefined;
  const reached = reachedBy(paceOf(before, day.slice(8)), time);
  return { before: reached.contacts, upTo: reached.upTo, change: changeOf(contacts, reached.contacts) };
}

/** A screen's time of day: by the server's offset, as everywhere. */
export function timeOfDay(ms: number, utcOffset: number): TimeOfDay {
  const minutes = Math.floor(ms / MINUTE) + utcOffset;
  return { hour: Math.floor(minutes / 60) % 24, minute: minutes % 60 };
}

/**
 * The Jalali day from which a month was counted; undefined when that is its first. Before the server ran, only calls of an
 * imported telephone log count: a month is whole when that log begins before it, or has calls on its first day.
 */
export function countedFrom(
  month: string,
  { byHour }: Pick<MonthOnBoard, 'byHour'>,
  { startedOn, firstCallOn }: Pick<Board, 'startedOn' | 'firstCallOn'>,
): string | undefined {
  const first = `${month}-01`;
  if (startedOn === undefined || startedOn <= first) return undefined;
  const firstCall = Object.keys(byHour).sort()[0];
  if (firstCall === undefined || firstCall >= startedOn) return startedOn;
  const isCovered = firstCall === first || (firstCallOn !== undefined && monthOf(firstCallOn) <= monthBefore(month));
  return isCovered ? undefined : firstCall;
}
