// What every log keeps, whatever it is made of. Each test opens a log of its own.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LogEntry, StoredEvent } from '../../shared/event.ts';
import type { Log } from '../../server/log/log.ts';
import { LogUnwritable } from '../../server/log-unwritable.ts';
import { joined, joinedCalls } from '../support/joined-calls.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { collectFollowed } from './collect-followed.ts';

export type LogUnderTest = {
  /** The log that is open now; `reopen` puts another in its place. */
  readonly log: Log;
  /** Closes the log and opens the same one again, as a restart would. */
  reopen: () => Promise<void>;
  /** Makes the medium refuse writes, as a full disk does, and takes that back. */
  fail: () => Promise<void>;
  mend: () => Promise<void>;
  /** Closes and removes everything. */
  remove: () => Promise<void>;
};

export function logContract(name: string, open: () => Promise<LogUnderTest>): void {
  describe(`${name} keeps the log's contract`, () => {
    let tested: LogUnderTest;
    beforeEach(async () => void (tested = await open()));
    afterEach(() => tested.remove());

    const idsOf = (entries: readonly LogEntry[]): string[] => entries.map(({ event }) => event.id);
    const stored = async (after = 0): Promise<LogEntry[]> =>
      collectFollowed(tested.log, after).until(tested.log.last());
    const append = (events: readonly StoredEvent[]) => tested.log.append(events);

    it('is empty at first: the last position is 0, and no events take no position', async () => {
      expect(tested.log.last()).toBe(0);
      expect(await append([])).toEqual([]);
      expect(tested.log.last()).toBe(0);
    });

    it('gives growing positions in the order given, and the last one is the last', async () => {
      const appended = await append(joinedCalls(1, 20));
      const positions = appended.map(({ position }) => position);
      expect(positions).toEqual(positions.toSorted((a, b) => a - b));
      expect(new Set(positions).size).toBe(20);
      expect(appended.every(({ repeated }) => !repeated)).toBe(true);
      expect(tested.log.last()).toBe(positions.at(-1));
    });

    it('B5: has every acknowledged event after it was opened again, as it was, in the same order and place', async () => {
      const events = joinedCalls(1, 50);
      const appended = await append(events);
      await tested.reopen();
      expect(tested.log.last()).toBe(appended.at(-1)?.position);
      expect(await stored()).toEqual(events.map((event, n) => ({ position: appended[n]?.position, event })));
    });

    it('B5: continues after it was opened again behind what it had', async () => {
      const [first] = await append([joined(1)]);
      await tested.reopen();
      const [second] = await append([joined(2)]);
      expect(second?.position).toBeGreaterThan(first?.position ?? Infinity);
    });

    it('B2: drops a repeat inside one batch and answers it with the place of the first', async () => {
      const [a, b, again] = await append([joined(1), joined(2), joined(1)]);
      expect(again).toEqual({ position: a?.position, repeated: true });
      expect(b?.repeated).toBe(false);
      expect(idsOf(await stored())).toEqual([joined(1).id, joined(2).id]);
    });

    it('B2: drops a repeat between batches, and the first one stays', async () => {
      const [first] = await append([joined(1, { name: 'first' })]);
      const [again, next] = await append([joined(1, { name: 'second' }), joined(2)]);
      expect(again).toEqual({ position: first?.position, repeated: true });
      expect(next?.repeated).toBe(false);
      expect((await stored()).map(({ event }) => event)).toEqual([joined(1, { name: 'first' }), joined(2)]);
    });

    it('B2: drops a repeat of what came before a restart', async () => {
      const [first] = await append([joined(1)]);
      await tested.reopen();
      expect(await append([joined(1)])).toEqual([{ position: first?.position, repeated: true }]);
      expect(await stored()).toHaveLength(1);
    });

    it('B2: two appends of one event at the same time keep it once', async () => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => append([joined(7)])));
      expect(answers.flat().filter(({ repeated }) => !repeated)).toHaveLength(1);
      expect(new Set(answers.flat().map(({ position }) => position)).size).toBe(1);
    });

    it('keeps one id from two sources as two events', async () => {
      const two = [joined(1, { source: 'pbx111' }), joined(1, { source: 'intake' })];
      const appended = await append(two);
      expect(appended.map(({ repeated }) => repeated)).toEqual([false, false]);
      expect((await stored()).map(({ event }) => event.source)).toEqual(['pbx111', 'intake']);
    });

    it('does not confuse a source and an id that read alike when put together', async () => {
      const appended = await append([joined(1, { source: 'a', id: 'bc' }), joined(1, { source: 'ab', id: 'c' })]);
      expect(appended.map(({ repeated }) => repeated)).toEqual([false, false]);
    });

    it('puts appends made at the same time into one order, each in its own order within', async () => {
      const batches = Array.from({ length: 40 }, (_, n) => joinedCalls(n * 10, 1 + (n % 7)));
      const answers = await Promise.all(batches.map(append));
      const positions = answers.flat().map(({ position }) => position);
      expect(positions).toEqual(positions.toSorted((a, b) => a - b));
      expect(idsOf(await stored())).toEqual(batches.flat().map(({ id }) => id));
    });

    it('follows from the start, from the middle and from the end', async () => {
      const appended = await append(joinedCalls(1, 10));
      const middle = appended[4]?.position ?? 0;
      expect(idsOf(await stored(0))).toEqual(joinedCalls(1, 10).map(({ id }) => id));
      expect(idsOf(await stored(middle))).toEqual(joinedCalls(6, 5).map(({ id }) => id));
      const end = collectFollowed(tested.log, tested.log.last());
      await append([joined(99)]);
      expect(idsOf(await end.until(tested.log.last()))).toEqual([joined(99).id]);
    });

    it('shows a follower an event no later than its writer is told that it is durable, once the follower has caught up', async () => {
      await append([joined(1)]);
      const follower = collectFollowed(tested.log, 0);
      await follower.until(tested.log.last());
      await append([joined(2)]);
      expect(idsOf(follower.seen)).toContain(joined(2).id);
    });

    it('follows while others append: in order, no gap, nothing twice, for every follower', async () => {
      const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 32));
      console.log(`follow while appending: seed ${seed}`);
      const random = seededRandom(seed);
      await append(joinedCalls(0, 4_500));
      const followers = [collectFollowed(tested.log, 0)];
      let next = 4_500;
      const writes: Promise<unknown>[] = [];
      for (let round = 0; round < 120; round++) {
        const count = 1 + Math.floor(random() * 30);
        writes.push(append([...joinedCalls(next, count), joined(Math.floor(random() * next))]));
        next += count;
        if (random() < 0.1) followers.push(collectFollowed(tested.log, 0));
        if (random() < 0.6) await new Promise((resolve) => setImmediate(resolve));
      }
      await Promise.all(writes);
      const expected = joinedCalls(0, next).map(({ id }) => id);
      for (const follower of followers) {
        const entries = await follower.until(tested.log.last());
        expect(idsOf(entries)).toEqual(expected);
        const positions = entries.map(({ position }) => position);
        expect(positions).toEqual(positions.toSorted((a, b) => a - b));
      }
    });

    it('shows a stopped follower nothing more, whether it was reading old entries or waiting for new ones', async () => {
      await append(joinedCalls(0, 4_500));
      const reading = collectFollowed(tested.log, 0, (entries) => entries.length > 0 && reading.stop());
      const waiting = collectFollowed(tested.log, tested.log.last());
      const witness = collectFollowed(tested.log, 0);
      await witness.until(tested.log.last());
      waiting.stop();
      const seenByReading = reading.seen.length;
      await append(joinedCalls(9_000, 3));
      await witness.until(tested.log.last());
      expect(waiting.seen).toEqual([]);
      expect(seenByReading).toBeGreaterThan(0);
      expect(reading.seen).toHaveLength(seenByReading);
      expect(seenByReading).toBeLessThan(4_500);
    });

    it('gives back hostile strings as they came', async () => {
      const hostile = [
        `'; drop table event; --`,
        '"quoted" \\ backslash / slash',
        'line\nbreak\ttab\r',
        'سامد ۱۱۱ — 📞👩🏽‍💼',
        '\u202eright to left\u202c',
        '{"json":[null]}',
        '%s $1 ? :name @name',
        'long '.repeat(20_000),
      ];
      const events = hostile.map((name, n) =>
        joined(n, { name, source: n % 2 ? `o'brien"` : 'pbx111', id: `!"'\`${n}` }),
      );
      await append(events);
      await tested.reopen();
      expect((await stored()).map(({ event }) => event)).toEqual(events);
      expect((await append(events)).every(({ repeated }) => repeated)).toBe(true);
    });

    it('takes 5,000 events in one append', async () => {
      const appended = await append(joinedCalls(0, 5_000));
      expect(appended).toHaveLength(5_000);
      expect(idsOf(await stored())).toEqual(joinedCalls(0, 5_000).map(({ id }) => id));
    });

    it('B5: rejects with LogUnwritable when the medium fails, keeps nothing of it, and takes it when the medium is well', async () => {
      await append([joined(1)]);
      const follower = collectFollowed(tested.log, 0);
      await follower.until(tested.log.last());
      const last = tested.log.last();
      await tested.fail();
      const refused = await Promise.allSettled([
        append(joinedCalls(2, 3)),
        append(joinedCalls(5, 3)),
        append(joinedCalls(2, 1)),
      ]);
      for (const answer of refused) {
        expect(answer.status).toBe('rejected');
        expect(answer.status === 'rejected' && answer.reason).toBeInstanceOf(LogUnwritable);
      }
      await expect(append([joined(9)])).rejects.toMatchObject({ code: 'log-unwritable' });
      expect(tested.log.last()).toBe(last);
      expect(idsOf(follower.seen)).toEqual([joined(1).id]);
      await tested.mend();
      const appended = await append(joinedCalls(2, 6));
      expect(appended.every(({ repeated }) => !repeated)).toBe(true);
      await tested.reopen();
      expect(idsOf(await stored())).toEqual(joinedCalls(1, 7).map(({ id }) => id));
    });

    it('rejects what is appended after it was closed', async () => {
      const { log } = tested;
      await append([joined(1)]);
      await tested.reopen();
      await expect(log.append([joined(2)])).rejects.toBeInstanceOf(LogUnwritable);
      expect(idsOf(await stored())).toEqual([joined(1).id]);
    });
  });
}
