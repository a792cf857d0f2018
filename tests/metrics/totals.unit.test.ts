// Counters for Prometheus: they only rise, at midnight too, whoever reads them, and a restart counts nothing twice.
import { beforeEach, describe, expect, it } from 'vitest';
import { createTotals } from '../../server/metrics/totals.ts';
import { emptyBoard, type Board } from '../../shared/board.ts';
import { noCalls } from '../../shared/board.ts';

let board: Board;
let isCaughtUp: boolean;
let totals: ReturnType<typeof createTotals>;
const day = (name: string): void => {
  board.day = name;
  for (const queue of Object.values(board.queues)) queue.today = { ...noCalls() };
};
const now = (more: Partial<Board['queues'][string]['today']>): void => {
  Object.assign(board.queues['sari']!.today, more);
  totals.changed();
};
const of = (counter: Parameters<typeof totals.of>[0]): number | undefined => totals.of(counter)[0]?.value;

beforeEach(() => {
  board = emptyBoard({ id: 'x', fa: 'ایکس', en: 'X' }, []);
  board.queues['sari'] = { name: 'ساری', waiting: 0, talking: 0, waits: {}, today: { ...noCalls(), answered: 40 } };
  board.day = '1405-09-02';
  isCaughtUp = true;
  totals = createTotals({ board: () => board, isCaughtUp: () => isCaughtUp });
});

describe('a total', () => {
  it('begins at 0 when the process starts: what was counted before is not counted again', () => {
    expect(of('answered')).toBe(0);
    now({ answered: 43 });
    expect(of('answered')).toBe(3);
  });

  it('goes on over midnight', () => {
    now({ answered: 43 });
    day('1405-09-03');
    totals.changed();
    expect(of('answered')).toBe(3);
    now({ answered: 2 });
    expect(of('answered')).toBe(5);
  });

  it('never falls when a correction lowers the figure of today, and ends up right', () => {
    now({ abandoned: 2 });
    now({ abandoned: 1, answered: 41 });
    expect([of('abandoned'), of('answered')]).toEqual([2, 1]);
    now({ abandoned: 2 });
    expect(of('abandoned')).toBe(2);
    now({ abandoned: 3 });
    expect(of('abandoned')).toBe(3);
  });

  it('does not count what was in the log already, however long reading it takes', () => {
    isCaughtUp = false;
    totals = createTotals({ board: () => board, isCaughtUp: () => isCaughtUp });
    now({ answered: 60 });
    isCaughtUp = true;
    now({ answered: 70 });
    expect(of('answered')).toBe(0);
    now({ answered: 71 });
    expect(of('answered')).toBe(1);
  });

  it('is absent for what no telephone system reports, and there once one does', () => {
    expect(of('refused')).toBeUndefined();
    now({ refused: 2 });
    expect(of('refused')).toBe(2);
  });

  it('counts a queue that is new from its first visit on', () => {
    board.queues['babol'] = { ...board.queues['sari']!, today: { ...noCalls(), offered: 1 } };
    totals.changed();
    expect(totals.of('offered')).toEqual([
      { queue: 'sari', value: 0 },
      { queue: 'babol', value: 1 },
    ]);
  });
});
