// The month as files: a workbook with numbers as numbers, CSV that no spreadsheet runs, and both say the same.
import { unzipSync } from 'fflate';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { toldCalls } from '../../client/months/report.ts';
import { csvOf } from '../../server/months/csv.ts';
import { sheetsOf, type Sheet } from '../../server/months/sheets.ts';
import { xlsxOf } from '../../server/months/xlsx.ts';
import { loadProfile } from '../../server/profiles/load.ts';
import { namingOf } from '../../server/profiles/on-wire.ts';
import { emptyMonth, noFollowUp } from '../../shared/board.ts';
import { medianDays, type MonthPage } from '../../shared/month-page.ts';

const page: MonthPage = {
  month: '1405-08',
  counted: {
    ...emptyMonth(),
    contacts: 1248,
    byChannel: { phone: 1200, message: 48 },
    byCounty: { sari: 700, babol: 500, unknown: 48 },
    byTopic: { 'bank-loan': 900, unknown: 348 },
    byDay: { '1405-08-02': 1248 },
    byHour: { '1405-08-02': { 8: 700, 9: 500 } },
    byOfficial: {
      'o-1': { answered: 1100, completed: 1100, talkSeconds: 330_000 },
      unknown: { answered: 100, completed: 100, talkSeconds: 9_000 },
    },
    officials: 1,
    followUp: { '=cmd': { ...noFollowUp(), registered: 3, referred: 3, answered: 3, days: { 1: 1, 4: 1, 9: 1 } } },
  },
  names: {
    officials: { 'o-1': { name: '+هاشمی', title: '@مدیرکل' } },
    agencies: { '=cmd': '=HYPERLINK("http://x")\nاداره' },
  },
};
const naming = namingOf(loadProfile('mazandaran'));
const sheets = sheetsOf(page, naming);
const sheet = (name: string): Sheet => {
  const found = sheets.find((one) => one.name === name);
  if (!found) throw new Error(`no sheet ${name}`);
  return found;
};

describe('the tables of a month', () => {
  it('name everything in Persian, greatest first and the unknown last', () => {
    expect(sheet('شهرستان‌ها').rows).toEqual([
      ['ساری', 700],
      ['بابل', 500],
      ['نامعلوم', 48],
    ]);
    expect(sheet('مدیران').rows).toEqual([
      ['+هاشمی', '@مدیرکل', 1100, 330_000],
      ['میزهای بی‌نشست', '', 100, 9_000],
    ]);
    expect(sheet('ساعت‌ها').rows).toEqual([
      [8, 700],
      [9, 500],
    ]);
    expect(sheet('دستگاه‌ها').rows[0]?.at(-1)).toBe(4);
  });

  it('tell what became of all that joined a queue, on paper as on the screen, and who was turned away before', () => {
    const ends = { answered: 5, abandoned: 2, timedOut: 1, leftByKey: 1, leftOtherwise: 1, lost: 1, waiting: 3 };
    const { calls } = emptyMonth();
    const counted = { ...emptyMonth(), contacts: 5, calls: { ...calls, ...ends, offered: 14, refused: 4 } };
    const { rows } = sheetsOf({ month: '1405-08', counted, names: page.names }, naming)[0] as Sheet;
    const from = rows.findIndex(([name]) => name === 'تماس ورودی (ورود به صف)');
    const to = rows.findIndex(([name]) => name === 'نپذیرفته');
    expect(rows.slice(from, to + 1).map(([, count]) => count)).toEqual([14, 5, 2, 1, 1, 1, 1, 3, 4]);
    expect(toldCalls(counted.calls).map(([, count]) => count)).toEqual([14, 5, 2, 1, 1, 1, 1, 3, 4]);
    const quiet = sheetsOf({ month: '1405-08', counted: emptyMonth(), names: page.names }, naming)[0] as Sheet;
    expect(quiet.rows.map(([name]) => name)).not.toContain('نپذیرفته');
  });

  it('say nothing of what an imported month does not tell', () => {
    const imported = { ...emptyMonth(), contacts: 270, byChannel: { phone: 242, post: 28 }, imported: true as const };
    const told = (month: object): unknown[] =>
      sheetsOf({ month: '1404-10', imported: { ...imported, ...month }, names: page.names }, naming)
        .flatMap(({ rows }) => rows)
        .filter((cells) => cells.includes(0));
    expect(told({})).toEqual([]);
    expect(told({ officials: 7, byOfficial: { 'o-1': { answered: 270, completed: 0, talkSeconds: 0 } } })).toEqual([]);
  });

  it('know the median of days by how many cases took them', () => {
    expect([{}, { 3: 1 }, { 0: 5, 9: 4 }, { 1: 1, 2: 1 }].map(medianDays)).toEqual([undefined, 3, 0, 1]);
  });
});

describe('CSV', () => {
  const text = csvOf(sheets);

  it('begins with a byte order mark, has CRLF, and is read back with the same numbers', () => {
    expect(text.startsWith('\ufeff')).toBe(true);
    const { data } = Papa.parse<string[]>(text.slice(1).trimEnd());
    const read = data.filter(([name, first]) => name === 'شهرستان‌ها' && first === 'ساری');
    expect(read[0]?.[2]).toBe('700');
    expect(new Set(data.map(({ length }) => length)).size).toBe(1);
    expect(text.split('\r\n').length).toBe(data.length + 1);
  });

  it('holds nothing that a spreadsheet would run', () => {
    const { data } = Papa.parse<string[]>(text.slice(1));
    expect(data.flat().filter((cell) => /^[=+@\t\r-]/.test(cell))).toEqual([]);
    expect(text).toContain("'+هاشمی");
    expect(text).toContain(`'=HYPERLINK(""http://x"")\nاداره`);
  });
});

describe('the workbook', () => {
  it('is right to left, and its numbers are numbers', async () => {
    const files = unzipSync(await xlsxOf(sheets));
    const read = (name: string): string => new TextDecoder().decode(files[name]);
    const names = Object.keys(files).filter((name) => /worksheets\/sheet\d+\.xml$/.test(name));
    expect(names).toHaveLength(sheets.length);
    for (const name of names) expect(read(name), name).toContain('rightToLeft="1"');
    const counties = read('xl/worksheets/sheet3.xml');
    expect([...counties.matchAll(/<c r="B\d+"(?: t="n")?><v>(\d+)<\/v>/g)].map(([, value]) => value)).toEqual([
      '700',
      '500',
      '48',
    ]);
    expect(read('xl/workbook.xml')).toContain('شهرستان‌ها');
  });
});
