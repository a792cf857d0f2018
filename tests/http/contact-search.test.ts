// Contacts found again: by code, day and names, filtered, sorted, counted, and as a table.
import Papa from 'papaparse';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AnswerOf } from '../../shared/api/types.ts';
import type { ContactRow } from '../../shared/api/contacts.ts';
import { DAY, HOUR, MINUTE } from '../../shared/time.ts';
import { calendar, startContactsApi, type ContactsApi } from '../support/contacts-api.ts';

const TODAY = '1405-09-04';
const MORNING = calendar.startOf(TODAY) + 9 * HOUR;
type List = AnswerOf<'GET /api/contacts'>;
let server: ContactsApi;

beforeEach(async () => {
  server = await startContactsApi(MORNING);
  await server.startDay(TODAY);
});
afterEach(() => server.close());

const register = (body: object): Promise<ContactRow> => server.json<ContactRow>('clerk', 'POST', '/contacts', body);
const list = (query: Record<string, string>, as: 'clerk' | 'deputy' | 'supervisor' = 'clerk'): Promise<List> =>
  server.json<List>(as, 'GET', `/contacts?${new URLSearchParams(query).toString()}`);
const total = async (query: Record<string, string>): Promise<number> =>
  (await server.json<{ total: number }>('deputy', 'GET', `/contacts/total?${new URLSearchParams(query).toString()}`))
    .total;
const subjects = ({ rows }: List): string[] => rows.map(({ subject }) => subject);

async function call(id: string, at = MORNING): Promise<void> {
  await server.record([
    { type: 'call.joined', id: `${id}/j`, at, call: id, queue: 'q' },
    { type: 'call.answered', id: `${id}/a`, at: at + 1_000, call: id, queue: 'q', desk: 'm-1', waited: 1 },
    { type: 'call.ended', id: `${id}/e`, at: at + MINUTE, call: id, by: 'caller', talked: 59 },
  ]);
}

it('a clerk opens a case of any age by its code, however it is written, and records what became of it', async () => {
  const made = await register({ channel: 'post', on: '1404-02-03', topic: 'water', agency: 'abfa' });
  const code = made.ref ?? '';
  server.setClock(MORNING + 3 * DAY);
  for (const written of [code, code.toLowerCase(), code.replace('-', ''), ` ${code} `])
    expect(subjects(await list({ ref: written }))).toEqual([made.subject]);
  for (const step of ['referred', 'answered', 'closed'])
    await server.json('clerk', 'POST', '/cases', { subject: made.subject, step, agency: 'abfa' });
  expect((await list({ q: code })).rows[0]).toMatchObject({ subject: made.subject, closed: true });
  expect((await list({ ref: code })).near).toBeUndefined();
});

it('SAMAD’s own codes are found too, and every contact that has one', async () => {
  const first = await register({ channel: 'message', ref: '140509-77' });
  const second = await register({ channel: 'visit', ref: '140509-77', on: '1405-09-01' });
  expect(subjects(await list({ q: '۱۴۰۵۰۹-۷۷' }))).toEqual([first.subject, second.subject]);
  await server.json('clerk', 'PATCH', '/contacts', { subject: first.subject, ref: '140509-78' });
  expect(subjects(await list({ ref: '140509-77' }))).toEqual([second.subject]);
  expect(subjects(await list({ ref: '140509-78' }))).toEqual([first.subject]);
});

it('a code with one slip names the codes that were meant, and only to roles that read codes', async () => {
  const { ref = '' } = await register({ channel: 'visit' });
  for (let place = 0; place < ref.length; place++) {
    if (ref[place] === '-') continue;
    const wrong = ref.slice(0, place) + (ref[place] === 'Z' ? '2' : 'Z') + ref.slice(place + 1);
    expect(await list({ ref: wrong })).toMatchObject({ rows: [], near: [ref] });
    expect(await list({ ref: ref.slice(0, place) + ref.slice(place + 1) })).toMatchObject({ rows: [], near: [ref] });
    expect((await list({ ref: wrong }, 'deputy')).near).toBeUndefined();
  }
  const swapped = `${ref[1]}${ref[0]}${ref.slice(2)}`;
  if (ref[0] !== ref[1]) expect((await list({ q: swapped })).near).toEqual([ref]);
});

it('what is typed into one field is understood as day, month and names in any order', async () => {
  const water = await register({ channel: 'visit', county: 'sari', topic: 'water', on: '1405-08-20' });
  await register({ channel: 'visit', county: 'babol', topic: 'water', on: '1405-08-20' });
  const found = await list({ q: 'آب ساری ۱۴۰۵/۸/۲۰' });
  expect(found.understood).toEqual({ county: 'sari', topic: 'water', day: '1405-08-20' });
  expect(subjects(found)).toEqual([water.subject]);
  expect((await list({ q: '1405/8' })).understood).toEqual({ month: '1405-08' });
  expect(await list({ q: 'ساری ناکجا' })).toMatchObject({ rows: [], unknown: ['ناکجا'] });
  expect(await total({ q: 'ساری ناکجا' })).toBe(0);
});

