// Which day the board stands at and which was its first: the latest and the earliest that were started and not withdrawn. A
// function of the set of such events, in any order (B2): per day only the greatest `nth` of its starts and withdrawals count.
import { dayNumber } from '../../shared/jalali-day.ts';
import type { StoredOf } from '../../shared/event.ts';

type Known = { started: number; withdrawn: number };
export type SavedDays = Record<string, Known>;

/**
 * Days stored at either end: this many of the earliest and of the latest. A wrong clock starts a few at most before it is
 * noticed; the right day is among the rest, however far off they lie (B7).
 */
const KEPT = 40;

export type Days = ReturnType<typeof createDays>;

export function createDays(saved: SavedDays = {}) {
  const days = new Map<string, Known>(Object.entries(saved));

  const of = (day: string): Known => {
    let known = days.get(day);
    if (!known) days.set(day, (known = { started: 0, withdrawn: 0 }));
    return known;
  };
  const forget = (): void => {
    if (days.size <= 2 * KEPT) return;
    for (const day of [...days.keys()].sort().slice(KEPT, -KEPT)) days.delete(day);
  };
  const isStanding = ({ started, withdrawn }: Known): boolean => started > withdrawn;
  const standing = (): string[] => [...days].flatMap(([day, known]) => (isStanding(known) ? [day] : [])).sort();

  return {
    started({ day, nth = 1 }: StoredOf<'day.started'>): void {
      // The schema knows the form of a day alone. The board cannot turn to one that the calendar lacks.
      if (dayNumber(day) === undefined) return;
      const known = of(day);
      known.started = Math.max(known.started, nth);
      forget();
    },
    withdrawn({ day, nth }: StoredOf<'day.withdrawn'>): void {
      const known = of(day);
      known.withdrawn = Math.max(known.withdrawn, nth);
      forget();
    },
    isStanding: (day: string): boolean => {
      const known = days.get(day);
      return known !== undefined && isStanding(known);
    },
    /** The first day on which a server ran. */
    earliest: (): string | undefined => standing()[0],
    /** The days that stand after a day, each with its last start. */
    after: (day: string): { day: string; nth: number }[] =>
      [...days]
        .filter(([one, known]) => one > day && isStanding(known))
        .map(([one, { started }]) => ({ day: one, nth: started })),
    /** Which start of a day the next one is. */
    nextStart: (day: string): number => (days.get(day)?.withdrawn ?? 0) + 1,
    save: (): SavedDays => Object.fromEntries(days),
  };
}
