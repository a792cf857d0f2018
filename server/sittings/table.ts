// A timetable as people keep it → plans of sittings. Two shapes are understood: a list with one sitting a row, and a grid with
// a day a row and a time a column. Pure; problems are reported row by row.
import { MINUTE } from '../../shared/time.ts';
import { LONGEST_SITTING, SHORTEST_SITTING } from '../../shared/planning.ts';
import type { Calendar } from '../../shared/calendar.ts';
import type { PlanProblem, TableRow } from '../../shared/api/sittings.ts';
import { normalizeForSearch } from '../../shared/normalize-for-search.ts';
import { cellsOf } from '../tables/cells.ts';
import { clockIn, dayIn, looksLikeDate, looksLikeSpan, momentOf, repeated, spanIn } from '../tables/words.ts';

/** A sitting as it stands in the table: names, not yet ids. */
export type Written = {
  official: string;
  title?: string | undefined;
  agency?: string | undefined;
  county?: string | undefined;
  desk?: string | undefined;
  queue?: string | undefined;
  from: number;
  to: number;
};
type Read = { line: number } & ({ ok: true; written: Written } | { ok: false; problems: PlanProblem[] });

type Column = 'date' | 'time' | 'start' | 'end' | Exclude<keyof Written, 'from' | 'to'>;
const headings: Record<Column, readonly string[]> = {
  date: ['تاریخ', 'روز', 'date', 'day'],
  time: ['ساعت', 'زمان', 'ساعت پاسخگویی', 'time', 'hours'],
  start: ['از', 'از ساعت', 'شروع', 'from', 'start'],
  end: ['تا', 'تا ساعت', 'پایان', 'to', 'end'],
  official: ['مدیر', 'نام', 'نام مدیر', 'نام و نام خانوادگی', 'مسئول', 'مقام', 'فرماندار', 'official', 'name'],
  title: ['سمت', 'عنوان', 'پست', 'title', 'position'],
  agency: ['دستگاه', 'دستگاه اجرایی', 'اداره', 'سازمان', 'agency', 'organisation', 'organization'],
  county: ['شهرستان', 'county'],
  desk: ['میز', 'داخلی', 'desk', 'extension'],
  queue: ['صف', 'queue'],
};
const columnOf = new Map<string, Column>(
  Object.entries(headings).flatMap(([column, words]) =>
    words.map((word) => [normalizeForSearch(word), column as Column] as const),
  ),
);

const MOST_ROWS = 2_000;
const LONGEST_MINUTES = LONGEST_SITTING / MINUTE;
const SHORTEST_MINUTES = SHORTEST_SITTING / MINUTE;

/** Empty lines keep their numbers and are left out. */
const rowsOf = (text: string): { line: number; cells: string[] }[] =>
  cellsOf(text, MOST_ROWS)
    .map((cells, index) => ({ line: index + 1, cells: cells.map((cell) => cell.trim()) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));

/** `today`: the Jalali day, for years of two digits. Throws TooManyRows. */
export function readTable(text: string, today: string, calendar: Calendar): Read[] {
  const rows = rowsOf(text);
  const [first, ...rest] = rows;
  if (!first) return [];
  const spans = first.cells.map((cell) => (looksLikeDate(cell) ? undefined : spanIn(cell)));
  if (spans.filter((span) => span !== undefined).length > 1)
    return rest.flatMap((row) => readGridRow(row, first.cells, today, calendar));
  const columns = first.cells.map((cell) => columnOf.get(normalizeForSearch(cell)));
  const hasHead = columns.filter((column) => column !== undefined).length >= 2;
  let day: string | undefined;
  return (hasHead ? rest : rows).map(({ line, cells }) => {
    const named = hasHead ? byHeading(cells, columns) : byLook(cells);
    // A date is often written once for several rows.
    if (named.date) day = dayIn(named.date, today, calendar);
    return readListRow(line, named, day, calendar);
  });
}

type Named = Partial<Record<Column, string>>;

function byHeading(cells: readonly string[], columns: readonly (Column | undefined)[]): Named {
  const named: Named = {};
  for (const [index, column] of columns.entries()) if (column && cells[index]) named[column] ??= cells[index];
  return named;
}

/** Without a heading: a date, a time, then who and what they are. */
function byLook(cells: readonly string[]): Named {
  const named: Named = {};
  for (const cell of cells.filter((one) => one !== ''))
    if (named.date === undefined && looksLikeDate(cell)) named.date = cell;
    else if (named.time === undefined && looksLikeSpan(cell)) named.time = cell;
    else if (named.official === undefined) named.official = cell;
    else named.title ??= cell;
  return named;
}

function readListRow(line: number, named: Named, day: string | undefined, calendar: Calendar): Read {
  const problems: PlanProblem[] = [];
  if (day === undefined)
    problems.push(named.date ? { code: 'bad-date', value: repeated(named.date) } : { code: 'no-date' });
  const written = named.time ?? [named.start, named.end].filter(Boolean).join(' - ');
  const from = named.start === undefined ? undefined : clockIn(named.start);
  const to = named.end === undefined ? undefined : clockIn(named.end);
  const span =
    named.time !== undefined ? spanIn(named.time) : from !== undefined && to !== undefined ? [from, to] : undefined;
  if (!span) problems.push(written === '' ? { code: 'no-time' } : { code: 'bad-time', value: repeated(written) });
  if (!named.official) problems.push({ code: 'no-official' });
  return finish(line, problems, day, span, { ...named, official: named.official ?? '' }, written, calendar);
}

function readGridRow(
  { line, cells }: { line: number; cells: readonly string[] },
  head: readonly string[],
  today: string,
  calendar: Calendar,
): Read[] {
  const dated = cells.find(looksLikeDate);
  const day = dated === undefined ? undefined : dayIn(dated, today, calendar);
  return cells.flatMap((cell, index) => {
    const heading = head[index] ?? '';
    if (cell === '' || cell === dated || looksLikeDate(heading) || !looksLikeSpan(heading)) return [];
    const problems: PlanProblem[] =
      day !== undefined
        ? []
        : [dated === undefined ? { code: 'no-date' } : { code: 'bad-date', value: repeated(dated) }];
    return [finish(line, problems, day, spanIn(heading), { official: cell }, heading, calendar)];
  });
}

function finish(
  line: number,
  problems: PlanProblem[],
  day: string | undefined,
  span: readonly number[] | undefined,
  { official, title, agency, county, desk, queue }: Omit<Written, 'from' | 'to'>,
  timeWritten: string,
  calendar: Calendar,
): Read {
  const [from = 0, to = 0] = span ?? [];
  if (span && to - from < SHORTEST_MINUTES) problems.push({ code: 'too-short', value: repeated(timeWritten) });
  if (span && to - from > LONGEST_MINUTES) problems.push({ code: 'too-long', value: repeated(timeWritten) });
  if (problems.length > 0 || day === undefined || !span) return { line, ok: false, problems };
  const times = { from: momentOf(day, from, calendar), to: momentOf(day, to, calendar) };
  return { line, ok: true, written: { official, title, agency, county, desk, queue, ...times } };
}

export type { Read as ReadRow, TableRow };
