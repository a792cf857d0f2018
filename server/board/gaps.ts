// The gaps of today in which calls went unheard, for the screens to name their times.
import type { Board, GapOnBoard } from '../../shared/board.ts';
import type { StoredOf } from '../../shared/event.ts';
import type { DocumentNode } from './document.ts';
import { visitKey } from './key.ts';

/** Gaps by day, of today and later. */
export type SavedGaps = Record<string, Record<string, GapOnBoard>>;

export function createGaps(root: DocumentNode<Board>, saved: SavedGaps = {}) {
  const days = saved;
  const branch = root.child<Board['gaps']>('gaps');

  return {
    /** Takes the gap of a resync that counted unheard calls; `day` is the day they count in. */
    take({ id, system, since, asOf, at, unheard }: StoredOf<'source.resynced'>, day: string): void {
      const count = Object.values(unheard ?? {}).reduce((sum, calls) => sum + calls, 0);
      if (count === 0 || (root.value.day !== undefined && day < root.value.day)) return;
      const gap: GapOnBoard = {
        system,
        ...(since !== undefined && { from: since }),
        to: Math.max(at, asOf ?? at),
        unheard: count,
      };
      const key = visitKey(id, 0);
      (days[day] ??= {})[key] = gap;
      if (day === root.value.day) branch.create(key, { ...gap });
    },

    turn(day: string): void {
      for (const key of Object.keys(branch.value)) branch.remove(key);
      for (const past of Object.keys(days)) if (past < day) delete days[past];
      for (const [key, gap] of Object.entries(days[day] ?? {})) branch.create(key, { ...gap });
    },

    save: (): SavedGaps => days,
  };
}
