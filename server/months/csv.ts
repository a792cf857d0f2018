// Tables as CSV that spreadsheet programs open with Persian text intact and that runs nothing when it is opened.
import Papa from 'papaparse';
import type { Sheet } from './sheets.ts';

const BYTE_ORDER_MARK = '\ufeff';
/** Papa's own looks at one line only, and a name may have several. */
const FORMULA = /^[=+\-@\t\r\n]/;

/**
 * One table: section, figure and numbers, a row each. Texts that a spreadsheet would take for a formula get an apostrophe
 * before them (OWASP, CSV injection); numbers stay numbers.
 */
export function csvOf(sheets: readonly Sheet[]): string {
  const widest = Math.max(2, ...sheets.map(({ head }) => head.length));
  const padded = (cells: readonly (string | number)[]): (string | number)[] => [
    ...cells,
    ...Array<string>(widest - cells.length).fill(''),
  ];
  const rows = sheets.flatMap(({ name, head, rows: own }) => [
    [name, ...padded(head)],
    ...own.map((cells) => [name, ...padded(cells)]),
  ]);
  return BYTE_ORDER_MARK + Papa.unparse(rows, { escapeFormulae: FORMULA, newline: '\r\n' }) + '\r\n';
}
