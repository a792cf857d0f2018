// The two months of the news report that this project began with, told event by event: 270 contacts in Mordad, of them 242
// calls to 111, 17 letters and 11 by message and visit; 820 calls in Shahrivar, answered by 10 officials.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RawEvent } from '../../shared/event.ts';
import type { MonthPage } from '../../shared/api/months.ts';
import { shownMonth, ranked } from '../../shared/month-page.ts';
import { DAY, HOUR, MINUTE } from '../../shared/time.ts';
import { calendar, startContactsApi, type ContactsApi } from '../support/contacts-api.ts';
import { seededRandom } from '../support/seeded-random.ts';

let server: ContactsApi;

/** Sittings of one official each, on Wednesdays, and the calls that they answer. */
function month(name: string, officials: number, calls: number): RawEvent[] {
  const random = seededRandom(Number(name.replace('-', '')));
  const events: RawEvent[] = [];
  for (let n = 0; n < officials; n++) {
    const from = calendar.startOf(`${name}-${String(2 + n * 2).padStart(2, '0')}`) + 8 * HOUR;
    const desk = `m-12${String(n).padStart(2, '0')}`;
    events.push({
      type: 'sitting.scheduled',
      id: `sitting/${name}-${n}/1`,
      at: from - DAY,
      sitting: `s-${name}-${n}`,
      version: 1,
      official: { id: `o-${n}`, name: `مدیر ${n + 1}`, title: `فرماندار ${n + 1}` },
      level: 'county' as const,
      desk,
      queue: 'samad',
      from,
      to: from + 1.75 * HOUR,
    });
    for (let c = n; c < calls; c += officials) {
      const call = `pbx-${name}-${c}`;
      const joined = from + Math.floor(random() * 1.7 * HOUR);
      const topic = (['bank-loan', 'bank-loan', 'employment', 'employment', 'water'] as const)[c % 5];
      events.push(
        {
          type: 'call.tagged',
          id: `${call}/t`,
          at: joined,
          call,
          topic,
          county: c % 3 ? 'sari' : 'babol',
          kind: 'request',
        },
        { type: 'call.joined', id: `${call}/j`, at: joined, call, queue: 'samad', number: '01133221100' },
        { type: 'call.answered', id: `${call}/a`, at: joined + 30_000, call, queue: 'samad', desk, waited: 30 },
        { type: 'call.ended', id: `${call}/e`, at: joined + 210_000, call, by: 'caller', talked: 180 },
      );
    }
  }
  return events;
}

beforeAll(async () => {
  server = await startContactsApi(calendar.startOf('1399-05-01'));
  await server.startDay('1399-05-01');
  await server.record(month('1399-05', 7, 242));
  const byHand: [string, number, 'post' | 'message' | 'visit'][] = [
    ['letter', 17, 'post'],
    ['message', 6, 'message'],
    ['visit', 5, 'visit'],
  ];
  for (const [what, count, channel] of byHand)
    await server.record(
      Array.from({ length: count }, (_, n) => ({
        type: 'contact.registered',
        id: `${what}-${n}`,
        contact: `${what}-${n}`,
        channel,
        topic: 'bank-loan',
        at: calendar.startOf('1399-05-20') + n * MINUTE,
      })),
    );
  await server.startDay('1399-06-01');
  await server.record(month('1399-06', 10, 820));
  await server.startDay('1399-07-02');
});
afterAll(() => server.close());

const page = (name: string): Promise<MonthPage> => server.json<MonthPage>('deputy', 'GET', `/months/${name}`);
const text = async (path: string): Promise<string> => (await server.ask('deputy', 'GET', path)).text();

describe('Mordad', () => {
  it('has 270 contacts: 242 calls, 17 letters and 11 by message and visit; 7 officials answered', async () => {
    const shown = shownMonth(await page('1399-05'));
    expect(shown).toMatchObject({
      contacts: 270,
      byChannel: { phone: 242, post: 17, message: 6, visit: 5 },
      officials: 7,
      calls: { offered: 242, answered: 242, completed: 242, talkSeconds: 242 * 180 },
    });
    expect(ranked(shown?.byTopic ?? {}).map(([topic]) => topic)[0]).toBe('bank-loan');
  });

  it('has a Persian text with its numbers', async () => {
    const said = await text('/months/1399-05.txt');
    for (const part of ['۲۷۰', '۲۴۲', '۱۷', 'مرداد ۱۳۹۹', '۷ نفر از مدیران', 'تسهیلات بانکی', 'اشتغال', '۱۱۱'])
      expect(said).toContain(part);
    expect(said).not.toMatch(/undefined|NaN|null|\bbank-loan\b/);
  });
});