it('lists are filtered by every field and by how far a case has come, counted, and sorted both ways', async () => {
  const made: ContactRow[] = [];
  for (let n = 0; n < 130; n++)
    made.push(
      await register({
        channel: n % 2 === 0 ? 'visit' : 'post',
        on: calendar.dayOf(MORNING - (n % 40) * DAY),
        ...(n % 3 === 0 && { county: 'sari' }),
        ...(n % 5 === 0 && { kind: 'complaint' }),
        agency: 'bargh',
      }),
    );
  await call('pbx-1');
  const step = (n: number, name: string): Promise<unknown> =>
    server.json('clerk', 'POST', '/cases', { subject: made[n]?.subject, step: name });
  await step(0, 'referred');
  await step(1, 'answered');
  await step(2, 'closed');

  expect(await total({})).toBe(131);
  expect(await total({ county: 'sari' })).toBe(44);
  expect(await total({ county: 'unknown' })).toBe(87);
  expect(await total({ county: 'sari', kind: 'complaint', channel: 'visit' })).toBe(5);
  expect(await total({ agency: 'bargh' })).toBe(130);
  expect(await total({ state: 'registered' })).toBe(128);
  for (const [n, state] of ['open', 'answered', 'closed'].entries())
    expect(subjects(await list({ state }))).toEqual([made[n]?.subject]);
  expect(await total({ step: 'referred' })).toBe(2);
  expect(await total({ from: '1405-08-20', to: '1405-08-25', agency: 'bargh' })).toBe(
    made.filter(({ day }) => day >= '1405-08-20' && day <= '1405-08-25').length,
  );

  const newest = await list({});
  const more = await list({ after: newest.next ?? '' });
  const all = [...newest.rows, ...more.rows];
  expect([newest.rows.length, all.length, more.next]).toEqual([100, 131, undefined]);
  expect(all.map(({ day }) => day)).toEqual(
    all
      .map(({ day }) => day)
      .toSorted()
      .reverse(),
  );
  const oldest = await list({ sort: 'oldest' });
  const rest = await list({ sort: 'oldest', after: oldest.next ?? '' });
  expect([...oldest.rows, ...rest.rows].map(({ subject }) => subject)).toEqual(
    all.map(({ subject }) => subject).toReversed(),
  );
  expect((await server.ask('clerk', 'GET', '/contacts?month=1405-09&day=1405-09-01')).status).toBe(400);
  expect((await server.ask('clerk', 'GET', '/contacts?from=1404-12-30')).status).toBe(400);
});

it('a list is a table too, without codes for roles that may not read them', async () => {
  const { ref } = await register({ channel: 'visit', county: 'sari', topic: 'water' });
  await register({ channel: 'post' });
  const table = async (as: 'clerk' | 'deputy'): Promise<string[][]> => {
    const answer = await server.ask(as, 'GET', '/contacts.csv?lang=en&county=sari');
    return Papa.parse<string[]>((await answer.text()).trim()).data;
  };
  expect(await table('clerk')).toEqual([
    [
      ...['Day', 'Time', 'Channel', 'County', 'Topic', 'Kind', 'Agency', 'Official', 'Tracking code', 'Follow-up'],
      ...['Day of the referral', 'Due', 'Day of the answer', 'Verification'],
    ],
    [
      '1405_09_04',
      '',
      'Visit',
      'Sari',
      expect.any(String),
      'Unknown',
      'Unknown',
      '',
      ref,
      'Registered',
      '',
      '',
      '',
      '',
    ],
  ]);
  expect((await table('deputy'))[0]).not.toContain('Tracking code');
  // A case with its last day, by the rule that was in force when it was referred.
  await server.ask('supervisor', 'PUT', '/deadlines', { days: 3, count: 'calendar' });
  const [, row] = await table('clerk');
  const { rows } = await list({ county: 'sari' });
  await server.json('clerk', 'POST', '/cases', { subject: rows[0]?.subject, step: 'referred', agency: 'gas' });
  const [, after] = await table('clerk');
  expect([row?.slice(10, 12), after?.slice(10, 12)]).toEqual([
    ['', ''],
    ['1405_09_04', '1405_09_07'],
  ]);
});

it('whose talk a call was follows the sittings that are planned or changed later', async () => {
  await call('pbx-1', MORNING);
  expect(await total({ official: 'unknown' })).toBe(1);
  const sitting = {
    ...{ sitting: 's-1', queue: 'q', desk: 'm-1', official: { id: 'reza', name: 'رضا' }, level: 'province' as const },
    ...{ from: MORNING - HOUR, to: MORNING + HOUR },
  };
  await server.record([{ type: 'sitting.scheduled', id: 's-1/p', at: MORNING, by: 'test', ...sitting }], 'office');
  expect(await total({ official: 'reza' })).toBe(1);
  expect(subjects(await list({ q: 'رضا' }))).toHaveLength(1);
});
