// The open cases of all months, counted from the index: how many, how many past their day, how many about to be, and how old.
import { deadlineClass, soonUntil, type DayCount, type DeadlineRule, type Workdays } from '../../shared/deadlines.ts';
import { daysBetween } from '../../shared/jalali-day.ts';
import { ageBandOf, ageBands, type OpenCases } from '../../shared/open-cases.ts';
import { PROVINCE } from '../../shared/rules.ts';
import { dayText } from '../log/row.ts';
import type { Pace } from '../reading/pace.ts';
import { caseOf } from './case-standings.ts';
import type { ContactIndex } from './contact-index.ts';

type Parts = { index: Pick<ContactIndex, 'cases'>; workdays: Workdays; pace: Pace };
export type CountedOpen = {
  all: OpenCases & { beyond: number; noDeadline: number; ages: Record<string, number> };
  /** Of the province and of each agency with an open case; those without an agency stand under `unknown`. */
  bySubject: Record<string, OpenCases>;
};

export async function countOpen(
  { index, workdays, pace }: Parts,
  { rules, today, soonDays }: { rules: readonly DeadlineRule[]; today: string; soonDays: number },
): Promise<CountedOpen> {
  const all = { ...noOpen(), beyond: 0, noDeadline: 0, ages: noAges() };
  const agencies: Record<string, OpenCases> = {};
  const bands = new Map<number, string>();
  const bandOf = (referred: number): string => {
    const known = bands.get(referred) ?? ageBandOf(daysBetween(dayText(referred), today) ?? 0);
    bands.set(referred, known);
    return known;
  };
  const ends = new Map<DayCount, string>();
  const soonEnd = (count: DayCount): string => {
    const known = ends.get(count) ?? soonUntil(today, soonDays, count, workdays);
    ends.set(count, known);
    return known;
  };
  for (const groups of index.cases('open')) {
    for (const group of groups) {
      const { standing, due, count, isBeyond } = deadlineClass(caseOf(group), rules, workdays, today);
      const isSoon = standing === 'open' && due !== undefined && count !== undefined && due <= soonEnd(count);
      for (const one of [all, (agencies[group.agency ?? 'unknown'] ??= noOpen())]) {
        one.open += group.count;
        if (standing === 'overdue') one.overdue += group.count;
        if (isSoon) one.soon += group.count;
      }
      if (standing === 'noDeadline') all.noDeadline += group.count;
      if (isBeyond) all.beyond += group.count;
      const band = bandOf(group.referred);
      all.ages[band] = (all.ages[band] ?? 0) + group.count;
    }
    if (pace.isUsedUp()) await pace.turn();
  }
  const { open, overdue, soon } = all;
  return { all, bySubject: { ...agencies, [PROVINCE]: { open, overdue, soon } } };
}

const noOpen = (): OpenCases => ({ open: 0, overdue: 0, soon: 0 });
const noAges = (): Record<string, number> =>
  Object.fromEntries([...ageBands.map(String), 'more'].map((band) => [band, 0]));
