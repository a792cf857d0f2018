// The gaps of today in which calls went unheard, for the screens to name their times.
import type { Board, GapOnBoard } from '../../shared/board.ts';
import type { StoredOf } from '../../shared/event.ts';
import type { DocumentNode } from './document.ts';
import { visitKey } from './key.ts';

/** Gaps by day, of today and later. Less than 0 calls: so many of earlier gaps came since. */
export type SavedGaps = Record<string, Record<string, GapOnBoard>>;

/** By queue: the calls that a resync counted as unheard, less those that it found to have come since. */
export function unheardBy({ unheard = {}, recovered = {} }: StoredOf<'source.resynced'>): [string, number][] {
  return [...Object.entries(unheard), ...Object.entries(recovered).map(([queue, n]): [string, number] => [queue, -n])];
}

/** Calls that came since are those of the latest gaps. */
function remaining(gaps: Readonly<Record<string, GapOnBoard>>): Map<string, GapOnBoard> {
  const shown = new Map<string, GapOnBoard>();
  const latestFirst = Object.entries(gaps).sort(([a, one], [b, other]) => other.to - one.to || (a < b ? -1 : 1));
  const recovered: Record<string, number> = {};
  for (const [, { system, unheard }] of latestFirst)
    if (unheard < 0) recovered[system] = (recovered[system] ?? 0) - unheard;
  for (const [key, gap] of latestFirst) {
    if (gap.unheard <= 0) continue;
    const back = Math.min(gap.unheard, recovered[gap.system] ?? 0);
    recovered[gap.system] = (recovered[gap.system] ?? 0) - back;
    if (gap.unheard > back) shown.set(key, { ...gap, unheard: gap.unheard - back });
  }
  return shown;
}

export function createGaps(root: DocumentNode<Board>, saved: SavedGaps = {}) {
  const days = saved;
  const branch = root.child<Board['gaps']>('gaps');

  const show = (day: string): void => {
    const shown = remaining(days[day] ?? {});
    for (const [key, { unheard }] of Object.entries(branch.value))
      if (shown.get(key)?.unheard !== unheard) branch.remove(key);
    for (const [key, gap] of shown) if (!branch.has(key)) branch.create(key, { ...gap });
  };

  return {
    /** Takes the gap of a resync that counted unheard calls; `day` is the day they count in. */
    take(event: StoredOf<'source.resynced'>, day: string): void {
      const { id, system, since, asOf, at } = event;
      const count = unheardBy(event).reduce((sum, [, calls]) => sum + calls, 0);
      if (count === 0 || (root.value.day !== undefined && day < root.value.day)) return;
      const gap: GapOnBoard = {
        system,
        ...(since !== undefined && { from: since }),
        to: Math.max(at, asOf ?? at),
        unheard: count,
      };
      (days[day] ??= {})[visitKey(id, 0)] = gap;
      if (day === root.value.day) show(day);
    },

    turn(day: string): void {
      for (const past of Object.keys(days)) if (past < day) delete days[past];
      show(day);
    },

    save: (): SavedGaps => days,
  };
}
