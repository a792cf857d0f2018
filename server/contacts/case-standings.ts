// How cases stand by their deadlines, as the index has it: by what they are judged, and which have to be judged again when that changes.
import { deadlineClass, type DeadlineRule, type Deadlines, type Workdays } from '../../shared/deadlines.ts';
import { dayCounts } from '../../shared/enums.ts';
import { dayNamed, dayNumber } from '../../shared/jalali-day.ts';
import { canonical } from '../../shared/patch.ts';
import type { Name } from '../../shared/wire.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { dayText } from '../log/row.ts';
import type { JudgedCase } from './index-types.ts';

/** The classes as numbers of the index, in which 0 is a contact that was never referred. */
export const standingNumbers: Record<keyof Deadlines, number> = {
  inTime: 1,
  late: 2,
  open: 3,
  overdue: 4,
  noDeadline: 5,
};

/** By what cases are judged: days are Jalali ones. */
export type Basis = { day: string; rules: DeadlineRule[]; holidays: Readonly<Record<string, Name>> };

export type Standings = {
  today: () => string;
  basis: () => Basis;
  numberOf: (one: JudgedCase, basis: Basis) => number;
  /** Cases that were referred before this day stand as they did; undefined: all do. */
  firstChanged: (old: Basis | undefined, fresh: Basis) => string | undefined;
};

type Parts = {
  ledger: Pick<Ledger, 'bySubjects'>;
  workdays: Workdays;
  holidays: Basis['holidays'];
  today: () => string;
};

export const createStandings = ({ ledger, workdays, holidays, today }: Parts): Standings => ({
  today,
  basis: () => ({ day: today(), rules: deadlineRules(ledger), holidays }),
  numberOf: (one, { rules, day }) =>
    one.referred === 0 ? 0 : standingNumbers[deadlineClass(caseOf(one), rules, workdays, day).standing],
  firstChanged: (old, fresh) => firstChanged(old, fresh, workdays),
});

/** A case of the index as deadlines see it. */
export const caseOf = ({ kind, agency, referred, ended }: JudgedCase) => ({
  kind,
  agency,
  referred: dayText(referred),
  ...(ended > 0 && { ended: dayText(ended) }),
});

/** In the order of their events; up to a position of the log, or all. */
export const deadlineRules = (ledger: Pick<Ledger, 'bySubjects'>, upTo?: number): DeadlineRule[] =>
  ledger
    .bySubjects('deadline/', 0, upTo)
    .flatMap(({ event }) => (event.type === 'deadline.set' ? [event] : []))
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
    .map(({ kind, agency, from, days, count }) => ({
      ...(kind !== undefined && { kind }),
      ...(agency !== undefined && { agency }),
      from,
      ...(days !== undefined && { days }),
      count,
    }));

/** Before every day. */
const EVER = '0000-00-00';

function firstChanged(old: Basis | undefined, fresh: Basis, workdays: Workdays): string | undefined {
  if (!old || canonical(old.holidays) !== canonical(fresh.holidays)) return EVER;
  // Of two rules for one day the later one counts, so behind the first difference the order may decide.
  const same = fresh.rules.findIndex((rule, n) => canonical(rule) !== canonical(old.rules[n] ?? null));
  const unlike = same < 0 ? fresh.rules.length : same;
  const days = [old, fresh].flatMap(({ rules }) => rules.slice(unlike).map(({ from }) => from));
  if (old.day !== fresh.day) days.push(firstDueFrom(old.day < fresh.day ? old.day : fresh.day, fresh.rules, workdays));
  return days.sort()[0];
}

const LEAST_STEP_DAYS = 30;
/** A day of referral before which every last day lies before `day`: last days follow the order of the referrals. */
function firstDueFrom(day: string, rules: readonly DeadlineRule[], workdays: Workdays): string {
  let first = day;
  for (const count of dayCounts) {
    // The longest deadline reaches back furthest, and a year of working days is not counted for each rule.
    const days = Math.max(0, ...rules.map((rule) => (rule.count === count ? (rule.days ?? 0) : 0)));
    while (days > 0 && workdays.due(first, days, count) >= day)
      first = dayNamed((dayNumber(first) ?? 0) - Math.max(LEAST_STEP_DAYS, days));
  }
  return first;
}
