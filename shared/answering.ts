// How soon an agency answers its cases, such that a case that is left lying never makes it look faster.
import type { FollowUp } from './board.ts';
import { daysBetween } from './jalali-day.ts';

export type Answering = {
  /** Cases that were referred and are neither answered nor closed. */
  open: number;
  /**
   * Whole days within which half of all referred cases were answered. A case without an answer counts as longer than any
   * answer; `not-yet`: fewer than half have one. Absent without cases.
   */
  median?: number | 'not-yet';
  /** The day of the oldest open case, and its age in days. */
  oldestOpen?: string;
  oldestOpenDays?: number;
};

/** `today`: the Jalali day on which the figures are read. */
export function answering({ referred, days, open }: FollowUp, today: string): Answering {
  const counts = Object.values(open).reduce((sum, count) => sum + count, 0);
  const median = medianDays(days, referred);
  const [oldestOpen] = Object.keys(open).sort();
  const age = oldestOpen === undefined ? undefined : daysBetween(oldestOpen, today);
  return {
    open: counts,
    ...(median !== undefined && { median }),
    ...(oldestOpen !== undefined && { oldestOpen }),
    ...(age !== undefined && { oldestOpenDays: Math.max(0, age) }),
  };
}

/** `days`: how many answers took how many days; `all`: cases, those without an answer included. */
export function medianDays(days: Readonly<Record<string, number>>, all: number): number | 'not-yet' | undefined {
  if (all <= 0) return undefined;
  const sorted = Object.entries(days)
    .map(([day, count]) => [Number(day), count] as const)
    .sort(([a], [b]) => a - b);
  let answered = 0;
  for (const [day, count] of sorted) {
    answered += count;
    if (answered * 2 >= all) return day;
  }
  return 'not-yet';
}
