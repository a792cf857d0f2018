// What follows from a contact: its case, its tracking code, and the cases that are chosen for verification.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isRef, refOf } from '../../server/contacts/ref.ts';
import { createDrawing } from '../../server/contacts/sample.ts';
import type { ContactRow } from '../../shared/api/contacts.ts';
import { HOUR, MINUTE } from '../../shared/time.ts';
import { calendar, startContactsApi, type ContactsApi } from '../support/contacts-api.ts';

const TODAY = '1405-09-04';
const MORNING = calendar.startOf(TODAY) + 9 * HOUR;
type Changes = { rows: { type: string; by: string; code: string; before: object }[]; next?: number };
let server: ContactsApi;

beforeEach(async () => {
  server = await startContactsApi(MORNING);
  await server.startDay(TODAY);
});
afterEach(() => server.close());

const status = async (...asked: Parameters<ContactsApi['ask']>): Promise<number> => (await server.ask(...asked)).status;
const register = (body: object, as: 'clerk' | 'supervisor' = 'clerk'): Promise<ContactRow> =>
  server.json<ContactRow>(as, 'POST', '/contacts', body);
const month = () => server.fold.month('1405-09');

/** A call that was answered, so it is a contact. */
async function call(id: string, at = MORNING): Promise<string> {
  await server.record([
    { type: 'call.joined', id: `${id}/j`, at, call: id, queue: 'q' },
    { type: 'call.answered', id: `${id}/a`, at: at + 1_000, call: id, queue: 'q', desk: 'm-1', waited: 1 },
    { type: 'call.ended', id: `${id}/e`, at: at + MINUTE, call: id, by: 'caller', talked: 59 },
  ]);
  const { rows } = await server.json<{ rows: ContactRow[] }>('clerk', 'GET', '/contacts/untagged');
  return rows.find((row) => row.at === at)?.subject ?? 'none';
}

