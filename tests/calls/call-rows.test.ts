// The calls behind a figure: rows from log and ledger, in pages, newest first; those who wait stand longest first.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCallRows } from '../../server/calls/call-rows.ts';
import type { CallQuery } from '../../shared/calls.ts';
import { MINUTE } from '../../shared/time.ts';
import {
  answered,
  calendar,
  DAY,
  ended,
  joined,
  left,
  openCallRows,
  TEN,
  type CallRowsScene,
} from '../support/call-rows.ts';

let scene: CallRowsScene;
beforeEach(() => {
  scene = openCallRows();
});
afterEach(() => scene.close());

describe('a row', () => {
  it('shows one visit, and no caller (B8)', async () => {
    await scene.happen(
      { type: 'call.tagged', call: 'pbx-1', at: TEN - 1_000, county: 'sari', topic: 'bank-loan' },
      joined('pbx-1', TEN),
      answered('pbx-1', TEN + 5_000),
      ended('pbx-1', TEN + 65_000),
    );
    const page = await scene.list({ day: DAY });
    expect(page).toEqual({
      rows: [
        {
          call: expect.stringMatching(/^[a-z2-9]{12}$/),
          queue: 'sari',
          desk: 'd1',
          county: 'sari',
          topic: 'bank-loan',
          joinedAt: TEN,
          answeredAt: TEN + 5_000,
          endedAt: TEN + 65_000,
          waited: 5,
          talked: 60,
          outcome: 'answered',
        },
      ],
    });
    expect(JSON.stringify(page)).not.toContain('pbx-1');
  });

  it('has the outcome by the counter that it counts in', async () => {
    const reasons = ['abandoned', 'timeout', 'key', 'empty', 'withdrawn', 'other'];
    for (const [i, reason] of reasons.entries())
      await scene.happen(joined(`c-${i}`, TEN + i * MINUTE), left(`c-${i}`, TEN + i * MINUTE + 9_000, reason));
    const page = await scene.list({ day: DAY });
    expect(page.rows.map(({ outcome }) => outcome).reverse()).toEqual([
      ...['abandoned', 'timedOut', 'leftByKey', 'leftOtherwise', 'leftOtherwise', 'leftOtherwise'],
    ]);
    expect(page.rows.every(({ county, desk }) => county === 'unknown' && desk === undefined)).toBe(true);
  });

  it('stands for each visit of a call that joined twice', async () => {
    await scene.happen(
      joined('c-1', TEN),
      answered('c-1', TEN + 5_000),
      ended('c-1', TEN + MINUTE, { by: 'transfer' }),
    );
    await scene.happen(joined('c-1', TEN + 61_000, { visit: 2, queue: 'babol' }));
    const page = await scene.list({ day: DAY });
    expect(page.rows.map(({ queue, outcome }) => [queue, outcome])).toEqual([
      ['babol', 'waiting'],
      ['sari', 'answered'],
    ]);
    expect(new Set(page.rows.map(({ call }) => call)).size).toBe(2);
  });
});

describe('pages', () => {
  const five = async (): Promise<void> => {
    // Two of them joined in the same millisecond.
    for (const [i, at] of [TEN, TEN + MINUTE, TEN + MINUTE, TEN + 2 * MINUTE, TEN + 3 * MINUTE].entries())
      await scene.happen(joined(`c-${i}`, at));
  };

  it('of two over five rows: newest first, no row twice, none missing', async () => {
    await five();
    const found = await scene.pages({ day: DAY, limit: 2 });
    expect(found.map(({ length }) => length)).toEqual([2, 2, 1]);
    const all = found.flat();
    expect(all.map(({ joinedAt }) => joinedAt - TEN)).toEqual([3, 2, 1, 1, 0].map((n) => n * MINUTE));
    expect(new Set(all.map(({ call }) => call)).size).toBe(5);
    expect(all).toEqual((await scene.list({ day: DAY })).rows);
  });

  it('of every size give the same rows, and the last has no cursor', async () => {
    await five();
    const all = (await scene.list({ day: DAY })).rows;
    for (const limit of [1, 3, 4, 5, 6])
      expect((await scene.pages({ day: DAY, limit })).flat(), `${limit}`).toEqual(all);
    expect('next' in (await scene.list({ day: DAY, limit: 5 }))).toBe(false);
  });

  it('go on where they were when newer calls come in between', async () => {
    await five();
    const first = await scene.list({ day: DAY, limit: 2 });
    await scene.happen(joined('c-new', TEN + 10 * MINUTE));
    const second = await scene.list({ day: DAY, limit: 2, after: first.next });
    expect(second.rows.map(({ joinedAt }) => joinedAt)).toEqual([TEN + MINUTE, TEN + MINUTE]);
  });

  it('after an invalid cursor, or one past the end, are empty', async () => {
    await five();
    for (const after of ['x', '~', '0~a', '', 'NaN~zzz'])
      expect(await scene.list({ day: DAY, after }), after).toEqual({ rows: [] });
  });
});

