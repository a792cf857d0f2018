// What clerks do at the counter, and what follows from it: contacts, tags, corrections, cases, verification.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isRef, refOf } from '../../server/contacts/ref.ts';
import { createDrawing } from '../../server/contacts/sample.ts';
import type { ContactRow, ContactTableRow } from '../../shared/api/contacts.ts';
import { calendar, startContactsApi, type ContactsApi } from '../support/contacts-api.ts';

const TODAY = '1405-09-04';
const MORNING = calendar.startOf(TODAY) + 9 * 3_600_000;
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
    { type: 'call.ended', id: `${id}/e`, at: at + 60_000, call: id, by: 'caller', talked: 59 },
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
    server.setClock(MORNING + 86_400_000);
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
    server.setClock(MORNING + 86_400_000);
    expect(await status('supervisor', 'PATCH', '/contacts', { subject: theirs.subject, on: '1405-09-01' })).toBe(200);
    expect(month()?.byDay).toEqual({ '1405-09-01': 1 });
  });

  it('tags a call from the list of untagged ones, which says how many there are', async () => {
    const first = await call('pbx-1');
    await call('pbx-2', MORNING + 600_000);
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

  it('leaves a trace that tells who changed what, and what stood there before', async () => {
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

  it('leaves the same trace of a call that is withdrawn', async () => {
    const subject = await call('pbx-1');
    await server.json('clerk', 'PATCH', '/contacts', { subject, topic: 'roads', county: 'sari' });
    expect(await status('supervisor', 'POST', '/contacts/withdraw', { subject })).toBe(204);
    const { rows } = await server.json<Changes>('admin', 'GET', '/contacts/changes?limit=1');
    expect(rows).toMatchObject([{ type: 'call.withdrawn', before: { topic: 'roads', county: 'sari' } }]);
  });

  it('is told what was expected', async () => {
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

  it('is shown first, saves nothing until it is told to, and repeats nothing', async () => {
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
  it('is refused as a whole, and says how many rows may come at once', async () => {
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
    // Whoever could choose the seed would read the whole month, sample by sample.
    for (const other of [`size=3&seed=${drawn.seed}x`, `size=200&seed=${drawn.seed}`, 'size=200&seed=zzz'])
      for (const role of ['clerk', 'deputy', 'supervisor', 'admin'] as const)
        expect(await status(role, 'GET', `/verification?month=1405-09&${other}`), other).toBe(404);
    expect(await status('clerk', 'GET', `/verification?month=1405-08&size=3&seed=${drawn.seed}`)).toBe(404);
    expect(await status('clerk', 'GET', '/verification?month=1405-09&size=3')).toBe(400);
  });
});

describe('a tracking code of ours', () => {
  it('tells a wrong letter and two swapped neighbours, and nothing of how many there are', () => {
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
