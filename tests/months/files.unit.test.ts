// The month as files: a workbook with numbers as numbers, CSV that no spreadsheet runs or takes for something else, and both
// say what the page says.
import { unzipSync } from 'fflate';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { countedCalls } from '../../client/months/report.ts';
import { fa } from '../../client/months/messages.fa.ts';
import { en as englishScreen } from '../../client/text/messages.en.ts';
import { fa as persianScreen } from '../../client/text/messages.fa.ts';
import { csvOf } from '../../server/months/csv.ts';
import type { Sheet } from '../../server/months/sheet.ts';
import { sheetsOf } from '../../server/months/sheets.ts';
import { xlsxOf } from '../../server/months/xlsx.ts';
import { loadProfile } from '../../server/profiles/load.ts';
import { namingOf } from '../../server/profiles/on-wire.ts';
import { emptyMonth, noCalls, noFollowUp } from '../../shared/board.ts';
import { aht, asa, serviceLevel } from '../../shared/measure.ts';
import type { MonthPage } from '../../shared/api/months.ts';
import { monthWords } from '../../shared/month-words.ts';

const profile = loadProfile('mazandaran');
const naming = namingOf(profile);
const screenWords = { fa: persianScreen, en: englishScreen };
const calls = {
  ...noCalls(),
  offered: 1500,
  answered: 1200,
  answeredInTarget: 900,
  abandoned: 200,
  abandonedInTarget: 20,
  timedOut: 97,
  lost: 3,
  missed: 321,
  completed: 1190,
  talkUnknown: 7,
  waitUnknown: 2,
  waitSecondsAnswered: 40_213,
  waitSecondsAbandoned: 9_000,
  talkSeconds: 173_075,
  refused: 31,
};
const page: MonthPage = {
  month: '1405-08',
  today: '1405-09-08',
  before: { month: '1405-07', contacts: 990, upTo: 'whole' },
  yearAgo: { month: '1404-08', contacts: 273, upTo: 'partial', countedFrom: '1404-08-24' },
  counted: {
    ...emptyMonth(),
    calls,
    contacts: 1248,
    byChannel: { phone: 1200, message: 40, ceremony: 8 },
    byCounty: { sari: 700, babol: 500, unknown: 48 },
    byTopic: { 'bank-loan': 900, unknown: 348 },
    byDay: { '1405-08-02': 1248 },
    byHour: { '1405-08-02': { 8: 700, 9: 500 } },
    byOfficial: {
      'o-1': { answered: 1100, completed: 1100, talkSeconds: 330_000 },
      unknown: { answered: 100, completed: 100, talkSeconds: 9_000 },
    },
    officials: 1,
    followUp: {
      '=cmd': { ...noFollowUp(), registered: 3, referred: 3, answered: 3, days: { 1: 1, 4: 1, 9: 1 } },
      bank: { ...noFollowUp(), registered: 43, referred: 43, answered: 3, days: { 1: 3 }, open: { '1405-08-02': 40 } },
    },
  },
  names: {
    officials: { 'o-1': { name: '+هاشمی', title: '@مدیرکل' } },
    agencies: { '=cmd': '=HYPERLINK("http://x")\nاداره', bank: 'a;=1+41' },
  },
};
const sheets = sheetsOf(page, naming);
const sheet = (name: string, all = sheets): Sheet => {
  const found = all.find((one) => one.name === name);
  if (!found) throw new Error(`no sheet ${name}`);
  return found;
};
const total = (label: string, all = sheets): unknown => sheet('کل', all).rows.find(([name]) => name === label)?.[1];

