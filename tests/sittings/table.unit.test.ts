// Timetables as provinces publish and keep them.
import { describe, expect, it } from 'vitest';
import type { Sitting } from '../../server/board/sitting.ts';
import { loadProfile } from '../../server/profiles/load.ts';
import { resolveTable, type Known } from '../../server/sittings/resolve.ts';
import { readTable } from '../../server/sittings/table.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { TableRow } from '../../shared/api/sittings.ts';
import { HOUR, MINUTE } from '../../shared/time.ts';

const calendar = createCalendar();
const profile = loadProfile('mazandaran');
const TODAY = '1405-09-03';
const known: Known = {
  profile,
  desks: { 'm-1201': { name: 'میز ۱' }, 'm-1202': { name: 'میز ۲' } },
  queues: { samad: { name: 'صف سامد' } },
  usual: { desk: 'm-1201', queue: 'samad' },
  sittings: [],
};
const read = (text: string, more: Partial<Known> = {}): TableRow[] =>
  resolveTable(readTable(text, TODAY, calendar), { ...known, ...more });
const moment = (day: string, clock: string): number => {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return calendar.startOf(day) + (hour * 60 + minute) * MINUTE;
};
const problemsOf = (row: TableRow | undefined) => (row && !row.ok ? row.problems.map(({ code }) => code) : []);

// The published timetable of Mazandaran, Bahman 1398: governors, Wednesdays, three sittings a day.
const bahman = [
  'تاریخ\t۸-۹:۴۵\t10:00–11:45\tساعت ۱۲:۱۵ تا ۱۴',
  '۹۸/۱۱/۰۲\tگلوگاه\tسیمرغ\tمیاندورود',
  '98/11/16\tتنکابن\tسوادکوه\tبابل',
  '1398/11/23\tرامسر\tقائمشهر\tساری',
  'چهارشنبه ۹۸/۱۱/۳۰\tعباس آباد\t\t',
].join('\n');

describe('the timetable of Bahman 1398', () => {
  const rows = read(bahman);
  const plans = rows.flatMap((row) => (row.ok ? [row.plan] : []));

  it('is understood row by row, as a grid of days and times', () => {
    expect(rows.map((row) => problemsOf(row))).toEqual(rows.map(() => []));
    expect(plans.map(({ county }) => county)).toEqual([
      ...[
        'galugah',
        'simorgh',
        'miandorud',
        'tonekabon',
        'savadkuh',
        'babol',
        'ramsar',
        'qaemshahr',
        'sari',
        'abbasabad',
      ],
    ]);
    expect(rows.map(({ line }) => line)).toEqual([2, 2, 2, 3, 3, 3, 4, 4, 4, 5]);
  });

  it('has each governor at the announced time in Tehran', () => {
    expect(plans[1]).toEqual({
      official: { name: 'فرماندار سیمرغ', title: undefined },
      agency: undefined,
      level: 'county',
      county: 'simorgh',
      desk: 'm-1201',
      queue: 'samad',
      from: moment('1398-11-02', '10:00'),
      to: moment('1398-11-02', '11:45'),
    });
    expect(new Date(plans[0]?.from ?? 0).toISOString()).toBe('2020-01-22T04:30:00.000Z');
    expect(plans.at(-1)?.from).toBe(moment('1398-11-30', '8:00'));
  });
});

