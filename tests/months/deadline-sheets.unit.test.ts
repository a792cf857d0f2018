// Deadlines in the files of a month and in its press text: every class, and sums that add up.
import { describe, expect, it } from 'vitest';
import { sheetsOf } from '../../server/months/sheets.ts';
import { statement } from '../../server/months/statement.ts';
import { pagesOf } from '../../server/months/workbook-pages.ts';
import { loadProfile } from '../../server/profiles/load.ts';
import { namingOf } from '../../server/profiles/on-wire.ts';
import type { CaseFigures } from '../../shared/api/deadlines.ts';
import type { MonthPage } from '../../shared/api/months.ts';
import { emptyMonth, noCalls, noFollowUp, noKindFollowUp } from '../../shared/board.ts';
import { noDeadlines } from '../../shared/deadlines.ts';

const profile = loadProfile('mazandaran');
const naming = { ...namingOf(profile), agencies: { gas: { fa: 'گاز', en: 'Gas' }, water: { fa: 'آب', en: 'Water' } } };
const province = { ...profile.name, line: profile.line };
const page: MonthPage = {
  month: '1405-08',
  today: '1405-09-08',
  names: { officials: {}, agencies: {} },
  counted: {
    ...emptyMonth(),
    contacts: 60,
    byChannel: { phone: 60 },
    calls: { ...noCalls(), offered: 60, answered: 60, completed: 50, talkSeconds: 7_330 },
    cases: { registered: 60, advised: 12, unrelated: 3, referred: 36, answered: 30, closed: 1 },
    followUp: { gas: { ...noFollowUp(), registered: 40, referred: 24, advised: 9 } },
    followUpByKind: {
      request: { ...noKindFollowUp(), registered: 50, advised: 10, unrelated: 2, referred: 30, answered: 24, met: 4 },
      unknown: { ...noKindFollowUp(), registered: 10, advised: 2, unrelated: 1, referred: 6, answered: 6 },
    },
  },
};
const cases: CaseFigures = {
  month: '1405-08',
  today: '1405-09-08',
  soonDays: 2,
  all: { inTime: 25, late: 5, open: 2, overdue: 3, noDeadline: 1 },
  agencies: {
    gas: { ...noDeadlines(), inTime: 20, late: 2, overdue: 2 },
    water: { ...noDeadlines(), inTime: 5, late: 3, open: 2, overdue: 1 },
    unknown: { ...noDeadlines(), noDeadline: 1 },
  },
  kinds: {},
  open: { open: 9, overdue: 4, beyond: 1, soon: 2, noDeadline: 1, ages: { 10: 3, 20: 2, 30: 2, 60: 1, more: 1 } },
  oldest: [
    {
      row: { subject: 'contact/a', day: '1405-06-01', channel: 'post', agency: 'gas', kind: 'request', ref: 'AB-12' },
      referred: '1405-06-02',
      due: '1405-06-12',
    },
  ],
};
const sheets = sheetsOf(page, naming, cases);
const sheet = (name: string, all = sheets) => all.find((one) => one.name === name);