describe('a case', () => {
  it('is followed from its referral to its verification, per agency and with the days that an answer took', async () => {
    const letter = await register({ channel: 'post', topic: 'water', on: '1405-09-01' });
    const talk = await call('pbx-1');
    const step = (subject: string, name: string, more: object = {}) =>
      server.json('clerk', 'POST', '/cases', { subject, step: name, ...more });
    await step(letter.subject, 'referred', { agency: 'abfa' });
    await step(talk, 'referred', { agency: 'abfa' });
    expect(await step(letter.subject, 'answered', { outcome: 'paid' })).toMatchObject({
      referred: true,
      agency: 'abfa',
    });
    await step(letter.subject, 'verified', { result: 'partly' });
    expect(month()).toMatchObject({
      cases: { registered: 2, referred: 2, answered: 1, closed: 0 },
      verification: { met: 0, partly: 1, unmet: 0, unreachable: 0 },
      followUp: { abfa: { registered: 2, referred: 2, answered: 1, partly: 1, days: { 3: 1 } } },
    });
    await step(letter.subject, 'verified', { result: 'met' });
    // Tagged with one agency and referred to another, it is counted and found at the second.
    const other = await register({ channel: 'visit', agency: 'gas' });
    await step(other.subject, 'referred', { agency: 'bargh' });
    expect(month()).toMatchObject({ byAgency: { abfa: 2, bargh: 1 }, followUp: { bargh: { registered: 1 } } });
    expect(Object.keys(month()?.byAgency ?? {})).toEqual(['abfa', 'bargh']);
    const found = await server.json<{ rows: ContactRow[] }>('deputy', 'GET', '/contacts?month=1405-09&agency=bargh');
    expect(found.rows.map(({ subject }) => subject)).toEqual([other.subject]);
    expect(month()?.verification).toEqual({ met: 1, partly: 0, unmet: 0, unreachable: 0 });
    expect(await status('clerk', 'POST', '/cases', { subject: letter.subject, step: 'verified' })).toBe(400);
    for (const agency of ['09111234567', 'constructor'])
      expect(await status('clerk', 'POST', '/cases', { subject: letter.subject, step: 'referred', agency })).toBe(400);
    expect(await status('clerk', 'POST', '/cases', { subject: 'contact/none', step: 'closed' })).toBe(404);
    const { rows } = await server.json<{ rows: ContactRow[] }>('deputy', 'GET', '/contacts?month=1405-09&step=met');
    expect(rows.map(({ channel }) => channel)).toEqual(['post']);
  });

  it('that was settled in the call is none: counted apart by agency and kind, until it is referred all the same', async () => {
    const talk = await call('pbx-1');
    const other = await call('pbx-2', MORNING + MINUTE);
    const letter = await register({ channel: 'post', kind: 'request', agency: 'gas' });
    const step = (subject: string, name: string, more: object = {}) =>
      server.json<ContactRow>('clerk', 'POST', '/cases', { subject, step: name, ...more });
    expect((await step(talk, 'advised')).settled).toBe('advised');
    expect((await step(other, 'unrelated')).settled).toBe('unrelated');
    expect((await step(letter.subject, 'advised')).settled).toBe('advised');
    expect(month()).toMatchObject({
      contacts: 3,
      cases: { registered: 3, advised: 2, unrelated: 1, referred: 0, answered: 0, closed: 0 },
      followUp: { gas: { registered: 1, advised: 1 }, unknown: { registered: 2, advised: 1, unrelated: 1 } },
      followUpByKind: { request: { registered: 1, advised: 1, referred: 0 }, unknown: { registered: 2, unrelated: 1 } },
    });
    const listed = async (state: string): Promise<string[]> => {
      const { rows } = await server.json<{ rows: ContactRow[] }>(
        'deputy',
        'GET',
        `/contacts?month=1405-09&state=${state}`,
      );
      return rows.map(({ subject }) => subject);
    };
    expect(await listed('advised')).toEqual([talk, letter.subject]);
    expect(await listed('unrelated')).toEqual([other]);
    expect(await listed('registered')).toEqual([]);
    // A call that concerns no agency needs no topic either.
    const { untagged } = await server.json<{ untagged: number }>('clerk', 'GET', '/contacts/untagged');
    expect(untagged).toBe(1);

    expect((await step(letter.subject, 'referred', { agency: 'gas' })).settled).toBeUndefined();
    expect((await step(talk, 'advised', { mistaken: true })).settled).toBeUndefined();
    expect(month()?.cases).toEqual({ registered: 3, advised: 0, unrelated: 1, referred: 1, answered: 0, closed: 0 });
    expect(month()?.followUpByKind['request']).toMatchObject({ advised: 0, referred: 1 });
    expect(await listed('registered')).toEqual([talk]);
    expect(await status('clerk', 'POST', '/cases', { subject: talk, step: 'closed', mistaken: true })).toBe(400);
    const csv = await (await server.ask('deputy', 'GET', '/contacts.csv?month=1405-09&state=unrelated')).text();
    expect(csv).toContain('غیرمرتبط');
    const { rows } = await server.json<Changes>('admin', 'GET', '/contacts/changes?limit=1');
    expect(rows).toMatchObject([{ type: 'case.advised', mistaken: true, by: expect.any(String) }]);
  });

  it('that was referred to the wrong agency is corrected to the right one, wherever it counts', async () => {
    const letter = await register({ channel: 'post', agency: 'gas' });
    const talk = await call('pbx-1');
    for (const subject of [letter.subject, talk]) {
      await server.json('clerk', 'POST', '/cases', { subject, step: 'referred', agency: 'gas' });
      const corrected = await server.json('supervisor', 'PATCH', '/contacts', { subject, agency: 'abfa' });
      expect(corrected).toMatchObject({ agency: 'abfa', referred: true });
    }
    expect(month()).toMatchObject({ byAgency: { abfa: 2 }, followUp: { abfa: { registered: 2, referred: 2 } } });
    expect(Object.keys(month()?.followUp ?? {})).toEqual(['abfa']);
    const { rows } = await server.json<Changes>('admin', 'GET', '/contacts/changes?limit=2');
    expect(rows).toMatchObject([
      { type: 'case.referred', agency: 'abfa' },
      { type: 'call.tagged', agency: 'abfa', before: { agency: 'gas' } },
    ]);
  });

  it('that a token registered, changed or withdrew stands in the list of changes with its name', async () => {
    const letter = await register({ channel: 'post' });
    const contact = letter.subject.split('/')[1] ?? '';
    const at = Date.parse('2026-11-23T09:00:00+03:30');
    await call('pbx-7');
    await server.record(
      [
        { type: 'contact.registered', id: 'x-1', at, contact: 'crm-1', channel: 'message', by: 'crm' },
        { type: 'contact.withdrawn', id: 'x-2', at, contact, by: 'crm' },
        { type: 'call.tagged', id: 'x-3', at, call: 'pbx-7', topic: 'employment', by: 'crm' },
        { type: 'call.tagged', id: 'x-4', at, call: 'pbx-7', topic: 'employment' },
      ],
      'crm',
    );
    const { rows } = await server.json<Changes>('admin', 'GET', '/contacts/changes?limit=4');
    expect(rows.map(({ type, by }) => [type, by])).toEqual([
      ['call.tagged', 'crm'],
      ['contact.withdrawn', 'crm'],
      ['contact.registered', 'crm'],
      ['contact.registered', expect.stringMatching(/^clerk/)],
    ]);
    expect(rows[1]).toMatchObject({ before: { channel: 'post' } });
  });

  it('is drawn for verification by a seed that is kept, the same again with it, as many of every agency', async () => {
    for (let n = 0; n < 12; n++) await register({ channel: 'message', agency: n % 3 ? 'abfa' : 'bank' });
    type Sample = { seed: string; rows: ContactRow[] };
    const drawn = await server.json<Sample>('supervisor', 'POST', '/verification', { month: '1405-09', size: 3 });
    expect(drawn.rows.map(({ agency }) => agency)).toEqual(['abfa', 'abfa', 'abfa', 'bank', 'bank', 'bank']);
    expect(drawn.rows.every(({ ref }) => ref !== undefined)).toBe(true);
    const again = `/verification?month=1405-09&size=3&seed=${drawn.seed}`;
    expect((await server.json<Sample>('clerk', 'GET', again)).rows).toEqual(drawn.rows);
    expect((await server.json<Sample>('deputy', 'GET', again)).rows.every(({ ref }) => ref === undefined)).toBe(true);
    const kept = server.ledger.byOffice(1e9, 5).find(({ event }) => event.type === 'verification.sampled')?.event;
    expect(kept).toMatchObject({ seed: drawn.seed, size: 3, by: expect.stringMatching(/^supervisor/) });
    await server.json('clerk', 'POST', '/cases', {
      subject: drawn.rows[0]?.subject,
      step: 'verified',
      result: 'unmet',
    });
    const after = (await server.json<Sample>('clerk', 'GET', again)).rows;
    expect(after.map(({ subject, verified }) => [subject, verified])).toEqual(
      drawn.rows.map(({ subject }, n) => [subject, n === 0 ? 'unmet' : undefined]),
    );
    const { samples } = await server.json<{ samples: object[] }>('clerk', 'GET', '/verification?month=1405-09');
    expect(samples).toEqual([
      { seed: drawn.seed, size: 3, at: expect.any(Number), by: kept && 'by' in kept && kept.by },
    ]);
    expect(await status('clerk', 'GET', '/verification?month=1405-13')).toBe(400);
    // A clerk who could choose the seed would read the whole month, sample by sample.
    for (const other of [`size=3&seed=${drawn.seed}x`, `size=200&seed=${drawn.seed}`, 'size=200&seed=zzz'])
      for (const role of ['clerk', 'deputy', 'supervisor', 'admin'] as const)
        expect(await status(role, 'GET', `/verification?month=1405-09&${other}`), other).toBe(404);
    expect(await status('clerk', 'GET', `/verification?month=1405-08&size=3&seed=${drawn.seed}`)).toBe(404);
    expect(await status('clerk', 'GET', '/verification?month=1405-09&size=3')).toBe(400);
  });
});

