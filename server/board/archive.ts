// The months that have left the board. They lie in the ledger; here are only those that were touched since the last
// checkpoint, so that late facts and corrections of any age find their month, and memory stays bounded (B7).
import { emptyMonth, type MonthOnBoard } from '../../shared/board.ts';

/** Reads a month as it stood at the checkpoint that the fold began from. */
export type ReadMonth = (month: string) => MonthOnBoard | undefined;
/** Months as text, as the ledger keeps them. */
export type KeptMonths = Readonly<Record<string, string>>;

export type Archive = ReturnType<typeof createArchive>;

export function createArchive(read: ReadMonth) {
  const touched = new Map<string, MonthOnBoard>();

  return {
    /** A month to be counted into; what is done to it is kept with the next checkpoint. */
    open(month: string): MonthOnBoard {
      let one = touched.get(month);
      if (!one) touched.set(month, (one = read(month) ?? emptyMonth()));
      return one;
    },

    /** As it stands now; undefined when nothing was ever counted in it. */
    look: (month: string): MonthOnBoard | undefined => touched.get(month) ?? read(month),

    /** A month that leaves the board as it stands. */
    put: (month: string, value: MonthOnBoard): void => void touched.set(month, value),

    save: (): KeptMonths => Object.fromEntries([...touched].map(([month, value]) => [month, JSON.stringify(value)])),

    /** What was saved is durable now: a month without changes since is released. */
    kept(months: KeptMonths): void {
      for (const [month, text] of Object.entries(months)) {
        const now = touched.get(month);
        if (now && JSON.stringify(now) === text) touched.delete(month);
      }
    },
  };
}
