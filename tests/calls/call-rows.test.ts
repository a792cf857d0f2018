// The calls behind a figure: rows from log and ledger, in pages, newest first.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFold } from '../../server/board/fold.ts';
import type { Fold } from '../../server/board/fold-type.ts';
import { createCallRows } from '../../server/calls/call-rows.ts';
import type { CallRow } from '../../shared/api/calls.ts';
import type { CallQuery, CallRows } from '../../shared/calls.ts';
import type { SqliteLog } from '../../server/log/sqlite.ts';
import { createCalendar } from '../../shared/calendar.ts';
import { profileSchema } from '../../shared/profile.ts';
import { createPastVisits, type PastVisits } from '../../server/calls/past-visits.ts';
import { createHistory } from '../../server/sittings/history.ts';
import { pastOf } from '../../server/ledger/past.ts';
import { tempLogFolder, openLog, type TempLogFolder } from '../support/log-folder.ts';
import { storedUnchecked } from '../support/stored-events.ts';
import { generateCalls } from '../support/generated-calls.ts';

const calendar = createCalendar();
const profile = profileSchema.parse({ id: 'test', name: { fa: 'آ', en: 'T' }, counties: {} });
const TEN = Date.parse('2026-11-23T10:00:00+03:30');
const DAY = '1405-09-02';
const MINUTE = 60_000;

let place: TempLogFolder;
let opened: SqliteLog;
let fold: Fold;
let rows: CallRows;
let past: PastVisits;
beforeEach(() => {
  place = tempLogFolder();
  opened = openLog(place.path);
  const { ledger } = opened;
  fold = createFold({
    profile,
    calendar,
    past: pastOf(ledger, calendar, () => undefined),
  });
  const history = createHistory(ledger);
  past = createPastVisits({ fold, ledger, calendar, around: profile.sitting });
  rows = createCallRows({ fold, past, calendar, findSitting: history.find });
});
afterEach(async () => {
  await opened.close();
  place.remove();
});

const byPbx = storedUnchecked('pbx', 0);
async function happen(...events: Record<string, unknown>[]): Promise<void> {
  const stored = events.map((event) =>
    byPbx({ id: `${String(event['call'])}/${String(event['visit'] ?? 1)}/${String(event['type'])}`, ...event }),
  );
  const appended = await opened.log.append(stored);
  for (const [i, event] of stored.entries()) fold.apply({ position: appended[i]!.position, event });
}
const joined = (call: string, at: number, more: Record<string, unknown> = {}) => ({
  type: 'call.joined',
  call,
  at,
  queue: 'sari',
  target: 20,
  ...more,
});
const answered = (call: string, at: number, more: Record<string, unknown> = {}) => ({
  type: 'call.answered',
  call,
  at,
  queue: 'sari',
  desk: 'd1',
  waited: 5,
  ...more,
});
const ended = (call: string, at: number, more: Record<string, unknown> = {}) => ({
  type: 'call.ended',
  call,
  at,
  by: 'caller',
  talked: 60,
  ...more,
});
const left = (call: string, at: number, reason: string) => ({
  type: 'call.left',
  call,
  at,
  queue: 'sari',
  reason,
  waited: 9,
});

const list = async (query: Partial<CallQuery> = {}) => rows.list({ limit: 200, ...query });
const pages = async (query: Partial<CallQuery>): Promise<CallRow[][]> => {
  const found: CallRow[][] = [];
  for (let after: string | undefined; ;) {
    const page = await list({ ...query, after });
    found.push([...page.rows]);
    if (page.next === undefined || found.length > 1_000) return found;
    after = page.next;
  }
};

