// A table as CSV that spreadsheet programs open with Persian text intact, that runs nothing when it is opened, and whose days
// no program takes for those of another calendar. Pure.
import Papa from 'papaparse';

const BYTE_ORDER_MARK = '\ufeff';
/** Also full-width signs, which spreadsheet programs take for the ASCII ones, and behind blanks and marks that are not seen. */
const FORMULA = /^[\t\r\n]|^[\s\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20]/u;

/** `day`: a Jalali day such as 1405-08-01. */
export type CsvCell = string | number | { day: string };

/**
 * Rows as they stand, head first. Every text is quoted, so that no other separator cuts it into cells; one that a spreadsheet
 * would take for a formula gets an apostrophe before it (OWASP, CSV injection). Numbers stay numbers.
 */
export const csvRows = (rows: readonly (readonly CsvCell[])[]): string =>
  BYTE_ORDER_MARK +
  Papa.unparse(
    rows.map((cells) => cells.map(plain)),
    { quotes: (value: unknown) => typeof value === 'string', newline: '\r\n' },
  ) +
  '\r\n';

function plain(cell: CsvCell): string | number {
  if (typeof cell === 'number') return cell;
  if (typeof cell === 'string') return FORMULA.test(cell) ? `'${cell}` : cell;
  // LibreOffice takes 1405-08-01 for a day of the year 1405 AD, and with Persian settings 1405/08/01 too.
  return cell.day.replaceAll('-', '_');
}
