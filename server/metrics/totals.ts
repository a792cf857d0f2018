// Counters that only rise while this process runs, from figures of the board that begin again every midnight. Updated with
// every change and not at each scrape, so that any number of readers gets the same.
import type { Board, CallCounters } from '../../shared/board.ts';

export type Counter = Exclude<keyof CallCounters, 'waiting'>;
/** `closed`: sum of the days before. A correction may lower a day's figure: the total then waits until it is reached again. */
type Total = { closed: number; today: number; shown: number };

type Parts = {
  board: () => Board;
  /** Whether the board has all that was in the log at the start; what it had then is not counted again. */
  isCaughtUp: () => boolean;
};

export function createTotals({ board, isCaughtUp }: Parts) {
  const totals = new Map<string, Map<Counter, Total>>();
  let day: string | undefined;
  let isCounting = false;

  const totalOf = (queue: string, counter: Counter): Total => {
    const own = totals.get(queue) ?? new Map<Counter, Total>();
    totals.set(queue, own);
    const total = own.get(counter) ?? { closed: 0, today: 0, shown: 0 };
    own.set(counter, total);
    return total;
  };

  const changed = (): void => {
    const { queues, day: current } = board();
    if (current !== day) {
      day = current;
      for (const own of totals.values())
        for (const total of own.values()) [total.closed, total.today] = [total.closed + total.today, 0];
    }
    for (const [queue, { today }] of Object.entries(queues))
      for (const [counter, value] of Object.entries(today) as [keyof CallCounters, number][]) {
        if (counter === 'waiting') continue;
        const total = totalOf(queue, counter);
        if (!isCounting) total.closed = -value;
        total.today = value;
        total.shown = Math.max(total.shown, total.closed + value);
      }
    isCounting ||= isCaughtUp();
  };
  changed();

  return {
    /** To be called after each folded batch. */
    changed,
    /** By queue; empty for what no telephone system reports (B10). */
    of: (counter: Counter): { queue: string; value: number }[] =>
      [...totals].flatMap(([queue, own]) => {
        const total = own.get(counter);
        return total === undefined ? [] : [{ queue, value: total.shown }];
      }),
  };
}