describe('the tables of a month', () => {
  it('call what is unknown as the screens do', () => {
    for (const lang of ['fa', 'en'] as const) expect(monthWords[lang].unknown).toBe(screenWords[lang].unknown);
  });

  it('name everything in Persian, greatest first and the unknown last', () => {
    expect(sheet('شهرستان‌ها').rows).toEqual([
      ['ساری', 700, { percent: 700 / 1248 }],
      ['بابل', 500, { percent: 500 / 1248 }],
      ['نامشخص', 48, { percent: 48 / 1248 }],
    ]);
    expect(sheet('نحوهٔ ارتباط').rows.map(([name, count]) => [name, count])).toEqual([
      ['تلفن', 1200],
      ['پیامک', 40],
      ['حضوری', 0],
      ['نامه', 0],
      ['مراسم', 8],
    ]);
    expect(sheet('مدیران').rows).toEqual([
      ['+هاشمی', '@مدیرکل', 1100, 1100, { seconds: 330_000 }, { seconds: 300 }],
      [fa.outsideSessions, '', 100, 100, { seconds: 9_000 }, { seconds: 90 }],
    ]);
    expect(sheet(fa.hours).rows).toEqual([
      [8, 700],
      [9, 500],
    ]);
  });

  it('hold every figure of the calls that the page shows, under its name, and the counters of its rates', () => {
    for (const [name, count] of countedCalls(calls)) expect(total(fa.call[name]), name).toBe(count);
    expect(total(fa.serviceLevel)).toEqual({ percent: serviceLevel(calls) });
    expect(total(fa.asa)).toEqual({ seconds: Math.round(asa(calls) ?? 0) });
    expect(total(fa.talk)).toEqual({ seconds: Math.round(aht(calls) ?? 0) });
    for (const name of [
      'answeredInTarget',
      'abandonedInTarget',
      'completed',
      'talkUnknown',
      'missed',
      'waitUnknown',
    ] as const)
      expect(total(fa.call[name]), name).toBe(calls[name]);
    for (const name of ['waitSecondsAnswered', 'waitSecondsAbandoned', 'talkSeconds'] as const)
      expect(total(fa.call[name]), name).toEqual({ seconds: calls[name] });
    const quiet = sheetsOf({ ...page, counted: emptyMonth() }, naming);
    expect(total(fa.call.refused, quiet)).toBeUndefined();
    expect([fa.serviceLevel, fa.asa, fa.talk].map((label) => total(label, quiet))).toEqual(['–', '–', '–']);
  });

  it('compare as the page does, and with no month that was not counted from its first day', () => {
    expect(total('مهر ۱۴۰۵')).toBe(990);
    expect(total('تغییر نسبت به مهر ۱۴۰۵')).toEqual({ percent: 1248 / 990 - 1 });
    expect(total('آبان ۱۴۰۴ (از ۲۴ آبان شمرده شده)')).toBe(273);
    expect(total('تغییر نسبت به آبان ۱۴۰۴')).toBeUndefined();
    const partial = sheetsOf(
      { month: '1405-08', today: '1405-09-08', countedFrom: '1405-08-24', counted: page.counted!, names: page.names },
      naming,
    );
    expect(total('از ۲۴ آبان شمرده شده', partial)).toEqual({ day: '1405-08-24' });
    const running: MonthPage = {
      ...page,
      running: { day: '1405-08-02' },
      before: { month: '1405-07', contacts: 990, upTo: 'whole', imported: true },
    };
    expect(total('همهٔ مهر ۱۴۰۵ (آمار واردشده)', sheetsOf(running, naming))).toBe(990);
    expect(total('تغییر نسبت به مهر ۱۴۰۵', sheetsOf(running, naming))).toBeUndefined();
  });

  it('show how soon agencies answer, and what is open', () => {
    const { head, rows } = sheet('دستگاه‌ها');
    const figures = (line: number): unknown[] =>
      [fa.open, fa.oldestOpen, fa.median].map((name) => rows[line]?.[head.indexOf(name)]);
    expect(rows[0]?.[0]).toBe('a;=1+41');
    expect(figures(0)).toEqual([40, 36, 'هنوز مشخص نیست']);
    expect(figures(1)).toEqual([0, '–', 4]);
  });

  it('leave out what an imported month does not contain', () => {
    const imported = { ...emptyMonth(), contacts: 270, byChannel: { phone: 242, post: 28 }, imported: true as const };
    const told = (month: object): unknown[] =>
      sheetsOf(
        { month: '1404-10', today: '1405-09-08', imported: { ...imported, ...month }, names: page.names },
        naming,
      )
        .flatMap(({ rows }) => rows)
        .filter((cells) => cells.includes(0));
    expect(told({})).toEqual([]);
    expect(told({ officials: 7, byOfficial: { 'o-1': { answered: 270, completed: 0, talkSeconds: 0 } } })).toEqual([]);
  });
});

describe('CSV', () => {
  const text = csvOf(sheets);
  const { data } = Papa.parse<string[]>(text.slice(1).trimEnd());

  it('begins with a byte order mark, has CRLF, and is read back with the same numbers', () => {
    expect(text.startsWith('\ufeff')).toBe(true);
    const read = data.filter(([name, first]) => name === 'شهرستان‌ها' && first === 'ساری');
    expect(read[0]?.[2]).toBe('700');
    expect(new Set(data.map(({ length }) => length)).size).toBe(1);
    expect(text.split('\r\n').length).toBe(data.length + 1);
    const figure = (label: string): number => Number(data.find(([, name]) => name === label)?.[2]);
    expect(figure(fa.serviceLevel)).toBeCloseTo(serviceLevel(calls) ?? 0, 4);
    expect(figure(fa.call.talkSeconds)).toBe(173_075);
  });

  it('holds nothing that a spreadsheet would run, whatever separators it takes', () => {
    expect(data.flat().filter((cell) => /^[=+@\t\r-]/.test(cell))).toEqual([]);
    expect(text).toContain(`"'+هاشمی"`);
    expect(text).toContain(`"'=HYPERLINK(""http://x"")\nاداره"`);
    // A separator of another dialect stands inside quotes, and every other cell is a number or empty.
    expect(text).toContain('"a;=1+41"');
    const unquoted = text
      .slice(1)
      .replace(/"(?:[^"]|"")*"/g, '')
      .split(/[,\r\n]+/);
    expect(unquoted.filter((cell) => !/^(-?\d+(\.\d+)?)?$/.test(cell))).toEqual([]);
    const signs = ['=1', '+1', '-1', '@x', '＝1', '＋1', '－1', '＠x', ' =1', '\u200f=1', '\u2068＝1', '\t1'];
    const escaped = csvOf([{ name: 'x', head: ['y'], rows: signs.map((sign) => [sign]) }]);
    for (const sign of signs) expect(escaped, JSON.stringify(sign)).toContain(`"'${sign}"`);
  });

  it('writes days so that no spreadsheet takes them for days of the year 1405 AD, and says so', () => {
    expect(text).toContain('"1405_08_02",1248');
    expect(text).not.toMatch(/1405[-/.]\d/);
    expect(data.filter(([name]) => name === 'راهنما').map(([, note]) => note)[0]).toContain('1405_08_01');
  });
});

