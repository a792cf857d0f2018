import { afterEach, beforeEach, expect, it } from 'vitest';
import type { StoredEvent } from '../../shared/event.ts';
import { BY_SUBJECTS, BY_SUBJECTS_OF_FEW } from '../../server/log/sqlite-ledger.ts';
import type { SqliteLog } from '../../server/log/sqlite.ts';
import { subjectOf } from '../../server/ledger/subject.ts';
import { tempLogFolder, openLog, type TempLogFolder } from '../support/log-folder.ts';
import { storedUnchecked } from '../support/stored-events.ts';
import { joined, joinedCalls } from '../support/joined-calls.ts';

let place: TempLogFolder;
let opened: SqliteLog;
beforeEach(() => {
  place = tempLogFolder();
  opened = openLog(place.path);
});
afterEach(async () => {
  await opened.close();
  place.remove();
});

let nextId = 0;
const stored = storedUnchecked('s', 1);
const event = (fields: Record<string, unknown>): StoredEvent => stored({ id: `e${nextId++}`, ...fields });
const tehran = (text: string): number => Date.parse(`${text}+03:30`);

it('names the subject of each kind of event', () => {
  const cases: [Record<string, unknown>, string | undefined][] = [
    [{ type: 'call.joined', call: 'c1', queue: 'q' }, 'call/c1'],
    [{ type: 'call.ended', call: 'c1', by: 'caller' }, 'call/c1'],
    [{ type: 'contact.registered', contact: 'k1', channel: 'post' }, 'contact/k1'],
    [{ type: 'case.closed', contact: 'k1' }, 'contact/k1'],
    [{ type: 'case.closed', call: 'c1' }, 'call/c1'],
    [{ type: 'case.closed' }, undefined],
    [{ type: 'sitting.moved', sitting: 's1', from: 1, to: 2 }, 'sitting/s1'],
    [{ type: 'source.resynced', system: 'pbx', link: 'a', complete: true, calls: { c1: {} } }, 'system/pbx'],
    [{ type: 'source.up', system: 'pbx', link: 'a' }, 'system/pbx'],
    [{ type: 'desk.state', desk: 'd1', state: 'free', months: {} }, undefined],
    [{ type: 'day.started', day: '1405-09-02' }, undefined],
  ];
  for (const [fields, subject] of cases) expect(subjectOf(event(fields)), JSON.stringify(fields)).toBe(subject);
});

it('reads one subject back in the order of the log, up to and with a position', async () => {
  const life = [
    event({ type: 'call.joined', call: 'c1', queue: 'q' }),
    event({ type: 'call.joined', call: 'c2', queue: 'q' }),
    event({ type: 'desk.state', desk: 'd1', state: 'busy', months: {} }),
    event({ type: 'call.answered', call: 'c1', queue: 'q', desk: 'd1' }),
    event({ type: 'call.ended', call: 'c1', by: 'caller' }),
  ];
  await opened.log.append(life);
  const { ledger } = opened;
  expect(ledger.bySubject('call/c1')).toEqual([0, 3, 4].map((n) => ({ position: n + 1, event: life[n] })));
  expect(ledger.bySubject('call/c1', 4).map(({ position }) => position)).toEqual([1, 4]);
  expect(ledger.bySubject('call/c1', 3).map(({ position }) => position)).toEqual([1]);
  expect(ledger.bySubject('call/none')).toEqual([]);
});

it('reads a Jalali day and month of Tehran by the time of the event, in the order of the log', async () => {
  const times = [
    '2026-11-23T00:00:00.000', // 1405-09-02 begins
    '2026-11-22T23:59:59.999', // 1405-09-01 ends
    '2026-11-23T23:59:59.999',
    '2026-11-24T00:00:00.000',
    '2026-11-21T23:59:59.999', // Aban ends
  ];
  await opened.log.append(times.map((time, n) => joined(n, { at: tehran(time) })));
  const { ledger } = opened;
  const places = (entries: { position: number }[]) => entries.map(({ position }) => position);
  expect(places(ledger.byDay('1405-09-02', 0, 10))).toEqual([1, 3]);
  expect(places(ledger.byDay('1405-09-01', 0, 10))).toEqual([2]);
  expect(places(ledger.byMonth('1405-09', 0, 10))).toEqual([1, 2, 3, 4]);
  expect(places(ledger.byMonth('1405-08', 0, 10))).toEqual([5]);
  expect(places(ledger.byDay('1405-10-02', 0, 10))).toEqual([]);
});

