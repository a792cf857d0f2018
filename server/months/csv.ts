// Tables as CSV that spreadsheet programs open with Persian text intact, that runs nothing when it is opened, and whose
// numbers a program reads without knowing a locale.
import Papa from 'papaparse';
import type { Cell, Sheet } from './sheet.ts';

const BYTE_ORDER_MARK = '\ufeff';
/** Also full-width signs, which spreadsheet programs take for the ASCII ones, and behind blanks and marks that are not seen. */
const FORMULA = /^[\t\r\n]|^[\s\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20]/u;

/** How numbers and days are written; the last rows of every file. */
const NOTES: readonly string[] = [
  'روزها با زیرخط نوشته شده‌اند (1405_08_01: سال، ماه و روز هجری شمسی) تا برنامه‌ها آن‌ها را تاریخ میلادی نپندارند.',
  'سهم‌ها و تغییرها عددی میان صفر و یک‌اند (0.873 یعنی ۸۷٫۳ درصد) و مدت‌ها به ثانیه‌اند.',
];

/**
 * One table: section, figure and numbers, a row each. Every text is quoted, so that no other separator cuts it into cells;
 * one that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection). Numbers stay numbers.
 */
export function csvOf(sheets: readonly Sheet[]): string {
  const widest = Math.max(2, ...sheets.map(({ head }) => head.length));
  const rows = [
    ...sheets
      .filter(({ rows: own }) => own.length > 0)
      .flatMap(({ name, head, rows: own }) => [head, ...own].map((cells) => [name, ...cells])),
    ...NOTES.map((note) => ['راهنما', note]),
  ].map((cells) => [...cells, ...Array<string>(widest + 1 - cells.length).fill('')].map(plain));
  const quotes = (value: unknown): boolean => typeof value === 'string' && value !== '';
  return BYTE_ORDER_MARK + Papa.unparse(rows, { quotes, newline: '\r\n' }) + '\r\n';
}

function plain(cell: Cell): string | number {
  if (typeof cell === 'number') return cell;
  if (typeof cell === 'string') return FORMULA.test(cell) ? `'${cell}` : cell;
  if ('percent' in cell) return Math.round(cell.percent * 1e4) / 1e4;
  // LibreOffice takes 1405-08-01 for a day of the year 1405 AD, and with Persian settings 1405/08/01 too.
  return 'seconds' in cell ? cell.seconds : cell.day.replaceAll('-', '_');
}
