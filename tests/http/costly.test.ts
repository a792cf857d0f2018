// Reads that look through whole days: one at a time for each person, a few waiting, the rest refused until later.
import { expect, it } from 'vitest';
import type { Response } from 'express';
import { createCostly, type Costly } from '../../server/http/costly.ts';
import { Problem } from '../../server/http/problem.ts';

const by = (name: string, response: object = {}): Parameters<Costly>[0] => ({
  who: { via: 'session', name, role: 'deputy', account: name },
  response: response as Response,
});

it('the requests of one person are served one at a time; others are not kept waiting', async () => {
  const costly = createCostly();
  const order: string[] = [];
  let finish = (): void => {};
  const long = costly(by('u-1'), () => new Promise<void>((done) => (finish = done)));
  const next = costly(by('u-1'), async () => void order.push('u-1 again'));
  await costly(by('u-2'), async () => void order.push('u-2'));
  expect(order).toEqual(['u-2']);
  finish();
  await Promise.all([long, next]);
  expect(order).toEqual(['u-2', 'u-1 again']);
});

it('too many requests of one person at once get a Retry-After, and are served once the first are done', async () => {
  const costly = createCostly(2);
  let finish = (): void => {};
  const first = costly(by('u-1'), () => new Promise<void>((done) => (finish = done)));
  const waiting = [costly(by('u-1'), async () => 1), costly(by('u-1'), async () => 2)];
  const refused = await costly(by('u-1'), async () => 3).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Problem);
  expect([(refused as Problem).status, (refused as Problem).headers['Retry-After']]).toEqual([429, '2']);
  finish();
  await first;
  expect(await Promise.all(waiting)).toEqual([1, 2]);
  expect(await costly(by('u-1'), async () => 4)).toBe(4);
});

it('requests whose clients have gone do not count against the next ones of that person, but only so many are held', async () => {
  const costly = createCostly(1);
  let finish = (): void => {};
  const first = costly(by('u-1'), () => new Promise<void>((done) => (finish = done)));
  const left = Array.from({ length: 99 }, () => costly(by('u-1', { destroyed: true }), async () => 1));
  const alive = costly(by('u-1'), async () => 'alive');
  await expect(costly(by('u-1', { destroyed: true }), async () => 1)).rejects.toThrow('too often');
  finish();
  await first;
  expect((await Promise.allSettled(left)).filter(({ status }) => status === 'fulfilled')).toEqual([]);
  expect(await alive).toBe('alive');
});

it('the next read goes on after one that failed, and a read whose client has left does nothing', async () => {
  const costly = createCostly();
  const failed = costly(by('u-1'), () => Promise.reject(new Error('damaged')));
  const left = costly(by('u-1', { destroyed: true }), () => Promise.reject(new Error('it was read')));
  const good = costly(by('u-1'), async () => 'good');
  await expect(failed).rejects.toThrow('damaged');
  await expect(left).rejects.toThrow('too often');
  expect(await good).toBe('good');
});
