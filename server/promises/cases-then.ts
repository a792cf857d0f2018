// The referred cases of a month as they stood at a position of the log: whoever asks, and whenever, finds the same.
import type { Calendar } from '../../shared/calendar.ts';
import { deadlineClass, type DeadlineRule, type Workdays } from '../../shared/deadlines.ts';
import { canonical } from '../../shared/patch.ts';
import type { CaseStanding } from '../../shared/promises.ts';
import { deadlineRules } from '../contacts/case-standings.ts';
import type { ContactRows, FoundContact } from '../contacts/contact-rows.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Pace } from '../reading/pace.ts';
import { rowNode, sumRoot, type SumNode } from './sum-tree.ts';

const PAGE = 500;

type Parts = {
  rows: Pick<ContactRows, 'caseAt'>;
  ledger: Pick<Ledger, 'subjectsOfDay' | 'bySubjects'>;
  calendar: Pick<Calendar, 'dayOf' | 'lengthOf'>;
  workdays: Workdays;
  /** A text that only this server can make of a subject, so that nobody finds a row of the tree by trying codes. */
  saltOf: (text: string) => string;
  pace: Pace;
};

/** A case as the tree has it. Days are Jalali ones. */
export type CaseRow = {
  month: string;
  code: string;
  standing: CaseStanding;
  referred: string;
  due?: string;
  ended?: string;
  salt: string;
};
export type CaseLeaf = { row: CaseRow; text: string; node: SumNode };
/** `leaves` in the order of their hashes, which says nothing of the cases. */
export type CasesThen = { leaves: CaseLeaf[]; root: SumNode };
/** `upTo`: the last position that counts; `day`: the day that ended with it. */
export type Moment = { month: string; upTo: number; day: string };

export function createCasesThen(parts: Parts): (moment: Moment) => Promise<CasesThen> {
  const { rows, ledger, calendar, workdays, saltOf, pace } = parts;

  const subjectsOf = async (day: string, upTo: number): Promise<Set<string>> => {
    const subjects = new Set<string>();
    for (let after = 0; ;) {
      const page = ledger.subjectsOfDay(day, after, PAGE);
      for (const { position, subject } of page)
        if (position <= upTo && (subject.startsWith('call/') || subject.startsWith('contact/'))) subjects.add(subject);
      const last = page.at(-1)?.position ?? upTo;
      if (page.length < PAGE || last >= upTo) return subjects;
      after = last;
      if (pace.isUsedUp()) await pace.turn();
    }
  };

  const rowOf = (found: FoundContact, { month, day }: Moment, rules: readonly DeadlineRule[]): CaseRow | undefined => {
    const { row, referredAt, endedAt, call, contact } = found;
    if (referredAt === undefined) return undefined;
    const known = (word: string | undefined): string | undefined => (word === 'unknown' ? undefined : word);
    const referred = calendar.dayOf(referredAt);
    const ended = endedAt === undefined ? {} : { ended: calendar.dayOf(endedAt) };
    const one = { kind: known(row.kind), agency: known(row.agency), referred, ...ended };
    const { standing, due } = deadlineClass(one, rules, workdays, day);
    const salt = saltOf(`${month} ${call === undefined ? `contact/${contact}` : `call/${call}`}`);
    return { month, code: row.ref ?? '', standing, referred, ...(due !== undefined && { due }), ...ended, salt };
  };

  return async (moment) => {
    const { month, upTo } = moment;
    const rules = deadlineRules(ledger, upTo);
    const leaves: CaseLeaf[] = [];
    await pace.turn();
    for (let n = 1; n <= calendar.lengthOf(month); n++) {
      const day = `${month}-${String(n).padStart(2, '0')}`;
      for (const subject of await subjectsOf(day, upTo)) {
        if (pace.isUsedUp()) await pace.turn();
        const found = rows.caseAt(subject, upTo);
        const row = found?.row.day === day ? rowOf(found, moment, rules) : undefined;
        if (!row) continue;
        const text = canonical(row);
        leaves.push({ row, text, node: rowNode(text, row.standing) });
      }
    }
    leaves.sort((a, b) => (a.node.hash < b.node.hash ? -1 : 1));
    return { leaves, root: sumRoot(leaves.map(({ node }) => node)) };
  };
}
