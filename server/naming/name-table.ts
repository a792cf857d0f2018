// Names as a table that people change in a spreadsheet: written from what is in force, and read back. Pure.
import type { NameKind, NameProblem } from '../../shared/api/names.ts';
import { nameKinds } from '../../shared/enums.ts';
import { nameSchema } from '../../shared/event-fields.ts';
import { hidesNumber } from '../../shared/number.ts';
import { normalizeForSearch } from '../../shared/normalize-for-search.ts';
import type { Name } from '../../shared/wire.ts';
import type { Language } from '../../shared/settings.ts';
import { cellsOf } from '../tables/cells.ts';
import { csvRows, type CsvCell } from '../tables/csv.ts';
import type { NameBook } from './name-book.ts';

const columns = [
  'kind',
  'id',
  'reported',
  'fa',
  'en',
  'titleFa',
  'titleEn',
  'county',
  'here',
  'ignored',
  'as',
] as const;
export type Column = (typeof columns)[number];

/** The first is what a table is written with; all of them are understood. */
const headings: Record<Column, Record<Language, readonly string[]>> = {
  kind: { fa: ['نوع'], en: ['Kind', 'type'] },
  id: { fa: ['شناسه'], en: ['Id'] },
  reported: { fa: ['نام در مرکز تلفن', 'داخلی'], en: ['Name in the telephone system', 'reported', 'extension'] },
  fa: { fa: ['نام فارسی', 'نام'], en: ['Persian name', 'fa', 'name'] },
  en: { fa: ['نام انگلیسی'], en: ['English name', 'en'] },
  titleFa: { fa: ['سمت فارسی', 'سمت'], en: ['Persian title', 'title'] },
  titleEn: { fa: ['سمت انگلیسی'], en: ['English title'] },
  county: { fa: ['شهرستان'], en: ['County'] },
  here: { fa: ['تماس از همین شهرستان'], en: ['Callers from there'] },
  ignored: { fa: ['نادیده'], en: ['Ignored', 'left out'] },
  as: { fa: ['همان میز'], en: ['Same desk as'] },
};
const kindWords: Record<NameKind, Record<Language, string>> = {
  queue: { fa: 'صف', en: 'queue' },
  desk: { fa: 'میز', en: 'desk' },
  official: { fa: 'مسئول', en: 'official' },
};
const yesNo: Record<Language, readonly [yes: string, no: string]> = { fa: ['بله', 'خیر'], en: ['yes', 'no'] };
const yesWords = new Set(['بله', 'بلی', 'آری', 'yes', 'true', '1', '۱', '✓', 'x'].map(normalizeForSearch));
const noWords = new Set(['خیر', 'نه', 'no', 'false', '0', '۰', '-', '–'].map(normalizeForSearch));

const MOST_ROWS = 3_000;

export function nameTable(book: NameBook, counties: Readonly<Record<string, Name>>, lang: Language): string {
  const yesOrNoWord = (is: boolean): string => yesNo[lang][is ? 0 : 1];
  const county = (id: string | undefined): string => (id === undefined ? '' : (counties[id]?.[lang] ?? id));
  const row = (cells: Partial<Record<Column, string>>): CsvCell[] => columns.map((column) => cells[column] ?? '');
  const names = (given: Name | undefined) => ({ fa: given?.fa ?? '', en: given?.en ?? '' });
  const facts = (kind: NameKind, one: { id: string; reported?: string; names?: Name }) => ({
    ...{ kind: kindWords[kind][lang], id: one.id, reported: one.reported ?? '' },
    ...names(one.names),
  });
  return csvRows([
    columns.map((column) => headings[column][lang][0] ?? column),
    ...book.queues().map((queue) =>
      row({
        ...facts('queue', queue),
        ...{
          county: county(queue.county),
          here: yesOrNoWord(queue.callersFromHere),
          ignored: yesOrNoWord(queue.ignored),
        },
      }),
    ),
    ...book.desks().map((desk) => row({ ...facts('desk', desk), as: desk.as ?? '' })),
    ...book.officials().map((official) => {
      const { fa, en } = names(official.titles);
      return row({ ...facts('official', official), titleFa: fa, titleEn: en });
    }),
  ]);
}