describe('a list', () => {
  it('is read by its headings, in Persian or English, as TSV, CSV or with semicolons, with a byte order mark', () => {
    const wanted = {
      official: { name: 'مهدی رستمی', title: 'مدیرکل راه و شهرسازی' },
      agency: 'راه و شهرسازی',
      level: 'province',
      desk: 'm-1202',
      from: moment('1405-09-05', '8:30'),
      to: moment('1405-09-05', '10:00'),
    };
    const tables = [
      'نام مدیر\tسمت\tدستگاه اجرایی\tتاریخ\tساعت\tمیز\nمهدی رستمی\tمدیرکل راه و شهرسازی\tراه و شهرسازی\t۱۴۰۵/۹/۵\t۸:۳۰ الی ۱۰\tمیز ۲',
      '\ufeffdate,from,to,official,title,agency,desk\r\n05/09/05,8:30,10,مهدی رستمی,مدیرکل راه و شهرسازی,راه و شهرسازی,m-1202\r\n',
      'Date;Time;Name;Title;Agency;Desk\n"1405-9-5";"8:30-10:00";"مهدی رستمی";"مدیرکل راه و شهرسازی";"راه و شهرسازی";"میز ۲"',
    ];
    for (const table of tables) {
      const [row] = read(table);
      expect(row, table).toMatchObject({ ok: true, plan: wanted });
    }
  });

  it('without headings is a date, a time, a name and a title; a date stands for the rows below it', () => {
    const rows = read('1405/09/05,8-9:45,مهدی رستمی,فرماندار بابل\n,10-11:45,فرماندار ساری\n\n06/01/01,8-9,زهرا یوسفی');
    expect(rows.map((row) => row.ok && [row.line, row.plan.official.name, row.plan.county, row.plan.level])).toEqual([
      [1, 'مهدی رستمی', 'babol', 'county'],
      [2, 'فرماندار ساری', 'sari', 'county'],
      [4, 'زهرا یوسفی', undefined, 'province'],
    ]);
    expect(rows[2]?.ok && calendar.dayOf(rows[2].plan.from)).toBe('1406-01-01');
  });

  it('names for every row what was not understood and why', () => {
    const table = [
      'تاریخ\tساعت\tمدیر\tشهرستان\tمیز',
      '1405/13/01\t8-9\tالف\t\t',
      '1405/09/31\t8-9\tالف\t\t',
      '1405/09/05\tصبح\tالف\t\t',
      '1405/09/05\t\tالف\t\t',
      '1405/09/05\t10-9\tالف\t\t',
      '1405/09/05\t0-23\tالف\t\t',
      '1405/09/05\t8-25\tالف\t\t',
      '1405/09/05\t8-9\t\t\t',
      '1405/09/05\t8-9\tالف\tتهران\tمیز ۹۹',
      `1405/09/05\t8-9\t${'ا'.repeat(61)}\t\t`,
      '1405/09/05\t8-9\tالف 09111234567\t\t',
    ].join('\n');
    expect(read(table).map(problemsOf)).toEqual([
      ...[['bad-date'], ['bad-date'], ['bad-time'], ['no-time'], ['too-short'], ['too-long'], ['bad-time']],
      ...[['no-official'], ['unknown-county', 'unknown-desk'], ['long-name'], ['digits']],
    ]);
  });

  it('refuses a day of another calendar, however far our own years would reach', () => {
    expect(read('2026/11/26,8-9,الف\n۲۰۲۶/۱۱/۲۶,8-9,الف\n0405/09/05,8-9,الف').map(problemsOf)).toEqual([
      ...[['bad-date'], ['bad-date'], ['bad-date']],
    ]);
  });

  it('names the clash of a row: with a planned sitting, another row, or itself when it is there already', () => {
    const from = moment('1405-09-05', '8:00');
    const planned: Sitting = {
      id: 's-1',
      version: 1,
      editedAt: 0,
      standing: 'planned',
      level: 'province',
      desk: 'm-1201',
      official: { id: 'o', name: 'زهرا یوسفی' },
      from,
      to: from + HOUR,
    };
    const rows = read('05/09/05,8:30-10,الف\n05/09/05,8-9,زهرا یوسفی\n05/09/05,11-12,ب\n05/09/05,11:30-13,پ', {
      sittings: [planned, { ...planned, id: 's-2', standing: 'cancelled' }],
    });
    expect(rows.map((row) => (row.ok ? 'ok' : row.problems))).toEqual([
      [{ code: 'clash', with: { name: 'زهرا یوسفی', from, to: from + HOUR } }],
      [{ code: 'there-already', with: { name: 'زهرا یوسفی', from, to: from + HOUR } }],
      'ok',
      [expect.objectContaining({ code: 'clash', with: expect.objectContaining({ name: 'ب', line: 3 }) })],
    ]);
  });

  it('refuses a text that is no table', () => {
    for (const text of ['', '\n\n', 'سلام', '\u0000\u0001', '"'.repeat(999), ','.repeat(5_000), 'a\tb\n'.repeat(2_000)])
      expect(
        read(text).every((row) => !row.ok),
        JSON.stringify(text.slice(0, 20)),
      ).toBe(true);
  });

  it('is refused as a whole when it has too many rows', () => {
    expect(() => read('a\tb\n'.repeat(2_001))).toThrow(/at most 2000 rows, got 2001/);
  });
});