it('reads in pages: after a position, no more than asked for, and ends with an empty page', async () => {
  await opened.log.append(joinedCalls(0, 25));
  const { ledger } = opened;
  const pages: number[][] = [];
  for (let at = 0; ; at = pages.at(-1)?.at(-1) ?? 0) {
    const page = ledger.after(at, 10).map(({ position }) => position);
    if (page.length === 0) break;
    pages.push(page);
  }
  expect(pages.map((page) => page.length)).toEqual([10, 10, 5]);
  expect(pages.flat()).toEqual(Array.from({ length: 25 }, (_, n) => n + 1));
  expect(ledger.byDay('1405-09-02', 20, 3).map(({ position }) => position)).toEqual([21, 22, 23]);
  expect(ledger.byMonth('1405-09', 23, 10).map(({ position }) => position)).toEqual([24, 25]);
});

it('answers days, months and subjects from an index, never by a scan', async () => {
  const { DatabaseSync } = await import('node:sqlite');
  const db = new DatabaseSync(place.path, { readOnly: true });
  for (const where of ['subject = ?', 'day = ?', 'day / 100 = ?']) {
    const plan = db.prepare(
      `explain query plan select body from event where ${where} and position > 5 order by position`,
    );
    const said = plan.all('x').map((row) => String(row['detail']));
    expect(said, where).toHaveLength(1);
    expect(said[0]).toMatch(/^SEARCH event USING INDEX/);
  }
  db.close();
});

it('finds subjects that begin alike by their index, and walks over positions only where those are few', async () => {
  const { DatabaseSync } = await import('node:sqlite');
  const db = new DatabaseSync(place.path, { readOnly: true });
  const plan = (sql: string) =>
    db
      .prepare(`explain query plan ${sql}`)
      .all('a', 'b', 0, 9)
      .map((row) => String(row['detail']));
  expect(plan(BY_SUBJECTS)[0]).toMatch(/^SEARCH event USING INDEX event_subject/);
  expect(plan(BY_SUBJECTS_OF_FEW)).toEqual([expect.stringMatching(/^SEARCH event USING INTEGER PRIMARY KEY/)]);
  db.close();
});

it('finds the same subjects among few positions and among many', async () => {
  const events = Array.from({ length: 2_500 }, (_, n) => joined(n));
  await opened.log.append(events);
  const { ledger } = opened;
  const places = (from: number, upTo?: number) =>
    ledger.bySubjects('call/', from, upTo).map(({ position }) => position);
  const all = Array.from({ length: 2_500 }, (_, n) => n + 1);
  expect(places(0)).toEqual(all);
  expect(places(2_000)).toEqual(all.slice(2_000));
  expect(places(10, 2_490)).toEqual(all.slice(10, 2_490));
  expect(places(10, 20)).toEqual(all.slice(10, 20));
  expect(ledger.bySubjects('sitting/', 0)).toEqual([]);
});

it('reads what the office did newest first, in pages, and nothing of anybody else', async () => {
  const events = Array.from({ length: 30 }, (_, n) => joined(n, { source: n % 3 === 0 ? 'office' : 'pbx111' }));
  await opened.log.append(events);
  const { ledger } = opened;
  const places = (entries: { position: number }[]) => entries.map(({ position }) => position);
  expect(places(ledger.byOffice(Number.MAX_SAFE_INTEGER, 4))).toEqual([28, 25, 22, 19]);
  expect(places(ledger.byOffice(19, 4))).toEqual([16, 13, 10, 7]);
  expect(places(ledger.byOffice(4, 4))).toEqual([1]);
  expect(ledger.byOffice(1, 4)).toEqual([]);
  expect(ledger.byOffice(4, 1)).toEqual([{ position: 1, event: events[0] }]);
});

