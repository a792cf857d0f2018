// The tables of a month laid out as the pages of a workbook: small ones side by side, so that a month prints on a few pages. Pure.
import type { Cell, Sheet } from './sheet.ts';

/** `heads`: the columns at which a table begins are preceded by an empty one. */
export type WorkbookPage = { name: string; head: string[]; rows: (Cell | undefined)[][]; widths: number[] };

/** How many tables, in their order, share a page, and its name where it has several. */
const LAYOUT: readonly { tables: number; name?: string }[] = [
  { tables: 2 },
  { tables: 3, name: 'شهرستان‌ها و موضوعات' },
  { tables: 1 },
  { tables: 1 },
  { tables: 2, name: 'روزها و ساعت‌ها' },
  { tables: 1 },
  { tables: 1 },
  { tables: 2, name: 'پرونده‌های باز' },
];
const GAP = 3;
const [LEAST, MOST] = [8, 44];

export function pagesOf(sheets: readonly Sheet[]): WorkbookPage[] {
  let from = 0;
  return LAYOUT.flatMap(({ tables, name }) => {
    const all = sheets.slice(from, from + tables);
    from += tables;
    const filled = all.filter(({ rows }) => rows.length > 0);
    return filled[0] ? [sideBySide(name ?? filled[0].name, filled)] : [];
  });
}

/** Tables side by side on one page. */
export function sideBySide(name: string, tables: readonly Sheet[]): WorkbookPage {
  const head: string[] = [];
  const widths: number[] = [];
  const rows: (Cell | undefined)[][] = Array.from(
    { length: Math.max(...tables.map((one) => one.rows.length)) },
    () => [],
  );
  for (const [n, table] of tables.entries()) {
    if (n > 0) {
      head.push('');
      widths.push(GAP);
    }
    const start = head.length;
    head.push(...table.head);
    widths.push(
      ...table.head.map((title, column) => widthOf([title, ...table.rows.map((cells) => cells[column] ?? '')])),
    );
    for (const [line, cells] of table.rows.entries())
      for (const [column, cell] of cells.entries()) (rows[line] ??= [])[start + column] = cell;
  }
  return {
    name,
    head,
    rows: rows.map((cells) => Array.from({ length: head.length }, (_, column) => cells[column])),
    widths,
  };
}

/** In characters, as spreadsheets measure. Head cells have two lines: half the title, or its longest word, has to fit. */
function widthOf([title, ...cells]: readonly Cell[]): number {
  const lines =
    typeof title === 'string' ? [title.length / 2 + 2, ...title.split(' ').map(({ length }) => length + 1)] : [];
  const longest = Math.ceil(Math.max(...lines, ...cells.map((cell) => lengthOf(cell))));
  return Math.min(MOST, Math.max(LEAST, longest + 3));
}

function lengthOf(cell: Cell): number {
  if (typeof cell === 'string') return Math.max(...cell.split('\n').map(({ length }) => length));
  if (typeof cell === 'number') return String(cell).length;
  return 'day' in cell ? cell.day.length : 8;
}
