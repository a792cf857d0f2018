// Months that a province counted before it had the wallboard come in by a table, and are never taken for counted ones.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readMonths } from '../../server/months/month-table.ts';
import type { MonthPage, MonthTableRow } from '../../shared/month-page.ts';
import { calendar, openMonthHouse, profile, type MonthHouse } from '../http/month-house.ts';

const TODAY = '1405-09-04';
const read = (text: string): MonthTableRow[] => readMonths(text, profile, TODAY);
const codes = (text: string): (string[] | 'ok')[] =>
  read(text).map((row) => (row.ok ? 'ok' : row.problems.map(({ code }) => code)));

describe('a table of months', () => {
  it('is understood with Persian digits, month names, and columns of any list of the profile', () => {
    const text =
      'ماه\tکل\tتلفن\tنامه\tپیامک\tشهرستان: ساری\tتسهیلات بانکی\tمدیران\nمرداد ۱۳۹۹\t۲۷۰\t۲۴۲\t۱۷\t۱۱\t۱۰۰\t۹۰\t۷\n';
    expect(read(text)).toEqual([
      {
        line: 2,
        ok: true,
        month: {
          month: '1399-05',
          contacts: 270,
          officials: 7,
          byChannel: { phone: 242, post: 17, message: 11 },
          byCounty: { sari: 100, unknown: 170 },
          byTopic: { 'bank-loan': 90, unknown: 180 },
        },
      },
    ]);
  });

  it('takes the sum of the channels where no total is told', () => {
    expect(read('month,phone,visit\n1399/6,"1,800",20\n')).toMatchObject([
      { ok: true, month: { month: '1399-06', contacts: 1820 } },
    ]);
  });

  it('says row by row what was not understood, and takes nothing of such a row', () => {
    expect(
      codes(
        'ماه,کل,تلفن\n1399-13,5,5\n1399-05,پنج,5\n1399-07,,\n1405-09,5,5\n1399-04,5,4\n1399-03,5,5\n99/2,1,1\n,3,3\n',
      ),
    ).toEqual([
      ['bad-month'],
      ['bad-count'],
      ['no-total'],
      ['not-over'],
      ['sums-differ'],
      'ok',
      ['bad-month'],
      ['no-month'],
    ]);
    expect(codes('ماه,کل\n1399-03,5\n1399-03,6\n')).toEqual(['ok', ['twice']]);
    expect(codes('ماه,کل,شهرستان: تهران\n1399-03,5,1\n')).toEqual([['unknown-column']]);
    expect(codes('ماه,کل,__proto__\n1399-03,5,1\n')).toEqual([['unknown-column']]);
    expect(codes('')).toEqual([]);
    expect(codes('\u0000\u0001,کل\n"1399-05,5\n')).toEqual([['unknown-column', 'no-total', 'no-month']]);
  });
});

describe('an imported month', () => {
  let house: MonthHouse;
  beforeEach(async () => {
    house = await openMonthHouse(calendar.startOf(TODAY));
    await house.turnTo(TODAY);
  });
  afterEach(() => house.close());
  const page = (month: string): Promise<MonthPage> => house.json<MonthPage>('deputy', 'GET', `/months/${month}`);
  const bring = (text: string, save = true): Promise<{ rows: MonthTableRow[]; saved?: number }> =>
    house.json('admin', 'POST', '/months/import', { text, save });

  it('is shown first, then stands by itself, marked, and is replaced by a later import of the same month', async () => {
    const text = 'ماه,کل\n1399-05,270\n';
    expect(await bring(text, false)).toEqual({ rows: [expect.objectContaining({ ok: true })] });
    expect((await page('1399-05')).imported).toBeUndefined();
    expect(await bring(text)).toMatchObject({ saved: 1 });
    expect(await page('1399-05')).toMatchObject({ imported: { contacts: 270, imported: true } });
    expect((await page('1399-05')).counted).toBeUndefined();
    expect((await page('1399-06')).before).toEqual({ month: '1399-05', contacts: 270, upTo: 'whole', imported: true });
    expect(await bring('ماه,کل\n1399-05,271\n')).toMatchObject({ rows: [{ replaces: 270 }], saved: 1 });
    expect((await page('1399-05')).imported?.contacts).toBe(271);
  });

  it('is a file where something is known of it, and else none, as CSV and as a workbook', async () => {
    await bring('ماه,کل\n1399-05,270\n');
    const status = async (name: string): Promise<number> =>
      (await house.ask('deputy', 'GET', `/months/${name}`)).status;
    for (const format of ['csv', 'xlsx'])
      expect([await status(`1399-05.${format}`), await status(`1399-06.${format}`)], format).toEqual([200, 404]);
  });

  it('never changes what was counted here, which is said beside it', async () => {
    await house.json('clerk', 'POST', '/contacts', { channel: 'post', on: '1405-08-03' });
    expect(await bring('ماه,کل\n1405-08,90\n')).toMatchObject({ rows: [{ counted: 1 }], saved: 1 });
    expect(await page('1405-08')).toMatchObject({ counted: { contacts: 1 }, imported: { contacts: 90 } });
    expect((await page('1405-09')).before).toMatchObject({ contacts: 1 });
  });
});