describe('filters', () => {
  it('by queue, desk and outcome, also together and over pages', async () => {
    for (let i = 0; i < 12; i++) {
      const at = TEN + i * MINUTE;
      await scene.happen(joined(`c-${i}`, at, { queue: i % 2 ? 'sari' : 'babol' }));
      if (i % 3 === 0)
        await scene.happen(answered(`c-${i}`, at + 5_000, { queue: i % 2 ? 'sari' : 'babol', desk: `d${i % 4}` }));
    }
    const count = async (query: Partial<CallQuery>) =>
      (await scene.pages({ day: DAY, limit: 2, ...query })).flat().length;
    expect(await count({})).toBe(12);
    expect(await count({ queue: 'sari' })).toBe(6);
    expect(await count({ outcome: 'answered' })).toBe(4);
    expect(await count({ outcome: 'waiting', queue: 'babol' })).toBe(4);
    expect(await count({ desk: 'd0' })).toBe(1);
    expect(await count({ desk: 'd0', queue: 'sari' })).toBe(0);
    expect(await count({ queue: 'nowhere' })).toBe(0);
  });

  it('by county and by the hour of the province in which a call joined', async () => {
    const tagged = (call: string, county: string) => ({ type: 'call.tagged', call, at: TEN - 1_000, county });
    await scene.happen(
      joined('c-0', TEN),
      tagged('c-0', 'sari'),
      joined('c-1', TEN + 59 * MINUTE),
      tagged('c-1', 'babol'),
    );
    await scene.happen(joined('c-2', TEN + 60 * MINUTE), tagged('c-2', 'sari'), joined('c-3', TEN - 1));
    const minutes = async (query: Partial<CallQuery>) =>
      (await scene.pages({ day: DAY, limit: 1, ...query })).flat().map(({ joinedAt }) => (joinedAt - TEN) / MINUTE);
    expect(await minutes({ county: 'sari' })).toEqual([60, 0]);
    expect(await minutes({ county: 'unknown' })).toHaveLength(1);
    expect(await minutes({ hour: 10 })).toEqual([59, 0]);
    expect(await minutes({ hour: 10, county: 'sari' })).toEqual([0]);
    expect(await minutes({ hour: 0 })).toEqual([]);
  });

  it('by desk find also the calls that it missed', async () => {
    await scene.happen(
      joined('c-1', TEN),
      { type: 'call.missed', call: 'c-1', at: TEN + 9_000, queue: 'sari', desk: 'd7' },
      answered('c-1', TEN + 12_000),
    );
    expect((await scene.list({ day: DAY, desk: 'd7' })).rows.map(({ desk }) => desk)).toEqual(['d1']);
  });
});

describe('waiting calls', () => {
  it('stand longest first, over pages of every size, those of one moment in a fixed order', async () => {
    for (const [i, minute] of [3, 0, 1, 1, 2].entries()) await scene.happen(joined(`c-${i}`, TEN + minute * MINUTE));
    await scene.happen(joined('c-9', TEN), answered('c-9', TEN + 5_000));
    const all = (await scene.list({ outcome: 'waiting' })).rows;
    expect(all.map(({ joinedAt }) => (joinedAt - TEN) / MINUTE)).toEqual([0, 1, 1, 2, 3]);
    for (const limit of [1, 2, 3, 4, 5])
      expect((await scene.pages({ outcome: 'waiting', limit })).flat(), `${limit}`).toEqual(all);
    expect((await scene.pages({ outcome: 'waiting', day: DAY, limit: 2 })).flat()).toEqual(all);
  });

  it('have their wait until now, by the clock of their telephone system', async () => {
    const { fold, past, findSitting } = scene;
    const ticking = createCallRows({
      fold,
      past,
      calendar,
      findSitting,
      waitedSoFar: (queue, joinedAt) => (queue === 'sari' ? (TEN + 10 * MINUTE - joinedAt) / 1_000 : 0),
    });
    await scene.happen(joined('c-1', TEN), joined('c-2', TEN + MINUTE), answered('c-2', TEN + MINUTE + 5_000));
    const { rows: found } = await ticking.list({ limit: 10 });
    expect(found.map(({ waited }) => waited)).toEqual([5, 600]);
  });
});