describe('a row', () => {
  it('tells one visit, and not whose it was (B8)', async () => {
    await happen(
      { type: 'call.tagged', call: 'pbx-1', at: TEN - 1_000, county: 'sari', topic: 'bank-loan' },
      joined('pbx-1', TEN),
      answered('pbx-1', TEN + 5_000),
      ended('pbx-1', TEN + 65_000),
    );
    const page = await list({ day: DAY });
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
      await happen(joined(`c-${i}`, TEN + i * MINUTE), left(`c-${i}`, TEN + i * MINUTE + 9_000, reason));
    const page = await list({ day: DAY });
    expect(page.rows.map(({ outcome }) => outcome).reverse()).toEqual([
      ...['abandoned', 'timedOut', 'leftByKey', 'leftOtherwise', 'leftOtherwise', 'leftOtherwise'],
    ]);
    expect(page.rows.every(({ county, desk }) => county === 'unknown' && desk === undefined)).toBe(true);
  });

  it('stands for each visit of a call that joined twice', async () => {
    await happen(joined('c-1', TEN), answered('c-1', TEN + 5_000), ended('c-1', TEN + 60_000, { by: 'transfer' }));
    await happen(joined('c-1', TEN + 61_000, { visit: 2, queue: 'babol' }));
    const page = await list({ day: DAY });
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
      await happen(joined(`c-${i}`, at));
  };

  it('of two over five rows: newest first, no row twice, none missing', async () => {
    await five();
    const found = await pages({ day: DAY, limit: 2 });
    expect(found.map(({ length }) => length)).toEqual([2, 2, 1]);
    const all = found.flat();
    expect(all.map(({ joinedAt }) => joinedAt - TEN)).toEqual([3, 2, 1, 1, 0].map((n) => n * MINUTE));
    expect(new Set(all.map(({ call }) => call)).size).toBe(5);
    expect(all).toEqual((await list({ day: DAY })).rows);
  });

  it('of every size give the same rows, and the last has no cursor', async () => {
    await five();
    const all = (await list({ day: DAY })).rows;
    for (const limit of [1, 3, 4, 5, 6]) expect((await pages({ day: DAY, limit })).flat(), `${limit}`).toEqual(all);
    expect('next' in (await list({ day: DAY, limit: 5 }))).toBe(false);
  });

  it('go on where they were when newer calls come in between', async () => {
    await five();
    const first = await list({ day: DAY, limit: 2 });
    await happen(joined('c-new', TEN + 10 * MINUTE));
    const second = await list({ day: DAY, limit: 2, after: first.next });
    expect(second.rows.map(({ joinedAt }) => joinedAt)).toEqual([TEN + MINUTE, TEN + MINUTE]);
  });

  it('after a cursor that is none, or past the end, are empty', async () => {
    await five();
    for (const after of ['x', '~', '0~a', '', 'NaN~zzz'])
      expect(await list({ day: DAY, after }), after).toEqual({ rows: [] });
  });
});

describe('filters', () => {
  it('by queue, desk and outcome, also together and over pages', async () => {
    for (let i = 0; i < 12; i++) {
      const at = TEN + i * MINUTE;
      await happen(joined(`c-${i}`, at, { queue: i % 2 ? 'sari' : 'babol' }));
      if (i % 3 === 0)
        await happen(answered(`c-${i}`, at + 5_000, { queue: i % 2 ? 'sari' : 'babol', desk: `d${i % 4}` }));
    }
    const count = async (query: Partial<CallQuery>) => (await pages({ day: DAY, limit: 2, ...query })).flat().length;
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
    await happen(joined('c-0', TEN), tagged('c-0', 'sari'), joined('c-1', TEN + 59 * MINUTE), tagged('c-1', 'babol'));
    await happen(joined('c-2', TEN + 60 * MINUTE), tagged('c-2', 'sari'), joined('c-3', TEN - 1));
    const minutes = async (query: Partial<CallQuery>) =>
      (await pages({ day: DAY, limit: 1, ...query })).flat().map(({ joinedAt }) => (joinedAt - TEN) / MINUTE);
    expect(await minutes({ county: 'sari' })).toEqual([60, 0]);
    expect(await minutes({ county: 'unknown' })).toHaveLength(1);
    expect(await minutes({ hour: 10 })).toEqual([59, 0]);
    expect(await minutes({ hour: 10, county: 'sari' })).toEqual([0]);
    expect(await minutes({ hour: 0 })).toEqual([]);
  });

  it('by desk find also the calls that it missed', async () => {
    await happen(
      joined('c-1', TEN),
      { type: 'call.missed', call: 'c-1', at: TEN + 9_000, queue: 'sari', desk: 'd7' },
      answered('c-1', TEN + 12_000),
    );
    expect((await list({ day: DAY, desk: 'd7' })).rows.map(({ desk }) => desk)).toEqual(['d1']);
  });
});

describe('those who wait', () => {
  it('stand longest first, over pages of every size, those of one moment in a fixed order', async () => {
    for (const [i, minute] of [3, 0, 1, 1, 2].entries()) await happen(joined(`c-${i}`, TEN + minute * MINUTE));
    await happen(joined('c-9', TEN), answered('c-9', TEN + 5_000));
    const all = (await list({ outcome: 'waiting' })).rows;
    expect(all.map(({ joinedAt }) => (joinedAt - TEN) / MINUTE)).toEqual([0, 1, 1, 2, 3]);
    for (const limit of [1, 2, 3, 4, 5])
      expect((await pages({ outcome: 'waiting', limit })).flat(), `${limit}`).toEqual(all);
    expect((await pages({ outcome: 'waiting', day: DAY, limit: 2 })).flat()).toEqual(all);
  });

  it('are told how long they have waited until now, by the clock of their telephone system', async () => {
    const { find } = createHistory(opened.ledger);
    const ticking = createCallRows({
      fold,
      past,
      calendar,
      findSitting: find,
      waitedSoFar: (queue, joinedAt) => (queue === 'sari' ? (TEN + 10 * MINUTE - joinedAt) / 1_000 : 0),
    });
    await happen(joined('c-1', TEN), joined('c-2', TEN + MINUTE), answered('c-2', TEN + MINUTE + 5_000));
    const { rows: found } = await ticking.list({ limit: 10 });
    expect(found.map(({ waited }) => waited)).toEqual([5, 600]);
  });
});

describe('a day', () => {
  const midnight = calendar.startOf('1405-09-03');

  it('has the calls that joined in it, also those that crossed midnight', async () => {
    await happen(
      joined('c-1', midnight - MINUTE),
      answered('c-1', midnight + 1_000),
      ended('c-1', midnight + 5 * MINUTE),
    );
    await happen(joined('c-2', midnight));
    await happen(joined('c-3', midnight - 1));
    expect((await list({ day: DAY })).rows.map(({ joinedAt, outcome }) => [joinedAt - midnight, outcome])).toEqual([
      [-1, 'waiting'],
      [-MINUTE, 'answered'],
    ]);
    expect((await list({ day: '1405-09-03' })).rows.map(({ joinedAt }) => joinedAt - midnight)).toEqual([0]);
    expect((await list({ day: '1405-09-04' })).rows).toEqual([]);
  });

  it('splits a call whose visits lie on both sides of midnight', async () => {
    await happen(
      joined('c-1', midnight - MINUTE),
      left('c-1', midnight - 1_000, 'timeout'),
      joined('c-1', midnight + 1_000, { visit: 2, queue: 'babol' }),
    );
    expect((await list({ day: DAY })).rows.map(({ queue }) => queue)).toEqual(['sari']);
    expect((await list({ day: '1405-09-03' })).rows.map(({ queue }) => queue)).toEqual(['babol']);
  });

  it('is not needed for the calls in progress: waiting or talking', async () => {
    await happen(joined('c-1', TEN), answered('c-1', TEN + 5_000), ended('c-1', TEN + 65_000));
    await happen(joined('c-2', TEN + MINUTE), answered('c-2', TEN + MINUTE + 5_000));
    await happen(joined('c-3', TEN + 2 * MINUTE));
    await happen(joined('c-4', TEN + 3 * MINUTE), left('c-4', TEN + 4 * MINUTE, 'abandoned'));
    expect((await list()).rows.map(({ outcome }) => outcome)).toEqual(['waiting', 'answered']);
  });

  it('agrees with the board’s counters over a seeded scene', async () => {
    const from = calendar.startOf(DAY) + 8 * 3_600_000;
    await happen({ type: 'day.started', id: `day/${DAY}`, at: from, day: DAY });
    await happen(
      ...(generateCalls({ calls: 150, from, spread: 3 * 3_600_000, seed: 4711 }) as unknown as Record<
        string,
        unknown
      >[]),
    );
    const all = (await pages({ day: DAY, limit: 7 })).flat();
    const todays = Object.values(structuredClone(fold.board).queues).map(({ today }) => today);
    const sum = (
      key: 'offered' | 'answered' | 'abandoned' | 'timedOut' | 'leftByKey' | 'leftOtherwise' | 'waiting' | 'lost',
    ): number => todays.reduce((total, today) => total + today[key], 0);
    const count = (outcome: string): number => all.filter((row) => row.outcome === outcome).length;
    expect(all.length).toBe(sum('offered'));
    for (const key of ['answered', 'abandoned', 'timedOut', 'leftByKey', 'leftOtherwise', 'waiting', 'lost'] as const)
      expect(count(key), key).toBe(sum(key));
    expect(all.length).toBeGreaterThan(140);
  });

  it('agrees with the board about every sitting and every desk’s missed calls, also when they are entered afterwards', async () => {
    const from = calendar.startOf(DAY) + 8 * 3_600_000;
    await happen({ type: 'day.started', id: `day/${DAY}`, at: from, day: DAY });
    await happen(
      ...(generateCalls({ calls: 90, from, spread: 2 * 3_600_000, seed: 1405 }) as unknown as Record<
        string,
        unknown
      >[]),
    );
    for (const [n, desk] of ['m-0', 'm-1', 'm-2'].entries())
      await happen({
        type: 'sitting.scheduled',
        id: `sitting/s-${n}/1`,
        sitting: `s-${n}`,
        version: 1,
        at: from,
        desk,
        queue: `q${n}`,
        official: { id: `o-${n}`, name: 'نام' },
        level: 'province',
        from,
        to: from + 3_600_000,
      });
    const { sittings, desks } = structuredClone(fold.board);
    expect(Object.keys(sittings)).toEqual(['s-0', 's-1', 's-2']);
    for (const [sitting, { offered, answered }] of Object.entries(sittings)) {
      const found = (await pages({ sitting, limit: 50 })).flat();
      expect([found.length, found.filter(({ outcome }) => outcome === 'answered').length]).toEqual([offered, answered]);
      expect(found.length).toBeGreaterThan(5);
    }
    for (const [desk, { today }] of Object.entries(desks))
      expect((await pages({ day: DAY, desk, outcome: 'missed' })).flat().length, desk).toBe(today.missed);
  });
});