it('answers what the office did from an index of its own', async () => {
  const { DatabaseSync } = await import('node:sqlite');
  const db = new DatabaseSync(place.path, { readOnly: true });
  const plan = db.prepare(
    `explain query plan select body from event where source = 'office' and position < 5 order by position desc limit 3`,
  );
  expect(plan.all().map((row) => String(row['detail']))).toEqual([
    expect.stringMatching(/^SEARCH event USING INDEX event_office/),
  ]);
  db.close();
});

it('sees an event as soon as its append has resolved', async () => {
  for (let n = 0; n < 20; n++) {
    const [appended] = await opened.log.append([joined(n)]);
    expect(opened.ledger.after((appended?.position ?? 0) - 1, 5)).toHaveLength(1);
  }
});

it('gives the newest checkpoint of the same fold and profile, and none of another', async () => {
  const { ledger } = opened;
  expect(ledger.checkpoint(1, 'p')).toBeUndefined();
  await ledger.keep({ position: 10, foldVersion: 1, foldHash: 'p', state: '{"a":"سامد"}', months: {} });
  await ledger.keep({ position: 20, foldVersion: 1, foldHash: 'p', state: '{"b":2}', months: {} });
  expect(ledger.checkpoint(1, 'p')).toEqual({
    position: 20,
    foldVersion: 1,
    foldHash: 'p',
    state: '{"b":2}',
  });
  expect(ledger.checkpoint(2, 'p')).toBeUndefined();
  expect(ledger.checkpoint(1, 'other')).toBeUndefined();
});

it('keeps the newest two checkpoints, so that one of the release before remains', async () => {
  const { ledger } = opened;
  await ledger.keep({ position: 10, foldVersion: 1, foldHash: 'p', state: 'first', months: {} });
  await ledger.keep({ position: 20, foldVersion: 1, foldHash: 'p', state: 'second', months: {} });
  await ledger.keep({ position: 30, foldVersion: 2, foldHash: 'p', state: 'third', months: {} });
  expect(ledger.checkpoint(1, 'p')?.state).toBe('second');
  await ledger.keep({ position: 30, foldVersion: 2, foldHash: 'p', state: 'fourth', months: {} });
  expect(ledger.checkpoint(1, 'p')).toBeUndefined();
  expect(ledger.checkpoint(2, 'p')?.state).toBe('fourth');
});

it('has checkpoints, marks and events after a restart', async () => {
  const state = 'ش'.repeat(500_000);
  await opened.log.append([joined(1)]);
  await opened.ledger.keep({ position: 1, foldVersion: 1, foldHash: 'p', state, months: { '1405-05': '{}' } });
  await opened.ledger.setMark('queue_log/pbx111', '4096');
  await opened.ledger.setMark('queue_log/pbx111', '8192');
  await opened.close();
  opened = openLog(place.path);
  expect(opened.ledger.checkpoint(1, 'p')?.state).toBe(state);
  expect(opened.ledger.month(1, 'p', '1405-05')).toBe('{}');
  expect(opened.ledger.mark('queue_log/pbx111')).toBe('8192');
  expect(opened.ledger.mark('other')).toBeUndefined();
});

it('keeps months with the checkpoints of their fold and profile, and forgets them with these', async () => {
  const { ledger } = opened;
  const keep = (position: number, foldHash: string, months: Record<string, string>) =>
    ledger.keep({ position, foldVersion: 1, foldHash, state: '{}', months });
  await keep(1, 'p', { '1405-05': 'a', '1405-06': 'b' });
  await keep(2, 'p', { '1405-06': 'c' });
  expect(['1405-05', '1405-06', '1405-07'].map((month) => ledger.month(1, 'p', month))).toEqual(['a', 'c', undefined]);
  expect(ledger.month(2, 'p', '1405-05')).toBeUndefined();
  await keep(3, 'q', {});
  expect(ledger.month(1, 'p', '1405-05')).toBe('a');
  // The newest two checkpoints are of q now: p begins anew, and so must its months.
  await keep(4, 'q', { '1405-05': 'of q' });
  expect([ledger.month(1, 'p', '1405-05'), ledger.month(1, 'q', '1405-05')]).toEqual([undefined, 'of q']);
});
