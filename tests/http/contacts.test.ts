// What clerks enter at the counter: contacts, tags and corrections, and tables of them.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isRef } from '../../server/contacts/ref.ts';
import type { ContactRow, ContactTableRow } from '../../shared/api/contacts.ts';
import { DAY, HOUR, MINUTE } from '../../shared/time.ts';
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

describe('a clerk', () => {
  it('registers a contact, which counts at once, and gets a tracking code where SAMAD gave none', async () => {
    const made = await register({ channel: 'message', topic: 'bank-loan', county: 'sari' });
    expect(made).toMatchObject({
      channel: 'message',
      day: TODAY,
      topic: 'bank-loan',
      by: expect.stringMatching(/^clerk/),
    });
    expect(isRef(made.ref ?? '')).toBe(true);
    expect((await register({ channel: 'post', ref: '140509-77' })).ref).toBe('140509-77');
    expect(month()).toMatchObject({ contacts: 2, byChannel: { message: 1, post: 1 }, cases: { registered: 2 } });
    const mine = await server.json<{ rows: ContactRow[]; totals: object }>('clerk', 'GET', '/contacts/mine');
    expect([mine.rows.length, mine.totals]).toEqual([2, { message: 1, post: 1 }]);
    // A channel of the profile's own counts like a built-in one.
    expect(await register({ channel: 'ceremony' })).toMatchObject({ channel: 'ceremony' });
    expect(month()?.byChannel).toEqual({ message: 1, post: 1, ceremony: 1 });
  });

  it('writes down what came in on an earlier day, which then counts there', async () => {
    await register({ channel: 'visit', on: '1405-08-20', kind: 'complaint' });
    expect(server.fold.month('1405-08')).toMatchObject({
      contacts: 1,
      byDay: { '1405-08-20': 1 },
      byKind: { complaint: 1 },
    });
    const { rows } = await server.json<{ rows: ContactRow[] }>('deputy', 'GET', '/contacts?day=1405-08-20');
    expect(rows).toHaveLength(1);
    const mine = await server.json<{ rows: ContactRow[] }>('clerk', 'GET', '/contacts/mine');
    expect(mine.rows.map(({ day }) => day)).toEqual(['1405-08-20']);
    const { subject } = mine.rows[0] as ContactRow;
    expect(await status('clerk', 'PATCH', '/contacts', { subject, on: '1405-08-21' })).toBe(200);
    server.setClock(MORNING + DAY);
    expect(await status('clerk', 'PATCH', '/contacts', { subject, on: '1405-08-22' })).toBe(403);
    expect((await server.json<{ rows: ContactRow[] }>('clerk', 'GET', '/contacts/mine')).rows).toEqual([]);
  });

  it('corrects and withdraws own entries of today, and nothing else', async () => {
    const mine = await register({ channel: 'message', topic: 'water' });
    const theirs = await register({ channel: 'message' }, 'supervisor');
    const corrected = await server.json('clerk', 'PATCH', '/contacts', {
      subject: mine.subject,
      channel: 'visit',
      topic: 'employment',
    });
    expect(corrected).toMatchObject({ channel: 'visit', topic: 'employment' });
    expect(month()).toMatchObject({
      contacts: 2,
      byChannel: { visit: 1, message: 1 },
      byTopic: { employment: 1, unknown: 1 },
    });
    expect(await status('clerk', 'PATCH', '/contacts', { subject: theirs.subject, topic: 'employment' })).toBe(403);
    expect(await status('clerk', 'POST', '/contacts/withdraw', { subject: theirs.subject })).toBe(403);
    expect(await status('clerk', 'POST', '/contacts/withdraw', { subject: mine.subject })).toBe(204);
    expect(await status('clerk', 'POST', '/contacts/withdraw', { subject: mine.subject })).toBe(404);
    expect(month()).toMatchObject({ contacts: 1 });
    server.setClock(MORNING + DAY);
    expect(await status('supervisor', 'PATCH', '/contacts', { subject: theirs.subject, on: '1405-09-01' })).toBe(200);
    expect(month()?.byDay).toEqual({ '1405-09-01': 1 });
  });

  it('tags a call from the list of untagged ones, which says how many there are', async () => {
    const first = await call('pbx-1');
    await call('pbx-2', MORNING + 10 * MINUTE);
    const tags = { county: 'babol', topic: 'employment', kind: 'request' };
    expect(await server.json('clerk', 'PATCH', '/contacts', { subject: first, ...tags })).toMatchObject(tags);
    expect(month()).toMatchObject({
      contacts: 2,
      byCounty: { babol: 1, unknown: 1 },
      byTopic: { employment: 1, unknown: 1 },
    });
    const list = await server.json<{ untagged: number; all: number }>('clerk', 'GET', '/contacts/untagged');
    expect([list.untagged, list.all]).toEqual([1, 2]);
    expect(JSON.stringify(list)).not.toContain('pbx-');
    expect(await status('clerk', 'PATCH', '/contacts', { subject: first, channel: 'post' })).toBe(400);
    expect(await status('clerk', 'POST', '/contacts/withdraw', { subject: first })).toBe(403);
  });

  it('leaves a trace with who changed what, and the value before', async () => {
    const { subject } = await register({ channel: 'message', topic: 'water', county: 'sari' });
    await server.json('clerk', 'PATCH', '/contacts', { subject, topic: 'roads', kind: 'complaint' });
    await server.json('clerk', 'PATCH', '/contacts', { subject, on: '1405-09-01' });
    await server.ask('clerk', 'POST', '/contacts/withdraw', { subject });
    const { rows } = await server.json<Changes>('admin', 'GET', '/contacts/changes');
    expect(rows.map(({ type, before }) => [type, before])).toEqual([
      [
        'contact.withdrawn',
        { channel: 'message', topic: 'roads', county: 'sari', kind: 'complaint', on: '1405-09-01' },
      ],
      ['contact.corrected', {}],
      ['contact.corrected', { topic: 'water' }],
      ['contact.registered', {}],
    ]);
    expect(rows.every(({ by }) => by.startsWith('clerk'))).toBe(true);
    expect(new Set(rows.map(({ code }) => code)).size).toBe(1);
    const first = await server.json<Changes>('admin', 'GET', '/contacts/changes?limit=3');
    const rest = await server.json<Changes>('admin', 'GET', `/contacts/changes?limit=3&before=${first.next}`);
    expect([...first.rows, ...rest.rows]).toEqual(rows);
    expect(rest.next).toBeUndefined();
  });

  it('leaves the same trace for a call that is withdrawn', async () => {
    const subject = await call('pbx-1');
    await server.json('clerk', 'PATCH', '/contacts', { subject, topic: 'roads', county: 'sari' });
    expect(await status('supervisor', 'POST', '/contacts/withdraw', { subject })).toBe(204);
    const { rows } = await server.json<Changes>('admin', 'GET', '/contacts/changes?limit=1');
    expect(rows).toMatchObject([{ type: 'call.withdrawn', before: { topic: 'roads', county: 'sari' } }]);
  });

  it('gets an error with what was expected', async () => {
    const wrong: [object, string][] = [
      [{ channel: 'fax' }, 'channel'],
      [{ channel: 'unknown' }, 'channel'],
      [{ channel: 'post', on: '1405-12-30' }, 'on'],
      [{ channel: 'post', on: '1405-09-05' }, 'on'],
      [{ channel: 'post', county: 'tehran' }, 'county'],
      [{ channel: 'post', topic: '09111234567' }, 'topic'],
      [{ channel: 'post', ref: 'x'.repeat(33) }, 'ref'],
      [{ channel: 'post', ref: '0911-123-4567' }, 'ref'],
      [{ channel: 'post', agency: '09111234567' }, 'agency'],
      [{ channel: 'post', agency: 'constructor' }, 'agency'],
      [{ channel: 'post', number: '09111234567' }, 'expected only'],
      [{ channel: 'post', __proto__x: 1 }, 'expected only'],
    ];
    for (const [body, said] of wrong) {
      const answer = await server.ask('clerk', 'POST', '/contacts', body);
      expect([answer.status, ((await answer.json()) as { detail: string }).detail], JSON.stringify(body)).toEqual([
        400,
        expect.stringContaining(said),
      ]);
    }
    expect(month()?.contacts ?? 0).toBe(0);
    for (const subject of ['contact/c-none', 'call/1405-09-04/none', 'call/1405-09-04', '', '../x', 'call/x/y'])
      expect(await status('supervisor', 'PATCH', '/contacts', { subject, topic: 'water' }), subject).toBe(404);
  });
});

