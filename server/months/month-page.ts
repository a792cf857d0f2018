// Puts a month's report together from the fold and the ledger.
import type { MonthOnBoard } from '../../shared/board.ts';
import { monthBefore, type Calendar } from '../../shared/calendar.ts';
import { answering } from '../../shared/answering.ts';
import { countedFrom, paceOf, reachedBy, timeOfDay } from '../../shared/month-comparison.ts';
import type { Compared, MonthPage } from '../../shared/api/months.ts';
import { calledOfficial } from '../board/put-name.ts';
import type { Naming } from '../board/naming.ts';
import type { Fold } from '../board/fold-type.ts';
import { importedMonth } from '../board/imported.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { History } from '../sittings/history.ts';

type Parts = {
  fold: Pick<Fold, 'month' | 'board' | 'naming'>;
  ledger: Pick<Ledger, 'bySubject'>;
  history: History;
  calendar: Calendar;
  now: () => number;
};
export type Months = { page: (month: string) => MonthPage };

export function createMonths({ fold, ledger, history, calendar, now }: Parts): Months {
  const counted = (month: string): MonthOnBoard | undefined => {
    const one = fold.month(month);
    return one && !one.imported && (one.contacts > 0 || one.calls.offered > 0) ? one : undefined;
  };
  const imported = (month: string): MonthOnBoard | undefined =>
    importedMonth(ledger.bySubject(`month/${month}`).map(({ event }) => event));

  const from = (month: string, one: MonthOnBoard): string | undefined => countedFrom(month, one, fold.board);

  const compared = (month: string, reached: string | undefined): Compared | undefined => {
    const own = counted(month);
    const began = own && from(month, own);
    if (own && began === undefined) {
      if (reached === undefined) return { month, contacts: own.contacts, upTo: 'whole' };
      const pace = paceOf(own, reached.slice(8));
      const moment = now();
      return { month, pace, ...reachedBy(pace, timeOfDay(moment, calendar.utcOffset(moment))) };
    }
    // Figures from elsewhere are of the whole month, so they are a better yardstick than a part that was counted here.
    const brought = imported(month);
    if (brought) return { month, contacts: brought.contacts, upTo: 'whole', imported: true };
    return (
      own && { month, contacts: own.contacts, upTo: 'partial', ...(began !== undefined && { countedFrom: began }) }
    );
  };

  return {
    page(month) {
      const today = calendar.dayOf(now());
      const reached = today.slice(0, 7) === month ? today : undefined;
      const own = counted(month);
      const began = own && from(month, own);
      const brought = imported(month);
      // A part of a month is compared with no whole one.
      const isWhole = began === undefined;
      const before = isWhole ? compared(monthBefore(month), reached) : undefined;
      const yearAgo = isWhole ? compared(`${Number(month.slice(0, 4)) - 1}${month.slice(4)}`, reached) : undefined;
      return {
        month,
        today,
        ...(reached !== undefined && { running: { day: reached } }),
        ...(began !== undefined && { countedFrom: began }),
        ...(own && { counted: own }),
        ...(brought && { imported: brought }),
        ...(before && { before }),
        ...(yearAgo && { yearAgo }),
        ...(own && {
          answering: Object.fromEntries(Object.entries(own.followUp).map(([id, one]) => [id, answering(one, today)])),
        }),
        names: namesOf([own, brought], history, fold.naming),
      };
    },
  };
}

/** Names of the officials as people gave them, else as the sittings have them; so those of agencies that the profile lacks. */
function namesOf(
  months: readonly (MonthOnBoard | undefined)[],
  history: History,
  naming: Pick<Naming, 'official'>,
): MonthPage['names'] {
  const officials: MonthPage['names']['officials'] = {};
  const agencies: MonthPage['names']['agencies'] = {};
  const asked = new Set(months.flatMap((month) => Object.keys(month?.byOfficial ?? {})));
  for (const { official, agency, agencyName } of history.all().sort((a, b) => a.from - b.from)) {
    if (asked.has(official.id)) officials[official.id] = calledOfficial(official, naming.official(official.id));
    if (agency !== undefined && agencyName !== undefined) agencies[agency] = agencyName;
  }
  return { officials, agencies };
}
