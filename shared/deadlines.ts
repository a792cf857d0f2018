// Days within which an agency has to answer: the rules of the province, the last day of a case, and how it stands. Pure.
import type { Calendar } from './calendar.ts';
import type { dayCounts } from './enums.ts';
import { holidayOf } from './holidays.ts';
import { HOUR } from './time.ts';
import type { Name } from './wire.ts';

/** The longest deadline. */
export const MOST_DEADLINE_DAYS = 365;
export type DayCount = (typeof dayCounts)[number];
/**
 * Counts for cases that are referred on the day `from` or later. Without kind or agency for all of them; without days the
 * rule for fewer is taken back, and a more general one counts.
 */
export type DeadlineRule = {
  kind?: string | undefined;
  agency?: string | undefined;
  from: string;
  days?: number | undefined;
  count: DayCount;
};
/** A case as it counts here; days are Jalali ones. `ended`: answered, or closed without an answer. */
export type ReferredCase = {
  kind?: string | undefined;
  agency?: string | undefined;
  referred: string;
  ended?: string | undefined;
};
export type Deadlines = { inTime: number; late: number; open: number; overdue: number; noDeadline: number };
export const noDeadlines = (): Deadlines => ({ inTime: 0, late: 0, open: 0, overdue: 0, noDeadline: 0 });

/** The rule in force for a case: of kind and agency, of the agency, of the kind, of all. `rules` in the order of their events. */
export function ruleFor(
  rules: readonly DeadlineRule[],
  { kind, agency, referred }: ReferredCase,
): (DeadlineRule & { days: number }) | undefined {
  for (const scope of [
    { kind, agency },
    { kind: undefined, agency },
    { kind, agency: undefined },
    { kind: undefined, agency: undefined },
  ]) {
    let found: DeadlineRule | undefined;
    for (const rule of rules)
      if (
        rule.kind === scope.kind &&
        rule.agency === scope.agency &&
        rule.from <= referred &&
        (!found || rule.from >= found.from)
      )
        found = rule;
    if (found?.days !== undefined) return { ...found, days: found.days };
  }
  return undefined;
}

export type Workdays = {
  isCounted: (day: string, count: DayCount) => boolean;
  /** The last day on which an answer is in time: the day of the referral is not counted. */
  due: (referred: string, days: number, count: DayCount) => string;
};

/** `holidays`: the province's own, beside those of the solar calendar. */
export function createWorkdays(
  calendar: Pick<Calendar, 'dayAfter' | 'startOf'>,
  holidays: Readonly<Record<string, Name>>,
): Workdays {
  const known = new Map<string, string>();
  const isCounted = (day: string, count: DayCount): boolean => {
    if (count === 'calendar') return true;
    // Noon, because the first hour of a day was left out in the springs until 1401.
    const weekday = new Date(calendar.startOf(day) + 12 * HOUR).getUTCDay();
    if (weekday === FRIDAY || (count === 'saturdayToWednesday' && weekday === THURSDAY)) return false;
    return holidayOf(day, holidays) === undefined;
  };
  return {
    isCounted,
    due(referred, days, count) {
      const key = `${referred} ${days} ${count}`;
      const cached = known.get(key);
      if (cached !== undefined) return cached;
      let day = referred;
      for (let left = days; left > 0;) {
        day = calendar.dayAfter(day);
        if (isCounted(day, count)) left--;
      }
      if (known.size > MOST_KNOWN) known.clear();
      known.set(key, day);
      return day;
    },
  };
}
const FRIDAY = 5;
const THURSDAY = 4;
const MOST_KNOWN = 20_000;

/** How a case stands on a day. Each case has one of these, so they add up to those referred. */
export function deadlineClass(
  one: ReferredCase,
  rules: readonly DeadlineRule[],
  workdays: Workdays,
  today: string,
): { standing: keyof Deadlines; due?: string; count?: DayCount; isBeyond?: boolean } {
  const rule = ruleFor(rules, one);
  if (!rule) return { standing: 'noDeadline' };
  const due = workdays.due(one.referred, rule.days, rule.count);
  const { count } = rule;
  if (one.ended !== undefined) return { standing: one.ended <= due ? 'inTime' : 'late', due, count };
  if (today <= due) return { standing: 'open', due, count };
  return { standing: 'overdue', due, count, isBeyond: today > workdays.due(one.referred, 2 * rule.days, count) };
}

/**
 * The last day that is at most so many working days ahead: a case that is due by then is about to be late. Where a deadline
 * counts calendar days, the working days are those of most offices.
 */
export const soonUntil = (today: string, days: number, count: DayCount, workdays: Workdays): string =>
  workdays.due(today, days, count === 'calendar' ? 'saturdayToWednesday' : count);
