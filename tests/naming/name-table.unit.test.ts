// Names as a table: what is written is read back, and what is wrong is named row by row.
import { describe, expect, it } from 'vitest';
import type { DeskRow, OfficialRow, QueueRow } from '../../shared/api/names.ts';
import { nameTable, readNameTable } from '../../server/naming/name-table.ts';
import { resolveNames } from '../../server/naming/resolve-names.ts';
import { profileSchema } from '../../shared/profile.ts';
import { TooManyRows } from '../../server/tables/cells.ts';

const name = (fa: string, en = fa) => ({ fa, en });
const profile = profileSchema.parse({
  id: 'p',
  name: name('پ', 'P'),
  counties: { sari: { name: name('ساری', 'Sari'), tile: [0, 0] }, amol: { name: name('آمل', 'Amol'), tile: [1, 0] } },
  queues: { own: { name: name('صف مرکز', 'Centre'), county: 'sari', callersFromHere: true } },
});
const queues: QueueRow[] = [
  {
    id: 'own',
    names: name('صف مرکز', 'Centre'),
    county: 'sari',
    callersFromHere: true,
    ignored: false,
    inProfile: true,
    countsToday: true,
  },
  { id: '600', reported: '600', callersFromHere: false, ignored: false, inProfile: false, countsToday: false },
];
const desks: DeskRow[] = [
  { id: 'm-1', reported: 'Ali', names: name('علی', 'Ali R'), inProfile: false },
  { id: 'm-2', reported: 'علي', inProfile: false },
  { id: 'm-3', reported: '=cmd()', inProfile: false, as: 'm-1' },
];
const officials: OfficialRow[] = [{ id: 'o-1', reported: 'علی رضایی', title: 'فرماندار' }];
const book = { queues: () => queues, desks: () => desks, officials: () => officials };
const counties = { sari: name('ساری', 'Sari'), amol: name('آمل', 'Amol') };
const idOf = (_kind: string, reported: string): string | undefined =>
  reported === 'none' ? undefined : `id-${reported}`;
const read = (text: string) => resolveNames(readNameTable(text), { book, profile, idOf });
const head =
  'Kind,Id,Reported,Persian name,English name,County,Callers from there,Ignored,Same desk as,Persian title,English title\n';
const problems = (row: string) => {
  const [first] = read(head + row);
  return first?.ok === false ? first.problems : first;
};

describe.each(['fa', 'en'] as const)('the table in %s', (lang) => {
  it('read back as it was written changes nothing', () => {
    const text = nameTable(book, counties, lang);
    expect(text.split('\r\n')).toHaveLength(1 + 2 + 3 + 1 + 1);
    expect(read(text)).toEqual([]);
  });
});

