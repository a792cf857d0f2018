// Puts a month's report together from the fold and the ledger.
import type { MonthOnBoard } from '../../shared/board.ts';
import { monthBefore, type Calendar } from '../../shared/calendar.ts';
import type { Compared, MonthPage } from '../../shared/month-page.ts';
import type { Fold } from '../board/fold-type.ts';
import { importedMonth } from '../board/imported.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { History } from '../sittings/history.ts';

type Parts = {
  fold: Pick<Fold, 'month'>;
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

  const compared = (month: string, reached: string | undefined): Compared | undefined => {
    const own = counted(month);
    const one = own ?? imported(month);
    if (!one) return undefined;
    const mark = own ? {} : { imported: true as const };
    // Imported months have no days, so they can only be compared as a whole.
    if (reached === undefined || !own) return { month, contacts: one.contacts, upTo: 'whole', ...mark };
    const last = `${month}-${reached.slice(8)}`;
    const contacts = Object.entries(own.byDay).reduce((sum, [day, count]) => sum + (day <= last ? count : 0), 0);
    return { month, contacts, upTo: 'same-day' };
  };

  return {
    page(month) {
      const today = calendar.dayOf(now());
      const reached = today.slice(0, 7) === month ? today : undefined;
      const own = counted(month);
      const brought = imported(month);
      const before = compared(monthBefore(month), reached);
      const yearAgo = compared(`${Number(month.slice(0, 4)) - 1}${month.slice(4)}`, reached);
      return {
        month,
        ...(reached !== undefined && { running: { day: reached } }),
        ...(own && { counted: own }),
        ...(brought && { imported: brought }),
        ...(before && { before }),
        ...(yearAgo && { yearAgo }),
        names: namesOf([own, brought], history),
      };
    },
  };
}

/** Who the officials are, and how agencies are called that the profile does not name: as the sittings say. */
function namesOf(months: readonly (MonthOnBoard | undefined)[], history: History): MonthPage['names'] {
  const officials: MonthPage['names']['officials'] = {};
  const agencies: MonthPage['names']['agencies'] = {};
  const asked = new Set(months.flatMap((month) => Object.keys(month?.byOfficial ?? {})));
  for (const { official, agency, agencyName } of history.all().sort((a, b) => a.from - b.from)) {
    if (asked.has(official.id))
      officials[official.id] = { name: official.name, ...(official.title !== undefined && { title: official.title }) };
    if (agency !== undefined && agencyName !== undefined) agencies[agency] = agencyName;
  }
  return { officials, agencies };
}