describe('the files of a month', () => {
  it('have all classes of all agencies, which add up to the referred cases', () => {
    const [all, ...rows] = sheet('مهلت پاسخ دستگاه‌ها')?.rows ?? [];
    expect(all?.slice(0, 7)).toEqual(['همه', 36, 25, 5, 2, 3, 1]);
    for (const row of [all, ...rows]) expect((row?.slice(2, 7) as number[]).reduce((a, b) => a + b, 0)).toBe(row?.[1]);
    expect(rows.map(([name]) => name)).toEqual(['گاز', 'آب', 'نامشخص']);
  });
  it('name the share in time with its interval, and the place or why there is none', () => {
    const rows = sheet('مهلت پاسخ دستگاه‌ها')?.rows ?? [];
    expect(rows[1]?.slice(7)).toEqual([
      { percent: 20 / 24 },
      { percent: expect.closeTo(0.6415, 3) as number },
      { percent: expect.closeTo(0.9332, 3) as number },
      '–',
      'تنها دستگاه گروه خود',
    ]);
    expect(rows[2]?.at(-1)).toBe('کمتر از ۱۰ پروندهٔ قابل سنجش');
    const two = sheetsOf(page, naming, {
      ...cases,
      agencies: { ...cases.agencies, water: { ...noDeadlines(), inTime: 1, late: 19 } },
    });
    expect(sheet('مهلت پاسخ دستگاه‌ها', two)?.rows.map((row) => row.slice(-2))).toEqual([
      ['', ''],
      ['۱۰ تا ۴۹ پروندهٔ ارجاع‌شده', '۱ از ۲'],
      ['۱۰ تا ۴۹ پروندهٔ ارجاع‌شده', '۲ از ۲'],
      ['–', '–'],
    ]);
  });
  it('have the open cases of all months by age, and the oldest by code', () => {
    const rows = sheet('پرونده‌های باز همهٔ ماه‌ها')?.rows ?? [];
    expect(rows[0]).toEqual(['همهٔ پرونده‌های باز', 9]);
    expect(rows.slice(5).reduce((sum, [, count]) => sum + (count as number), 0)).toBe(9);
    expect(sheet('قدیمی‌ترین پرونده‌های باز')?.rows).toEqual([
      ['AB-12', 'گاز', 'درخواست', { day: '1405-06-02' }, { day: '1405-06-12' }],
    ]);
  });
  it('count apart what was settled at once, by agency and by kind, and the minutes spoken', () => {
    const total = (label: string) => sheet('کل')?.rows.find(([name]) => name === label)?.[1];
    expect([total('پاسخ در همان تماس'), total('غیرمرتبط'), total('دقیقهٔ مکالمه')]).toEqual([12, 3, 122]);
    expect(sheet('دستگاه‌ها')?.rows[0]?.slice(0, 5)).toEqual(['گاز', 40, 9, 0, 24]);
    expect(sheet('پیگیری به تفکیک نوع')?.rows.map((row) => row.slice(0, 6))).toEqual([
      ['درخواست', 50, 10, 2, 30, 24],
      ['نامشخص', 10, 2, 1, 6, 6],
    ]);
  });
  it('have pages of their own for it, and none where nothing is known', () => {
    const names = (all: typeof sheets): string[] => pagesOf(all).map(({ name }) => name);
    expect(names(sheets).slice(-3)).toEqual(['پیگیری به تفکیک نوع', 'مهلت پاسخ دستگاه‌ها', 'پرونده‌های باز']);
    expect(names(sheetsOf(page, naming))).not.toContain('مهلت پاسخ دستگاه‌ها');
    const unruled = sheetsOf(page, naming, { ...cases, all: noDeadlines(), agencies: {} });
    expect(names(unruled)).not.toContain('مهلت پاسخ دستگاه‌ها');
  });
});

describe('the press text', () => {
  it('says how the cases stand by their deadlines, what was settled at once, and how long people spoke', () => {
    const english = statement('en', { page, province, naming, cases });
    expect(english).toContain(
      '12 contacts were settled in the call, without a referral. 3 contacts concerned no agency.',
    );
    expect(english).toContain(
      'Of this month’s cases with a deadline 25 were answered or closed in time and 5 late; 2 are open in time and 3 open and overdue.',
    );
    expect(english).toContain('Altogether 122 minutes of talk took place.');
    const persian = statement('fa', { page, province, naming, cases });
    expect(persian).toContain('به ۱۲ مورد در همان تماس پاسخ داده شد و نیازی به ارجاع نبود.');
    expect(persian).toContain(
      '۲۵ مورد در مهلت و ۵ مورد پس از مهلت پاسخ گرفت یا بسته شد؛ ۲ مورد باز و در مهلت و ۳ مورد باز و خارج از مهلت است.',
    );
    expect(persian).toContain('در مجموع ۱۲۲ دقیقه مکالمه انجام شد.');
  });
  it('is silent about deadlines while none is set', () => {
    const unruled = { ...cases, all: { ...noDeadlines(), noDeadline: 36 } };
    expect(statement('en', { page, province, naming, cases: unruled })).not.toContain('deadline');
  });
});
