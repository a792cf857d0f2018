// The calls of a day are those that joined in it, and their rows agree with what the board counts.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
import { generateCalls } from '../support/generated-calls.ts';
import { HOUR, MINUTE } from '../../shared/time.ts';

let scene: CallRowsScene;
beforeEach(() => {
  scene = openCallRows();
});
afterEach(() => scene.close());

describe('a day', () => {
  const midnight = calendar.startOf('1405-09-03');

  it('has the calls that joined in it, also those that crossed midnight', async () => {
    await scene.happen(
      joined('c-1', midnight - MINUTE),
      answered('c-1', midnight + 1_000),
      ended('c-1', midnight + 5 * MINUTE),
    );
    await scene.happen(joined('c-2', midnight));
    await scene.happen(joined('c-3', midnight - 1));
    expect(
      (await scene.list({ day: DAY })).rows.map(({ joinedAt, outcome }) => [joinedAt - midnight, outcome]),
    ).toEqual([
      [-1, 'waiting'],
      [-MINUTE, 'answered'],
    ]);
    expect((await scene.list({ day: '1405-09-03' })).rows.map(({ joinedAt }) => joinedAt - midnight)).toEqual([0]);
    expect((await scene.list({ day: '1405-09-04' })).rows).toEqual([]);
  });

  it('splits a call whose visits lie on both sides of midnight', async () => {
    await scene.happen(
      joined('c-1', midnight - MINUTE),
      left('c-1', midnight - 1_000, 'timeout'),
      joined('c-1', midnight + 1_000, { visit: 2, queue: 'babol' }),
    );
    expect((await scene.list({ day: DAY })).rows.map(({ queue }) => queue)).toEqual(['sari']);
    expect((await scene.list({ day: '1405-09-03' })).rows.map(({ queue }) => queue)).toEqual(['babol']);
  });

  it('is not needed for the calls in progress: waiting or talking', async () => {
    await scene.happen(joined('c-1', TEN), answered('c-1', TEN + 5_000), ended('c-1', TEN + 65_000));
    await scene.happen(joined('c-2', TEN + MINUTE), answered('c-2', TEN + MINUTE + 5_000));
    await scene.happen(joined('c-3', TEN + 2 * MINUTE));
    await scene.happen(joined('c-4', TEN + 3 * MINUTE), left('c-4', TEN + 4 * MINUTE, 'abandoned'));
    expect((await scene.list()).rows.map(({ outcome }) => outcome)).toEqual(['waiting', 'answered']);
  });

  it('agrees with the board’s counters over a seeded scene', async () => {
    const from = calendar.startOf(DAY) + 8 * HOUR;
    await scene.happen({ type: 'day.started', id: `day/${DAY}`, at: from, day: DAY });
    await scene.happen(
      ...(generateCalls({ calls: 150, from, spread: 3 * HOUR, seed: 4711 }) as unknown as Record<string, unknown>[]),
    );
    const all = (await scene.pages({ day: DAY, limit: 7 })).flat();
    const todays = Object.values(structuredClone(scene.fold.board).queues).map(({ today }) => today);
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
    const from = calendar.startOf(DAY) + 8 * HOUR;
    await scene.happen({ type: 'day.started', id: `day/${DAY}`, at: from, day: DAY });
    await scene.happen(
      ...(generateCalls({ calls: 90, from, spread: 2 * HOUR, seed: 1405 }) as unknown as Record<string, unknown>[]),
    );
    for (const [n, desk] of ['m-0', 'm-1', 'm-2'].entries())
      await scene.happen({
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
        to: from + HOUR,
      });
    const { sittings, desks } = structuredClone(scene.fold.board);
    expect(Object.keys(sittings)).toEqual(['s-0', 's-1', 's-2']);
    for (const [sitting, { offered, answered }] of Object.entries(sittings)) {
      const found = (await scene.pages({ sitting, limit: 50 })).flat();
      expect([found.length, found.filter(({ outcome }) => outcome === 'answered').length]).toEqual([offered, answered]);
      expect(found.length).toBeGreaterThan(5);
    }
    for (const [desk, { today }] of Object.entries(desks))
      expect((await scene.pages({ day: DAY, desk, outcome: 'missed' })).flat().length, desk).toBe(today.missed);
  });
});