describe('the workbook', () => {
  const about = {
    title: 'گزارش آبان ۱۴۰۵ · استان مازندران',
    note: 'تاریخ تهیه: ۹ آذر ۱۴۰۵',
    creator: 'استانداری & همکاران',
    writtenAt: Date.UTC(2026, 10, 30),
  };
  const written = async (all = sheets): Promise<{ names: string[]; read: (name: string) => string }> => {
    const files = unzipSync(await xlsxOf(all, about));
    const names = Object.keys(files).filter((name) => /worksheets\/sheet\d+\.xml$/.test(name));
    return { names, read: (name) => new TextDecoder().decode(files[name]) };
  };

  it('is right to left, and its numbers are numbers, percentages and durations', async () => {
    const { names, read } = await written();
    for (const name of names) expect(read(name), name).toContain('rightToLeft="1"');
    const counties = read('xl/worksheets/sheet2.xml');
    const values = (column: string): (string | undefined)[] =>
      [...counties.matchAll(new RegExp(`<c r="${column}\\d+"(?: s="\\d+")?(?: t="n")?><v>([\\d.]+)</v>`, 'g'))].map(
        ([, value]) => value,
      );
    expect(values('B')).toEqual(['700', '500', '48']);
    expect(values('C').map(Number)).toEqual([700 / 1248, 500 / 1248, 48 / 1248]);
    for (const format of ['0.0%', '[h]:mm:ss', '#,##0'])
      expect(read('xl/styles.xml')).toContain(`formatCode="${format}"`);
    expect(read('xl/workbook.xml')).toContain('name="شهرستان‌ها و موضوعات"');
  });

  it('prints a month of 22 counties on five pages, each fitted, with its head and what month it is', async () => {
    const tally = (ids: readonly string[]) => Object.fromEntries(ids.map((id, n) => [id, n + 1]));
    const counted = {
      ...page.counted!,
      byCounty: tally([...Object.keys(profile.counties), 'unknown']),
      byKind: tally(Object.keys(profile.kinds)),
      byDay: tally(Array.from({ length: 30 }, (_, n) => `1405-08-${String(n + 1).padStart(2, '0')}`)),
    };
    const { names, read } = await written(sheetsOf({ ...page, counted }, naming));
    expect(names).toHaveLength(5);
    const book = read('xl/workbook.xml');
    for (const [n, name] of names.entries()) {
      const xml = read(name);
      expect(xml.match(/<worksheet[^>]*><sheetPr>/), 'the order of elements is fixed').not.toBeNull();
      expect(xml).toMatch(/<sheetPr><pageSetUpPr fitToPage="1"\/><\/sheetPr>/);
      expect(xml).toMatch(/<pageSetup[^>]*orientation="landscape"/);
      expect(xml).toMatch(/<pageSetup[^>]*fitToWidth="1"[^>]*fitToHeight="1"[^>]*\/><headerFooter>/);
      expect(xml).toContain(`<oddHeader>&amp;C${about.title}</oddHeader>`);
      expect(book).toContain(`<definedName name="_xlnm.Print_Titles" localSheetId="${n}">`);
    }
    expect(read('docProps/core.xml')).toContain(`<dc:title>${about.title}</dc:title>`);
    expect(read('docProps/core.xml')).toContain('<dc:creator>استانداری &amp; همکاران</dc:creator>');
    for (const name of ['[Content_Types].xml', '_rels/.rels']) expect(read(name)).toContain('docProps/core.xml');
  });

  it('goes on over several pages where a list is long, and leaves out tables without rows', async () => {
    const byOfficial = Object.fromEntries(
      Array.from({ length: 90 }, (_, n) => [`o-${n}`, { answered: 1, completed: 1, talkSeconds: 9 }]),
    );
    const { read } = await written(sheetsOf({ ...page, counted: { ...page.counted!, byOfficial } }, naming));
    expect(read('xl/worksheets/sheet3.xml')).toMatch(/<pageSetup[^>]*fitToHeight="0"/);
    const imported = {
      ...emptyMonth(),
      contacts: 270,
      byChannel: { phone: 242, unknown: 28 },
      imported: true as const,
    };
    const { names } = await written(
      sheetsOf({ month: '1399-05', today: '1405-09-08', imported, names: page.names }, naming),
    );
    expect(names).toHaveLength(1);
  });
});
