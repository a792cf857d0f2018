// Months that a province counted before it had the wallboard come in by a table, and are never taken for counted ones.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readMonths } from '../../server/months/month-table.ts';
import type { MonthPage, MonthTableRow } from '../../shared/api/months.ts';
import { calendar, startContactsApi, profile, type ContactsApi } from '../support/contacts-api.ts';

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

  it('takes the months of the news as they were published; what no column divides is of unknown channel', () => {
    const mordad = 'ماه\tکل\tتلفن\tپست\nمرداد ۱۳۹۹\t۲۷۰\t۲۴۲\t۱۷\n';
    expect(read(mordad)).toMatchObject([
      { ok: true, month: { contacts: 270, byChannel: { phone: 242, post: 17, unknown: 11 } } },
    ]);
    const channelsOf = (text: string): unknown[] => read(text).map((row) => row.ok && row.month.byChannel);
    const aban = { phone: 174, visit: 163 };
    expect(channelsOf('ماه,کل,تلفن,حضوری\nآبان ۱۴۰۱,416,174,163\n')).toEqual([{ ...aban, unknown: 79 }]);
    expect(channelsOf('ماه,کل,تلفن,حضوری,مراسم\nآبان ۱۴۰۱,416,174,163,79\n')).toEqual([{ ...aban, ceremony: 79 }]);
    for (const heading of ['نامشخص', 'نامعلوم', 'unknown', 'مجرا: نامعلوم', 'نحوهٔ ارتباط: نامشخص'])
      expect(channelsOf(`ماه,کل,تلفن,حضوری,${heading}\n1401-08,416,174,163,79\n`), heading).toEqual([
        { ...aban, unknown: 79 },
      ]);
    expect(codes('ماه,کل,تلفن,حضوری\n1401-08,416,374,163\n')).toEqual([['sums-differ']]);
  });

  it('takes the sum of the channels where there is no total', () => {
    expect(read('month,phone,visit\n1399/6,"1,800",20\n')).toMatchObject([
      { ok: true, month: { month: '1399-06', contacts: 1820 } },
    ]);
  });

  it('names row by row what was not understood, and takes nothing of such a row', () => {
    expect(
      codes(
        'ماه,کل,تلفن\n1399-13,5,5\n1399-05,پنج,5\n1399-07,,\n1405-09,5,5\n1399-04,5,6\n1399-03,5,5\n99/2,1,1\n,3,3\n',
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
  let server: ContactsApi;
  beforeEach(async () => {
    server = await startContactsApi(calendar.startOf(TODAY));
    await server.startDay(TODAY);
  });
  afterEach(() => server.close());
  const page = (month: string): Promise<MonthPage> => server.json<MonthPage>('deputy', 'GET', `/months/${month}`);
  const bring = (text: string, save = true): Promise<{ rows: MonthTableRow[]; saved?: number }> =>
    server.json('admin', 'POST', '/months/import', { text, save });

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

  it('names the contacts of unknown channel on its page, in its text and in its files', async () => {
    await bring('ماه,کل,تلفن,پست\n1399-05,270,242,17\nماه,کل\n');
    await bring('ماه,کل,تلفن,حضوری,مراسم\n1401-08,416,174,163,70\n');
    expect((await page('1399-05')).imported?.byChannel).toEqual({ phone: 242, post: 17, unknown: 11 });
    const text = async (path: string): Promise<string> => (await server.ask('deputy', 'GET', `/months/${path}`)).text();
    expect(await text('1399-05.txt')).toContain(
      'که از این تعداد ۲۴۲ مورد از طریق تماس با سامانهٔ ۱۱۱ و ۱۷ مورد از طریق نامه بوده است و نحوهٔ ارتباط ۱۱ مورد مشخص نیست.',
    );
    expect(await text('1401-08.txt?lang=en')).toContain(
      '174 by calling 111, 163 in person, 70 through “Ceremonies” and 9 whose channel is not known.',
    );
    const csv = await text('1401-08.csv');
    for (const row of ['"مراسم",70,', '"نامشخص",9,']) expect(csv).toContain(`"نحوهٔ ارتباط",${row}`);
    // Channels that the table did not name are not zero.
    expect(csv).not.toMatch(/"پیامک"|"نامه"/);
    // Figures that came as a total only have no breakdown to speak of.
    await bring('ماه,کل\n1399-04,90\n');
    expect((await page('1399-04')).imported?.byChannel).toEqual({ unknown: 90 });
    expect(await text('1399-04.txt')).toContain('۹۰ مورد ارتباط مردم استان مازندران با مسئولان ثبت شد.');
  });

  it('is a file, CSV and workbook, only where something is known of it', async () => {
    await bring('ماه,کل\n1399-05,270\n');
    const status = async (name: string): Promise<number> =>
      (await server.ask('deputy', 'GET', `/months/${name}`)).status;
    for (const format of ['csv', 'xlsx'])
      expect([await status(`1399-05.${format}`), await status(`1399-06.${format}`)], format).toEqual([200, 404]);
  });

  it('never changes what was counted here, which is said beside it', async () => {
    await server.json('clerk', 'POST', '/contacts', { channel: 'post', on: '1405-08-03' });
    expect(await bring('ماه,کل\n1405-08,90\n')).toMatchObject({ rows: [{ counted: 1 }], saved: 1 });
    expect(await page('1405-08')).toMatchObject({ counted: { contacts: 1 }, imported: { contacts: 90 } });
    // Aban was not counted here from its first day, and the other figures are of all of it.
    expect((await page('1405-09')).before).toMatchObject({ contacts: 90, upTo: 'whole', imported: true });
  });
});