describe('a table of contacts', () => {
  const text = [
    'تاریخ\tمجرا\tشهرستان\tموضوع\tکد رهگیری',
    '۱۴۰۵/۰۹/۰۳\tپیامک\tساری\tتسهیلات بانکی\t۱۲۳۴۵',
    '05/9/3\tنامه\tقائم شهر\tاشتغال\t',
    '1405_09_03\tمراسم\t\t\t',
    '1405/09/05\tحضوری\t\t\t',
    '1405/09/03\tفکس\tتهران\tچیز دیگر\t',
    '1405/09/03\tپیام\t\t\t12345',
    '1405/09/03\tپیام\t\t\t۰۹۱۱۱۲۳۴۵۶۷',
  ].join('\n');

  it('is previewed first, saves nothing before it is confirmed, and repeats nothing', async () => {
    const preview = await server.json<{ rows: ContactTableRow[] }>('clerk', 'POST', '/contacts/import', { text });
    expect(preview.rows.map((row) => (row.ok ? row.contact.channel : row.problems.map(({ code }) => code)))).toEqual([
      ...[
        'message',
        'post',
        'ceremony',
        ['future'],
        ['bad-channel', 'unknown-county', 'unknown-topic'],
        ['there-already'],
        ['bad-ref'],
      ],
    ]);
    expect(month()?.contacts ?? 0).toBe(0);
    expect(await server.json('clerk', 'POST', '/contacts/import', { text, save: true })).toMatchObject({ saved: 3 });
    expect(month()).toMatchObject({ contacts: 3, byCounty: { sari: 1, qaemshahr: 1 } });
    const again = await server.json<{ rows: ContactTableRow[] }>('clerk', 'POST', '/contacts/import', { text });
    expect(again.rows[0]).toMatchObject({ ok: false, problems: [{ code: 'there-already' }] });
  });
});

