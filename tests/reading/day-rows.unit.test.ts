// Rows of a day: read in slices between which everybody else has a turn, kept, and brought up to date by what came since.
import { beforeEach, describe, expect, it } from 'vitest';
import { createDayRows, type DayRows } from '../../server/reading/day-rows.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { createPace } from '../../server/reading/pace.ts';

type Row = { at: number; subject: string; told: number };
type Entry = { position: number; subject: string; day: string; type: string };
const DAY = '1405-09-02';

let entries: Entry[];
let reads: string[];
let rows: DayRows<Row, Row>;
/** Work that one slice may do, in subjects read. */
const SLICE = 10;

beforeEach(() => {
  entries = [];
  reads = [];
  rows = createDayRows<Row, Row>({
    ledger: {
      subjectsOfDay: (day, after, limit) =>
        entries.filter((one) => one.day === day && one.position > after).slice(0, limit),
      subjectsAfter: (after, upTo, limit) =>
        entries.filter(({ position }) => position > after && position <= upTo).slice(0, limit),
      bySubjects: (subject, after = 0) =>
        entries
          .filter((one) => one.subject === subject && one.position > after)
          .map(({ position, type }) => ({ position, event: { type } as StoredEvent })),
    },
    position: () => entries.at(-1)?.position ?? 0,
    // Its clock counts what was read: no test should hang on the speed of a machine.
    pace: createPace({ sliceMs: SLICE, clock: () => reads.length }),
    isAsked: (subject) => subject.startsWith('call/'),
    read: (subject) => {
      reads.push(subject);
      const told = entries.filter((one) => one.subject === subject).length;
      return [{ at: Number(subject.slice('call/'.length)), subject, told }];
    },
    placeOf: ({ at, subject }) => ({ at, name: subject }),
    mostKept: 3_000,
  });
});

const record = (subject: string, day = DAY, type = 'call.joined'): void =>
  void entries.push({ position: entries.length + 1, subject, day, type });
const list = async (day = DAY, behind?: Row): Promise<Row[]> => {
  const found: Row[] = [];
  for await (const piece of rows.walk(day, behind)) found.push(...piece);
  return found;
};

describe('a day', () => {
  it('is read a few subjects in each turn of the event loop, however many read it', async () => {
    for (let n = 0; n < 2_000; n++) record(`call/${n}`);
    let most = 0;
    let before = 0;
    let isOver = false;
    const look = (): void => {
      most = Math.max(most, reads.length - before);
      before = reads.length;
      if (!isOver) setImmediate(look);
    };
    setImmediate(look);
    const found = await Promise.all([list(), list('1405-09-03'), list(), list(), list()]);
    isOver = true;
    expect(found.map(({ length }) => length)).toEqual([2_000, 0, 2_000, 2_000, 2_000]);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(SLICE + 1);
  });

  it('is read once; later only what was recorded since', async () => {
    for (let n = 0; n < 100; n++) record(`call/${n}`);
    await list();
    reads = [];
    record('call/7');
    record('call/100');
    record('call/7', '1405-09-03');
    record('call/500', '1405-09-03');
    const found = await list();
    expect(new Set(reads)).toEqual(new Set(['call/7', 'call/100']));
    expect(found.map(({ at }) => at)).toEqual(Array.from({ length: 101 }, (_, n) => 100 - n));
    expect(found.find(({ at }) => at === 7)?.told).toBe(3);
  });

  it('is read from a place on', async () => {
    for (let n = 0; n < 1_000; n++) record(`call/${n}`);
    expect((await list(DAY, { at: 3, subject: 'call/3', told: 0 })).map(({ at }) => at)).toEqual([2, 1, 0]);
  });

  it('shows what was recorded before it was asked for, also while others still read it', async () => {
    for (let n = 0; n < 500; n++) record(`call/${n}`);
    const first = list();
    await new Promise((done) => setImmediate(done));
    record('call/501');
    expect((await list())[0]?.at).toBe(501);
    await first;
  });

  it('is read again when sittings changed or a link was resynced', async () => {
    record('call/1');
    await list();
    for (const subject of ['sitting/s-1', 'system/pbx']) {
      reads = [];
      record(subject);
      await list();
      expect(reads, subject).toEqual(['call/1']);
    }
  });

  it('stays as it was when a sitting or a link is announced, which changes no call', async () => {
    record('call/1');
    await list();
    reads = [];
    record('sitting/s-1', DAY, 'sitting.opened');
    record('system/pbx', DAY, 'source.up');
    await list();
    expect(reads).toEqual([]);
  });

  it('stays, if it is a large one, beside small ones that are read after it', async () => {
    for (let n = 0; n < 4_000; n++) record(`call/${n}`);
    for (let day = 10; day < 29; day++) for (let n = 0; n < 100; n++) record(`call/${day}000${n}`, `1405-08-${day}`);
    await list();
    for (let day = 10; day < 29; day++) await list(`1405-08-${day}`);
    reads = [];
    await list();
    await list('1405-08-20');
    expect(reads).toEqual([]);
  });

  it('is forgotten when newer ones need its room', async () => {
    const days = ['1405-09-01', DAY, '1405-09-03'];
    for (const day of days) for (let n = 0; n < 2_000; n++) record(`call/${n}`, day);
    for (const day of days) await list(day);
    reads = [];
    for (const day of days.slice(1)) await list(day);
    expect(reads).toEqual([]);
    await list('1405-09-01');
    expect(reads).toHaveLength(2_000);
  });

  it('that could not be read is tried again by the next reader', async () => {
    record('call/1');
    const broken = createDayRows<Row, Row>({
      ledger: {
        subjectsOfDay: () => {
          if (reads.push('tried') === 1) throw new Error('damaged');
          return [];
        },
        subjectsAfter: () => [],
        bySubjects: () => [],
      },
      position: () => 1,
      pace: createPace(),
      isAsked: () => true,
      read: () => [],
      placeOf: () => ({ at: 0, name: '' }),
    });
    const walk = async (): Promise<void> => {
      for await (const piece of broken.walk(DAY)) expect(piece).toEqual([]);
    };
    await expect(walk()).rejects.toThrow('damaged');
    await walk();
  });
});
