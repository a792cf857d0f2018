// What of refusals and readings goes into the log, and how much of it.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createAccessRecord } from '../server/access-record.ts';
import { LogUnwritable } from '../server/log-unwritable.ts';
import { eventSchema, type RawEvent } from '../shared/event.ts';
import { MINUTE } from '../shared/time.ts';
import { AT } from './support/example-events.ts';

beforeEach(() => void vi.useFakeTimers({ now: AT }));
afterEach(() => void vi.useRealTimers());

function open() {
  const kept: RawEvent[] = [];
  let isFull = false;
  let made = 0;
  const record = createAccessRecord({
    intake: {
      relay: async (events) => {
        if (isFull) throw new LogUnwritable(new Error('full'));
        kept.push(...events);
        return [];
      },
    },
    now: Date.now,
    newId: () => `v-${(made += 1)}`,
    errors: { error: () => {} },
  });
  return { record, kept, fill: (is: boolean): void => void (isFull = is) };
}
const REFUSED = { code: 'forbidden', route: 'GET /api/accounts', by: 'ali' };

it('the first of a kind is written at once, those that follow as one entry with their number', async () => {
  const { record, kept } = open();
  for (let n = 0; n < 50; n++) record.refused(REFUSED);
  await vi.advanceTimersByTimeAsync(0);
  expect(kept).toEqual([{ type: 'request.refused', ...REFUSED, id: 'v-1', at: AT }]);
  await vi.advanceTimersByTimeAsync(15 * MINUTE);
  expect(kept.slice(1)).toEqual([{ type: 'request.refused', ...REFUSED, count: 49, id: 'v-2', at: AT + 15 * MINUTE }]);
  record.refused(REFUSED);
  await vi.advanceTimersByTimeAsync(0);
  expect(kept).toHaveLength(3);
  for (const event of kept) expect(eventSchema.safeParse(event).error).toBeUndefined();
});

it('each person, list and file is an entry of its own', async () => {
  const { record, kept } = open();
  for (const by of ['ali', 'maryam'])
    for (const file of [false, true]) for (let n = 0; n < 3; n++) record.read({ list: 'contacts', file, by });
  await record.stop();
  expect(kept.filter((event) => !('count' in event))).toHaveLength(4);
  expect(kept.filter((event) => 'count' in event && event.count === 2)).toHaveLength(4);
});

it('a stranger who tries everything makes no more than some hundred entries', async () => {
  const { record, kept } = open();
  for (let n = 0; n < 5_000; n++) record.refused({ code: 'unauthorized', route: `GET /api/x${n}`, by: undefined });
  await record.stop();
  expect(kept.length).toBeLessThan(310);
  expect(kept.at(-1)).toMatchObject({ route: 'several', count: 5_000 - 301 });
});

it('nothing is lost while the log takes nothing for a while', async () => {
  const { record, kept, fill } = open();
  fill(true);
  record.refused(REFUSED);
  record.read({ list: 'calls', file: false, by: 'ali' });
  await vi.advanceTimersByTimeAsync(2 * MINUTE);
  expect(kept).toEqual([]);
  fill(false);
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect(kept.map(({ type }) => type)).toEqual(['request.refused', 'list.read']);
});
