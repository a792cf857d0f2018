// On a weak screen the parts of what is held take turns: nothing on it is older than what its revision says, and what it shows
// when it says a new one is all of that revision.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { boardSignals } from '../../client/state/board-signals.ts';
import { afterBeat, afterPatch, fromSnapshot, type BoardState } from '../../client/state/board-state.ts';
import { createStagedUpdates } from '../../client/state/staged-updates.ts';
import { boards, NOW, snapshotOf } from '../fixtures/boards.ts';
import { seededRandom } from '../support/seeded-random.ts';

const start = fromSnapshot(snapshotOf(boards.calm(), NOW, { rev: 1 }));
/** Every part of the board carries the revision that it is of. */
const partsOf = (rev: number) => ({
  now: { waiting: rev },
  desks: { probe: { name: String(rev) } },
  counties: { unknown: { month: rev } },
});
const revised = (held: BoardState): BoardState => {
  const to = held.rev + 1;
  return afterPatch(held, { from: held.rev, to, patch: partsOf(to), serverNow: NOW })!;
};
const shownRevs = ({ board }: BoardState): number[] => [
  board.now.waiting,
  Number(board.desks['probe']?.name),
  board.counties['unknown']?.month ?? NaN,
];

let parts = boardSignals();
let weak = true;
let turns = createStagedUpdates(parts.take, () => weak);

beforeEach(() => {
  vi.useFakeTimers();
  weak = true;
  parts = boardSignals();
  turns = createStagedUpdates(parts.take, () => weak);
});
afterEach(() => {
  turns.stop();
  vi.useRealTimers();
});

describe('what is held in parts', () => {
  it('reads like the document it was given, key by key, and stays the same object', () => {
    const { whole } = parts;
    turns.showAtOnce(start);
    expect({ ...whole }).toEqual({ ...start, board: whole.board });
    expect(Object.fromEntries(Object.entries(whole.board))).toEqual({ ...start.board });
    const { board } = whole;
    turns.showAtOnce(revised(start));
    expect(parts.whole.board).toBe(board);
    expect(board.now.waiting).toBe(2);
  });
});

describe('a screen that is quick enough', () => {
  it('shows every part at once', () => {
    weak = false;
    turns.show(start);
    turns.show(revised(start));
    expect(parts.whole.rev).toBe(2);
    expect(shownRevs(parts.whole)).toEqual([2, 2, 2]);
  });
});

describe('a weak screen', () => {
  it('shows at once what it shows first, and what is another board', () => {
    turns.show(start);
    expect(parts.whole.rev).toBe(1);
    const other = revised(revised(start));
    turns.show(revised(start));
    turns.showAtOnce(other);
    expect(parts.whole.rev).toBe(3);
    expect(shownRevs(parts.whole)).toEqual([3, 3, 3]);
    vi.runAllTimers();
    expect(parts.whole.rev).toBe(3);
  });

  it('shows what is true of this moment first, and says the new revision with the last part', () => {
    turns.showAtOnce(revised(start));
    turns.show(revised(revised(start)));
    expect([parts.whole.rev, ...shownRevs(parts.whole)]).toEqual([2, 3, 2, 2]);
    vi.advanceTimersToNextTimer();
    expect([parts.whole.rev, ...shownRevs(parts.whole)]).toEqual([2, 3, 3, 2]);
    vi.advanceTimersToNextTimer();
    expect([parts.whole.rev, ...shownRevs(parts.whole)]).toEqual([3, 3, 3, 3]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('takes what a heartbeat reports without a new revision', () => {
    turns.showAtOnce(start);
    turns.show(
      afterBeat(start, {
        epoch: start.epoch,
        rev: 1,
        serverNow: NOW,
        utcOffset: 240,
        links: {},
        recording: { since: NOW },
      }),
    );
    vi.runAllTimers();
    expect(parts.whole.utcOffset).toBe(240);
    expect(parts.whole.recording).toEqual({ since: NOW });
  });

  it('shows no more updates once it stopped', () => {
    turns.showAtOnce(start);
    turns.show(revised(start));
    turns.stop();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('has no part older than its revision, and all of that revision whenever it is new and when the patches end', () => {
    const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 32));
    console.log(`parts in turns: seed ${seed}`);
    const random = seededRandom(seed);
    let held = revised(start);
    turns.showAtOnce(held);
    /** When each revision was held first. */
    const since = new Map<number, number>();
    for (let n = 0; n < 2_000; n++) {
      if (random() < 0.02) weak = !weak;
      held = revised(held);
      since.set(held.rev, Date.now());
      if (random() < 0.01) turns.showAtOnce(held);
      else turns.show(held);
      for (let ms = Math.floor(random() * 100); ms > 0; ms--) {
        const before = parts.whole.rev;
        vi.advanceTimersByTime(1);
        const { rev } = parts.whole;
        if (rev !== before) expect(shownRevs(parts.whole)).toEqual([rev, rev, rev]);
      }
      expect(Math.min(...shownRevs(parts.whole))).toBeGreaterThanOrEqual(parts.whole.rev);
      // It came within a round of three turns, 80 ms each, and the next round takes two more.
      const waits = Date.now() - (since.get(parts.whole.rev + 1) ?? Infinity);
      expect(waits).toBeLessThanOrEqual(5 * 80);
    }
    vi.runAllTimers();
    expect([parts.whole.rev, ...shownRevs(parts.whole)]).toEqual(Array(4).fill(held.rev));
  });
});