describe('a tracking code of ours', () => {
  it('detects a wrong letter and two swapped neighbours, and does not reveal how many there are', () => {
    const codes = Array.from({ length: 300 }, (_, n) => refOf(`contact/c-${n}`, 'key'));
    expect(new Set(codes).size).toBe(300);
    expect(codes.every((code) => /^[2-9A-TV-Z]{4}-[2-9A-TV-Z]{4}$/.test(code) && isRef(code))).toBe(true);
    expect(refOf('contact/c-1', 'key')).toBe(codes[1]);
    expect(refOf('contact/c-1', 'other')).not.toBe(codes[1]);
    for (const code of codes.slice(0, 40)) {
      const letters = [...code.replace('-', '')];
      letters.forEach((letter, place) => {
        const other = letters.with(place, letter === '2' ? '3' : '2').join('');
        expect(isRef(other)).toBe(false);
        const next = letters[place + 1];
        if (next === undefined || next === letter) return;
        expect(
          isRef(
            letters
              .with(place, next)
              .with(place + 1, letter)
              .join(''),
          ),
        ).toBe(false);
      });
    }
    expect(isRef('')).toBe(false);
  });
});

describe('the choice of cases', () => {
  it('takes each with the same chance', () => {
    const rows: ContactRow[] = Array.from({ length: 20 }, (_, n) => ({
      subject: `contact/c-${n}`,
      day: TODAY,
      channel: 'post' as const,
      agency: 'a',
    }));
    const times = new Map<string, number>();
    for (let seed = 0; seed < 2_000; seed++) {
      const drawing = createDrawing(5, String(seed));
      for (const row of rows) drawing.add(row);
      for (const { subject } of drawing.drawn()) times.set(subject, (times.get(subject) ?? 0) + 1);
    }
    // Each is expected 500 times, with a deviation of 19.
    expect(times.size).toBe(20);
    for (const count of times.values()) expect(Math.abs(count - 500)).toBeLessThan(100);
  });
});