describe('Shahrivar', () => {
  it('has 820 calls answered by 10 officials, bank loans and employment on top', async () => {
    const shown = shownMonth(await page('1399-06'));
    expect(shown).toMatchObject({ contacts: 820, byChannel: { phone: 820 }, officials: 10, calls: { answered: 820 } });
    expect(Object.values(shown?.byOfficial ?? {}).map(({ answered }) => answered)).toEqual(Array(10).fill(82));
    expect(
      ranked(shown?.byTopic ?? {})
        .map(([topic]) => topic)
        .slice(0, 2)
        .sort(),
    ).toEqual(['bank-loan', 'employment']);
    expect(await page('1399-06')).toMatchObject({ before: { month: '1399-05', contacts: 270, upTo: 'whole' } });
  });

  it('has a Persian and an English text with its numbers and the comparison', async () => {
    const said = await text('/months/1399-06.txt?lang=fa');
    for (const part of ['۸۲۰', '۱۰ نفر از مدیران', 'تسهیلات بانکی', 'اشتغال', 'افزایش', '۲۰۴ درصد'])
      expect(said).toContain(part);
    const english = await text('/months/1399-06.txt?lang=en');
    for (const part of ['820', '10 officials', 'Shahrivar 1399', '204 % more']) expect(english).toContain(part);
  });
});

describe('a month', () => {
  it('folded again from the log is the same document, also when it has left the board', async () => {
    const again = await startContactsApi(calendar.startOf('1399-07-02'));
    const entries = server.ledger.after(0, 1e6);
    for (const entry of entries) again.fold.apply(entry);
    await again.close();
    for (const name of ['1399-05', '1399-06', '1399-07'])
      expect(again.fold.month(name)).toEqual(JSON.parse(JSON.stringify(server.fold.month(name))));
    expect(Object.keys(server.fold.board.months)).toEqual(['1399-06', '1399-07']);
  });

  it('that is running is compared to the same moment, and says so', async () => {
    const running = await page('1399-07');
    expect(running).toMatchObject({
      running: { day: '1399-07-02' },
      before: { month: '1399-06', upTo: 'same-moment' },
    });
    expect(running.before?.contacts).toBe(82);
  });

  it('without any data says so in every form', async () => {
    expect(await page('1390-01')).toEqual({
      month: '1390-01',
      today: '1399-07-02',
      names: { officials: {}, agencies: {} },
    });
    expect(await text('/months/1390-01.txt')).toContain('آماری ثبت نشده است');
    expect((await server.ask('deputy', 'GET', '/months/1390-01.xlsx')).status).toBe(404);
    for (const wrong of ['1399-13', '99-05', '1399-05.pdf', '__proto__', '1399-05.txt?lang=de'])
      expect([400, 404], wrong).toContain((await server.ask('deputy', 'GET', `/months/${wrong}`)).status);
  });

  it('opens every figure to the rows behind it', async () => {
    type Page = { rows: { channel: string; official?: string; ref?: string }[]; next?: string };
    const all = async (query: string): Promise<Page['rows']> => {
      const rows: Page['rows'] = [];
      for (let after = ''; ;) {
        const one = await server.json<Page>('deputy', 'GET', `/contacts?${query}${after}`);
        rows.push(...one.rows);
        if (one.next === undefined) return rows;
        after = `&after=${one.next}`;
      }
    };
    expect(await all('month=1399-05')).toHaveLength(270);
    expect(await all('month=1399-05&channel=post')).toHaveLength(17);
    expect(await all('month=1399-06&official=o-3')).toHaveLength(82);
    const shown = shownMonth(await page('1399-06'));
    expect(await all('month=1399-06&county=babol')).toHaveLength(shown?.byCounty['babol'] ?? -1);
    expect((await all('month=1399-05')).every(({ ref }) => ref === undefined)).toBe(true);
  });
});
