// A month beside others while it runs: one basis of comparison, and none with a month that was counted only in part.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { monthView } from '../../client/wall/month-view.ts';
import { comparedAt } from '../../shared/month-page.ts';
import { timeOfDay } from '../../shared/month-comparison.ts';
import type { RawEvent } from '../../shared/event.ts';
import type { MonthPage } from '../../shared/api/months.ts';
import { HOUR, MINUTE } from '../../shared/time.ts';
import { calendar, startContactsApi, type ContactsApi } from '../support/contacts-api.ts';

let server: ContactsApi;
beforeEach(async () => {
  server = await startContactsApi(calendar.startOf('1405-07-01'));
});
afterEach(() => server.close());

const page = (month: string): Promise<MonthPage> => server.json<MonthPage>('deputy', 'GET', `/months/${month}`);
const text = async (path: string): Promise<string> => (await server.ask('deputy', 'GET', `/months/${path}`)).text();
let call = 0;
/** An answered call at an hour of a day, and its case. */
const answered = (day: string, hour: number, ...more: ('referred' | 'answered')[]): RawEvent[] => {
  const id = `pbx-${++call}`;
  const at = calendar.startOf(day) + hour * HOUR;
  return [
    { type: 'call.joined', id: `${id}/j`, at, call: id, queue: 'q' },
    { type: 'call.answered', id: `${id}/a`, at: at + 1_000, call: id, queue: 'q', desk: 'm-1', waited: 1 },
    { type: 'call.ended', id: `${id}/e`, at: at + MINUTE, call: id, by: 'caller', talked: 59 },
    ...more.map((step): RawEvent => ({
      type: `case.${step}`,
      id: `${id}/${step}`,
      at: at + HOUR,
      call: id,
      agency: 'gas',
    })),
  ];
};

describe('a running month', () => {
  it('is compared to this moment, alike on the wall, on the page, in the text and in the file', async () => {
    await server.startDay('1405-07-01');
    await server.record([9, 10, 13, 14, 15].flatMap((hour) => answered('1405-07-02', hour)));
    await server.startDay('1405-08-02');
    await server.record([8, 9, 10].flatMap((hour) => answered('1405-08-02', hour)));
    const now = calendar.startOf('1405-08-02') + 12 * HOUR;
    server.setClock(now);
    const shown = await page('1405-08');
    expect(shown.before).toMatchObject({ month: '1405-07', contacts: 2, upTo: 'same-moment' });
    expect(monthView(server.fold.board, now, 210)?.compared).toMatchObject({
      before: 2,
      upTo: 'same-moment',
      change: 0.5,
    });
    expect(await text('1405-08.txt?lang=en')).toContain('50 % more than in Mehr 1405 to this moment (2)');
    expect(await text('1405-08.csv')).toContain('"مهر ۱۴۰۵ تا همین لحظه",2,');
    // The page goes on by itself as the day does.
    const later = comparedAt(shown.before!, timeOfDay(now + 3.5 * HOUR, 210));
    expect(later.contacts).toBe(monthView(server.fold.board, now + 3.5 * HOUR, 210)?.compared?.before);
    expect(later.contacts).toBe(5);
  });

  it('is compared with no month that was not counted from its first day, which is said', async () => {
    await server.startDay('1405-07-24');
    await server.record([9, 10].flatMap((hour) => answered('1405-07-25', hour)));
    expect(await page('1405-07')).toMatchObject({ countedFrom: '1405-07-24' });
    expect((await page('1405-07')).before).toBeUndefined();
    await server.startDay('1405-08-26');
    await server.record(answered('1405-08-26', 9));
    const now = calendar.startOf('1405-08-26') + 12 * HOUR;
    server.setClock(now);
    expect((await page('1405-08')).before).toEqual({
      month: '1405-07',
      contacts: 2,
      upTo: 'partial',
      countedFrom: '1405-07-24',
    });
    expect(monthView(server.fold.board, now, 210)?.compared).toMatchObject({
      change: undefined,
      countedFrom: '1405-07-24',
    });
    expect(await text('1405-08.txt')).toContain('مهر ۱۴۰۵ تنها از ۲۴ مهر شمرده شده است و مبنای مقایسه نیست.');
    expect(await text('1405-08.txt?lang=en')).not.toContain('%');
    expect(await text('1405-07.txt')).toContain('این ماه از ۲۴ مهر شمرده شده است.');
    // Calls of before come in from an older log: then the month is whole.
    await server.record([...answered('1405-06-30', 9), ...answered('1405-07-03', 9)]);
    expect((await page('1405-07')).countedFrom).toBeUndefined();
    expect((await page('1405-08')).before).toMatchObject({ contacts: 3, upTo: 'same-moment' });
  });
});

describe('an agency', () => {
  it('that lets most of its cases lie has no median yet, and the age of the oldest beside it', async () => {
    await server.startDay('1405-07-01');
    await server.record([
      ...answered('1405-07-03', 9, 'referred', 'answered'),
      ...answered('1405-07-04', 9, 'referred'),
      ...answered('1405-07-06', 9, 'referred'),
    ]);
    await server.startDay('1405-07-20');
    const answering = async (): Promise<unknown> => (await page('1405-07')).answering?.['gas'];
    expect(await answering()).toEqual({ open: 2, median: 'not-yet', oldestOpen: '1405-07-04', oldestOpenDays: 16 });
    await server.record([
      { type: 'case.answered', id: 'late', at: calendar.startOf('1405-07-20'), call: `pbx-${call - 1}` },
    ]);
    expect(await answering()).toEqual({ open: 1, median: 16, oldestOpen: '1405-07-06', oldestOpenDays: 14 });
    await server.record([
      { type: 'case.closed', id: 'closed', at: calendar.startOf('1405-07-20'), call: `pbx-${call}` },
    ]);
    expect(await answering()).toEqual({ open: 0, median: 16 });
    expect(server.fold.month('1405-07')?.followUp['gas']?.open).toEqual({});
  });
});