describe('a changed table', () => {
  it('names queues in both languages, gives them a county and leaves them out', () => {
    expect(read(`${head}queue,600,,صف ساری,Sari queue,ساری,yes,no,,,\n`)).toEqual([
      {
        ...{ line: 2, ok: true, kind: 'queue', id: '600' },
        decision: { names: name('صف ساری', 'Sari queue'), county: 'sari', callersFromHere: true },
      },
    ]);
    expect(read('نوع\tشناسه\tنادیده\nصف\t600\tبله\n')).toMatchObject([{ decision: { ignored: true } }]);
  });

  it('leaves to the profile what it leaves empty, and takes its county away', () => {
    expect(read(`${head}queue,own,,,,,no,,,,`)).toMatchObject([
      { id: 'own', decision: { county: 'unknown', callersFromHere: false } },
    ]);
  });

  it('leaves alone what it has no column for', () => {
    expect(read('kind,id,persian name\nqueue,own,مرکز\ndesk,m-3,میز سه\ndesk,m-1,علی')).toEqual([
      { line: 2, ok: true, kind: 'queue', id: 'own', decision: { names: name('مرکز', 'Centre') } },
      { line: 3, ok: true, kind: 'desk', id: 'm-3', decision: { names: name('میز سه'), as: 'm-1' } },
    ]);
    expect(read('kind,id,county\nqueue,own,Amol')).toEqual([
      { line: 2, ok: true, kind: 'queue', id: 'own', decision: { county: 'amol' } },
    ]);
  });

  it('finds things by what the telephone system calls them, also before it reported them', () => {
    expect(read(`${head}queue,,700,صف تازه,,,,,,,`)).toMatchObject([
      { ok: true, id: 'id-700', decision: { names: name('صف تازه') } },
    ]);
  });

  it('joins several spellings at one desk, by its id or its name', () => {
    expect(read(`${head}desk,m-2,,,,,,,m-1,,`)).toMatchObject([{ id: 'm-2', decision: { as: 'm-1' } }]);
    expect(read(`${head}desk,m-2,,,,,,,علی,,`)).toMatchObject([{ ok: false }]); // both are called so
    expect(read(`${head}desk,m-2,,,,,,,Ali R,,`)).toMatchObject([{ decision: { as: 'm-1' } }]);
  });

  it('names officials and their titles', () => {
    expect(read(`${head}official,o-1,,علی رضایی,Ali Rezaei,,,,,فرماندار,Governor`)).toMatchObject([
      { kind: 'official', decision: { names: name('علی رضایی', 'Ali Rezaei'), titles: name('فرماندار', 'Governor') } },
    ]);
  });
});

describe('a row that cannot be taken', () => {
  it.each([
    ['room,600,,صف,,,,,,,', 'no-kind'],
    ['queue,,,صف,,,,,,,', 'no-thing'],
    ['queue,601,,صف,,,,,,,', 'unknown-thing'],
    ['queue,,none,صف,,,,,,,', 'unknown-thing'],
    ['queue,600,,,Sari,,,,,,', 'no-persian'],
    [`queue,600,,${'ص'.repeat(200)},,,,,,,`, 'bad-name'],
    ['queue,600,,صف \u202eira,,,,,,,', 'bad-name'],
    ['queue,600,,۰۹۱۱ ۲۳۴ ۵۶۷۸,,,,,,,', 'digits'],
    ['queue,600,,صف مركز,,,,,,,', 'name-taken'],
    ['queue,600,,صف,,تهران,,,,,', 'unknown-county'],
    ['queue,600,,صف,,,yes,,,,', 'no-county'],
    ['queue,600,,صف,,,perhaps,,,,', 'bad-yes-no'],
    ['desk,m-2,,,,,,,m-9,,', 'unknown-desk'],
    ['desk,m-2,,,,,,,m-2,,', 'same-desk'],
    ['desk,m-2,,,,,,,m-3,,', 'same-desk'],
    ['desk,m-1,,,,,,,m-2,,', 'same-desk'],
    ['desk,m-2,,میز,,ساری,,,,,', 'not-here'],
  ])('%s says %s', (row, code) => {
    expect(problems(row)).toMatchObject([{ code }]);
  });

  it('is one of two about one thing, or with one new name', () => {
    expect(read(`${head}queue,600,,صف,,,,,,,\nqueue,600,,صف دیگر,,,,,,,`)).toMatchObject([
      { ok: true },
      { ok: false, problems: [{ code: 'twice' }] },
    ]);
    expect(read(`${head}desk,m-2,,میز یک,,,,,,,\ndesk,,Reza,میز یک,,,,,,,`)).toMatchObject([
      { ok: true },
      { ok: false, problems: [{ code: 'name-taken', value: 'm-2' }] },
    ]);
  });

  it('repeats no number', () => {
    for (const row of [
      'queue,600,,صف,,09112345678,,,,,',
      'queue,600,,صف,,,perhaps 09112345678,,,,',
      'desk,m-2,,,,,,,09112345678,,',
    ])
      expect(JSON.stringify(read(head + row)), row).not.toContain('0911');
  });
});

it('takes nothing of a table that is too long', () => {
  expect(() => readNameTable(head + 'queue,600,,صف,,,,,,,\n'.repeat(3_001))).toThrow(TooManyRows);
});