/** A row as it stands in the table; which thing it is about is found by others. */
export type ReadName = {
  line: number;
  /** Those that the table has at all. */
  columns: ReadonlySet<Column>;
  kind?: NameKind;
  id: string;
  reported: string;
  names?: Name;
  titles?: Name;
  county: string;
  callersFromHere?: boolean;
  ignored?: boolean;
  as: string;
  problems: NameProblem[];
};

const columnOf = new Map<string, Column>(
  columns.flatMap((column) =>
    [...headings[column].fa, ...headings[column].en].map((word) => [normalizeForSearch(word), column] as const),
  ),
);
const kindOf = new Map<string, NameKind>(
  nameKinds.flatMap((kind) => Object.values(kindWords[kind]).map((word) => [normalizeForSearch(word), kind] as const)),
);

/** Empty rows are left out. Throws TooManyRows. */
export function readNameTable(text: string): ReadName[] {
  const [head = [], ...rows] = cellsOf(text, MOST_ROWS + 1);
  const places = head.map((heading) => columnOf.get(normalizeForSearch(heading)));
  const present = new Set(places.filter((column) => column !== undefined));
  return rows.flatMap((cells, index): ReadName[] => {
    const cell = (column: Column): string => unescaped((cells[places.indexOf(column)] ?? '').trim());
    if (cells.every((one) => one.trim() === '')) return [];
    const problems: NameProblem[] = [];
    const kind = kindOf.get(normalizeForSearch(cell('kind')));
    if (kind === undefined) problems.push({ code: 'no-kind', ...valueOf(cell('kind')) });
    const names = namesIn(cell('fa'), cell('en'), problems);
    const titles = namesIn(cell('titleFa'), cell('titleEn'), problems);
    const callersFromHere = yesOrNo(cell('here'), problems);
    const ignored = yesOrNo(cell('ignored'), problems);
    const [id, reported, county, as] = [cell('id'), cell('reported'), cell('county'), cell('as')];
    if (id === '' && reported === '') problems.push({ code: 'no-thing' });
    if (kind !== undefined && kind !== 'queue' && (county !== '' || callersFromHere === true || ignored === true))
      problems.push({ code: 'not-here', value: county || kind });
    if (kind !== undefined && kind !== 'desk' && as !== '') problems.push({ code: 'not-here', ...valueOf(as) });
    return [
      {
        ...{ line: index + 2, columns: present, id, reported, county, as, problems },
        ...(kind && { kind }),
        ...(names && { names }),
        ...(titles && { titles }),
        ...(callersFromHere !== undefined && { callersFromHere }),
        ...(ignored !== undefined && { ignored }),
      },
    ];
  });
}

/** An apostrophe stands before what a spreadsheet would take for a formula (tables/csv.ts). */
const unescaped = (cell: string): string => (/^'\s*[=+\-@]/.test(cell) ? cell.slice(1) : cell);

const valueOf = (cell: string): { value?: string } =>
  cell === '' || hidesNumber(cell) ? {} : { value: cell.slice(0, 60) };

function namesIn(fa: string, en: string, problems: NameProblem[]): Name | undefined {
  if (fa === '' && en === '') return undefined;
  if (fa === '') {
    problems.push({ code: 'no-persian', ...valueOf(en) });
    return undefined;
  }
  for (const one of [fa, en])
    if (hidesNumber(one)) problems.push({ code: 'digits' });
    else if (one !== '' && !nameSchema.safeParse(one).success) problems.push({ code: 'bad-name', ...valueOf(one) });
  return { fa, en: en === '' ? fa : en };
}

function yesOrNo(cell: string, problems: NameProblem[]): boolean | undefined {
  const word = normalizeForSearch(cell);
  if (word === '') return undefined;
  if (yesWords.has(word)) return true;
  if (!noWords.has(word)) problems.push({ code: 'bad-yes-no', ...valueOf(cell) });
  return false;
}
