// Cases by their deadlines, read from the index of contacts when they are asked for: a late event, a correction or another rule
// is in the next answer, whatever its age.
import type { CaseFigures } from '../../shared/api/deadlines.ts';
import type { Calendar } from '../../shared/calendar.ts';
import {
  noDeadlines,
  deadlineClass,
  type DeadlineRule,
  type Deadlines,
  type Workdays,
} from '../../shared/deadlines.ts';
import type { OpenCasesBySubject } from '../../shared/open-cases.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { dayNumber } from '../log/row.ts';
import type { Pace } from '../reading/pace.ts';
import type { ContactIndex } from './contact-index.ts';
import { caseOf, deadlineRules } from './case-standings.ts';
import { countOpen } from './open-cases.ts';
import type { ContactRows, FoundContact } from './contact-rows.ts';
import type { ContactSearch } from './contact-search.ts';

/** The oldest open cases that are named. */
const OLDEST = 5;

type Parts = {
  index: Pick<ContactIndex, 'cases' | 'oldestOpen'>;
  search: Pick<ContactSearch, 'update'>;
  rows: Pick<ContactRows, 'ofSubject'>;
  ledger: Pick<Ledger, 'bySubjects'>;
  calendar: Calendar;
  workdays: Workdays;
  today: () => string;
  /** Working days before its last day from which on a case is about to be late. */
  soonDays: number;
  pace: Pace;
};

export type CaseDeadlines = {
  /** In the order of their events. */
  rules: () => DeadlineRule[];
  /** Of the contacts of a month; and of all open cases, whatever their month. */
  figures: (month: string) => Promise<CaseFigures>;
  /** Finds the last days of cases, by the rules as they are now. */
  dues: () => (found: FoundContact) => string | undefined;
  /** All open cases in numbers. */
  openNow: () => Promise<OpenCasesBySubject>;
};

export function createCaseDeadlines(parts: Parts): CaseDeadlines {
  const { index, search, rows, ledger, calendar, workdays, today, soonDays, pace } = parts;

  const readRules = (): DeadlineRule[] => deadlineRules(ledger);

  const ofMonth = async (month: string, rules: readonly DeadlineRule[], now: string) => {
    const all = noDeadlines();
    const agencies: Record<string, Deadlines> = {};
    const kinds: Record<string, Deadlines> = {};
    const span = { from: dayNumber(`${month}-01`), to: dayNumber(`${month}-31`) };
    for (const groups of index.cases(span)) {
      for (const group of groups) {
        const { standing } = deadlineClass(caseOf(group), rules, workdays, now);
        const counted = [all, (agencies[group.agency ?? 'unknown'] ??= noDeadlines())];
        for (const one of [...counted, (kinds[group.kind ?? 'unknown'] ??= noDeadlines())])
          one[standing] += group.count;
      }
      if (pace.isUsedUp()) await pace.turn();
    }
    return { all, agencies, kinds };
  };

  const dueOf = (
    { row, referredAt }: FoundContact,
    rules: readonly DeadlineRule[],
    now: string,
  ): string | undefined => {
    if (referredAt === undefined) return undefined;
    const known = (word: string | undefined): string | undefined => (word === 'unknown' ? undefined : word);
    const one = { kind: known(row.kind), agency: known(row.agency), referred: calendar.dayOf(referredAt) };
    return deadlineClass(one, rules, workdays, now).due;
  };
  const oldestNow = (rules: readonly DeadlineRule[], now: string): CaseFigures['oldest'] =>
    index.oldestOpen(OLDEST).flatMap(({ subject }) => {
      const found = rows.ofSubject(subject);
      if (!found || found.referredAt === undefined) return [];
      const due = dueOf(found, rules, now);
      return [{ row: found.row, referred: calendar.dayOf(found.referredAt), ...(due !== undefined && { due }) }];
    });
  return {
    rules: readRules,
    async figures(month) {
      await search.update();
      await pace.turn();
      const [rules, now] = [readRules(), today()];
      const { all: open } = await countOpen(parts, { rules, today: now, soonDays });
      return {
        month,
        today: now,
        soonDays,
        ...(await ofMonth(month, rules, now)),
        open,
        oldest: oldestNow(rules, now),
      };
    },
    dues() {
      const [rules, now] = [readRules(), today()];
      return (found) => dueOf(found, rules, now);
    },
    async openNow() {
      await search.update();
      await pace.turn();
      const { bySubject } = await countOpen(parts, { rules: readRules(), today: today(), soonDays });
      return bySubject;
    },
  };
}