describe('a table that is too long', () => {
  it('is refused as a whole, with how many rows may come at once', async () => {
    const rows = (count: number): string => `date,channel\n${'1405/09/03,post\n'.repeat(count)}`;
    const answer = await server.ask('clerk', 'POST', '/contacts/import', { text: rows(5_001), save: true });
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ code: 'too-many-rows', most: 5_001, got: 5_002 });
    expect(month()?.contacts ?? 0).toBe(0);
    const most = await server.json<{ rows: ContactTableRow[] }>('clerk', 'POST', '/contacts/import', {
      text: rows(5_000),
    });
    expect(most.rows.filter(({ ok }) => ok)).toHaveLength(5_000);
  });
});

describe('a request that is sent again because its answer was cut off', () => {
  const KEY = '0123456789abcdef0123456789abcdef';
  const again = (body: object, key = KEY, as: 'clerk' | 'supervisor' = 'clerk'): Promise<ContactRow> =>
    server.json<ContactRow>(as, 'POST', '/contacts', body, key);

  it('registers one contact, also when two tries arrive at once', async () => {
    const wish = { channel: 'message', topic: 'bank-loan' };
    const [first, second] = await Promise.all([again(wish), again(wish)]);
    expect(second).toEqual(first);
    expect(await again(wish)).toEqual(first);
    expect(month()?.contacts).toBe(1);
    expect((await again(wish, KEY.replace('0', '1'))).subject).not.toBe(first.subject);
    expect((await again(wish, KEY, 'supervisor')).subject).not.toBe(first.subject);
    expect(month()?.contacts).toBe(3);
  });

  it('takes over what the clerk changed in the form meanwhile, and leaves later corrections alone', async () => {
    const first = await again({ channel: 'message', county: 'sari' });
    expect(await again({ channel: 'message', county: 'babol' })).toMatchObject({
      subject: first.subject,
      county: 'babol',
    });
    await server.ask('clerk', 'PATCH', '/contacts', { subject: first.subject, county: 'amol' });
    expect(await again({ channel: 'message', county: 'sari' })).toMatchObject({ county: 'amol' });
    expect(month()?.contacts).toBe(1);
  });

  it('imports a table once, rows with and without a code of their own', async () => {
    const text = 'تاریخ,مجرا,کد رهگیری\n1405/09/03,پیام,140509-11\n1405/09/03,پیام,\n1405/09/03,پست,140509-12';
    const save = () =>
      server.json<{ saved: number; rows: ContactTableRow[] }>(
        'clerk',
        'POST',
        '/contacts/import',
        { text, save: true },
        KEY,
      );
    const { saved, rows } = await save();
    expect([saved, rows.map(({ ok }) => ok)]).toEqual([3, [true, true, true]]);
    expect((await save()).saved).toBe(3);
    expect(month()?.contacts).toBe(3);
  });

  it('refuses a key that could be another’s by chance', async () => {
    expect(await status('clerk', 'POST', '/contacts', { channel: 'message' }, 'short')).toBe(400);
  });
});
