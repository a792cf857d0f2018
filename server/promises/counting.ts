// The promises of months, recorded at the end of each sealed day: from then on the figure of the month cannot be changed unnoticed.
import { monthBefore, monthOf } from '../../shared/calendar.ts';
import type { RawEvent, StoredOf } from '../../shared/event.ts';
import { caseStandings } from '../../shared/promises.ts';
import { noDeadlines, type Deadlines } from '../../shared/deadlines.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { COUNTED } from '../ledger/subject.ts';
import type { Seal } from '../seals/seal.ts';
import type { CasesThen, Moment } from './cases-then.ts';
import type { SittingsOfMonth } from './sitting-promises.ts';
import type { Sums } from './sum-tree.ts';

/** The running month and the one before are always looked at, of earlier ones those whose cases stand otherwise now. */
const MONTHS = 13;
const ALWAYS = 2;

export type Counted = StoredOf<'log.counted'>;
type Parts = {
  ledger: Pick<Ledger, 'bySubject'>;
  casesThen: (moment: Moment) => Promise<CasesThen>;
  sittingsOf: (month: string) => Promise<SittingsOfMonth>;
  /** How the cases of a month stand now: quicker to be had than how they stood then. */
  casesNow: (month: string) => Promise<Deadlines>;
  append: (event: RawEvent) => Promise<unknown>;
  now: () => number;
};

/** The latest figure of each month that was recorded, newest month first. */
export function countedMonths(ledger: Pick<Ledger, 'bySubject'>): { position: number; figure: Counted }[] {
  const latest = new Map<string, { position: number; figure: Counted }>();
  for (const { position, event } of ledger.bySubject(COUNTED))
    if (event.type === 'log.counted') latest.set(event.month, { position, figure: event });
  return [...latest.values()].sort((a, b) => (a.figure.month < b.figure.month ? 1 : -1));
}

export const deadlinesOf = (sums: Sums): Deadlines =>
  Object.fromEntries(caseStandings.map((standing, n) => [standing, sums[n] ?? 0])) as Deadlines;

/** To be called with the last seal: records what has changed since the seal before it. */
export function createCounting(parts: Parts): (seal: Seal) => Promise<void> {
  const { ledger, casesThen, sittingsOf, casesNow, append, now } = parts;

  return async ({ seal, day, to: upTo }) => {
    const known = new Map(countedMonths(ledger).map(({ figure }) => [figure.month, figure]));
    let month = monthOf(day);
    for (let n = 0; n < MONTHS; n++, month = monthBefore(month)) {
      const before = known.get(month);
      if (before && before.seal >= seal) continue;
      if (n >= ALWAYS && isSame(before?.cases ?? noDeadlines(), await casesNow(month))) continue;
      const { root } = await casesThen({ month, upTo, day });
      const { counts: sittings } = await sittingsOf(month);
      const cases = deadlinesOf(root.sums);
      const isEmpty = [...Object.values(sittings), ...Object.values(cases)].every((count) => count === 0);
      if (before ? before.root === root.hash && isSame(before.sittings, sittings) : isEmpty) continue;
      const figure = { month, seal, day, upTo, sittings, cases, root: root.hash };
      await append({ type: 'log.counted', id: `counted/${month}/s${seal}`, at: now(), ...figure });
    }
  };
}

const isSame = <T extends Record<string, number>>(one: T, other: T): boolean =>
  Object.keys(one).every((name) => one[name] === other[name]);
