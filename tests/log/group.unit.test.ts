import { expect, it } from 'vitest';
import { createGroup } from '../../server/log/group-commit.ts';

/** A slow disk: each write waits for the test. */
function slowDisk() {
  const writes: { items: readonly number[]; done: () => void; fail: (error: Error) => void }[] = [];
  const write = (items: readonly number[]): Promise<number[]> =>
    new Promise((resolve, reject) => {
      writes.push({ items, done: () => resolve(items.map((n) => n * 10)), fail: reject });
    });
  return { writes, write };
}
const tick = () => new Promise((resolve) => setImmediate(resolve));

it('writes what is added in one tick together, and answers each with its own', async () => {
  const { writes, write } = slowDisk();
  const group = createGroup(write);
  const answers = Promise.all([group.add([1, 2]), group.add([3])]);
  await tick();
  expect(writes.map(({ items }) => items)).toEqual([[1, 2, 3]]);
  writes[0]?.done();
  expect(await answers).toEqual([[10, 20], [30]]);
});

it('writes a lone append without waiting for a timer', async () => {
  const { writes, write } = slowDisk();
  void createGroup(write).add([1]);
  await Promise.resolve();
  await Promise.resolve();
  expect(writes).toHaveLength(1);
});

it('shares one durable write among all that came while the disk was busy, and never writes twice at once', async () => {
  const { writes, write } = slowDisk();
  const group = createGroup(write);
  const answers = [group.add([1])];
  await tick();
  for (let n = 2; n <= 50; n++) {
    answers.push(group.add([n]));
    await Promise.resolve();
  }
  await tick();
  expect(writes).toHaveLength(1);
  writes[0]?.done();
  await tick();
  expect(writes).toHaveLength(2);
  expect(writes[1]?.items).toHaveLength(49);
  writes[1]?.done();
  expect((await Promise.all(answers)).flat()).toEqual(Array.from({ length: 50 }, (_, n) => (n + 1) * 10));
});

it('rejects every append of a write that failed, and no other', async () => {
  const { writes, write } = slowDisk();
  const group = createGroup(write);
  const failing = Promise.allSettled([group.add([1]), group.add([2])]);
  await tick();
  const next = group.add([3]);
  writes[0]?.fail(new Error('full'));
  expect((await failing).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await tick();
  writes[1]?.done();
  expect(await next).toEqual([30]);
});

it('splits a flood into several writes, but never one append', async () => {
  const { writes, write } = slowDisk();
  const group = createGroup(write);
  const big = Array.from({ length: 5_000 }, (_, n) => n);
  for (let n = 0; n < 15; n++) void group.add(Array.from({ length: 100 }, () => n));
  void group.add(big);
  await tick();
  writes[0]?.done();
  await tick();
  writes[1]?.done();
  await tick();
  expect(writes.map(({ items }) => items.length)).toEqual([1_000, 500, 5_000]);
});

it('finishes what it took when it is closed, and takes nothing more', async () => {
  const { writes, write } = slowDisk();
  const group = createGroup(write);
  const answer = group.add([1]);
  const closed = group.close();
  await expect(group.add([2])).rejects.toMatchObject({ code: 'log-unwritable' });
  writes[0]?.done();
  await tick();
  writes[0]?.done();
  expect(await answer).toEqual([10]);
  await closed;
});

it('writes what goes first before all that waits, and keeps the order of each', async () => {
  const { writes, write } = slowDisk();
  const group = createGroup(write);
  const answers = [group.add([1])];
  await tick();
  answers.push(group.add([2]), group.add([3]), group.add([4], true), group.add([5], true));
  writes[0]?.done();
  await tick();
  expect(writes[1]?.items).toEqual([4, 5, 2, 3]);
  writes[1]?.done();
  expect(await Promise.all(answers)).toEqual([[10], [20], [30], [40], [50]]);
});

it('writes what goes first in the next transaction, however much waits', async () => {
  const { writes, write } = slowDisk();
  const group = createGroup(write);
  const flood = Array.from({ length: 20 }, () => group.add(Array.from({ length: 250 }, () => 0)));
  await tick();
  const call = group.add([7], true);
  writes[0]?.done();
  await tick();
  expect(writes[1]?.items[0]).toBe(7);
  expect(Math.max(...writes.map(({ items }) => items.length))).toBeLessThanOrEqual(1_000);
  writes[1]?.done();
  expect(await call).toEqual([70]);
  for (let next = 2; next < 7; next++) {
    await tick();
    writes[next]?.done();
  }
  await Promise.all(flood);
});
