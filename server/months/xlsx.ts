// Tables as an Excel workbook: right to left, numbers as numbers, percentages and durations in their own formats.
import writeXlsxFile from 'write-excel-file/node';
import type { Cell, Sheet } from './sheet.ts';
import { pagesOf, type WorkbookPage } from './workbook-pages.ts';
import { printed, type About } from './xlsx-print.ts';

/** The media type of a workbook. */
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const DAY_SECONDS = 86_400;
const line = { bottomBorderStyle: 'thin', bottomBorderColor: '#d0d7de' } as const;
const head = {
  fontWeight: 'bold',
  backgroundColor: '#eef2f6',
  wrap: true,
  align: 'right',
  alignVertical: 'center',
  // Two lines.
  height: 28,
  type: String,
} as const;

/** The bytes of a month's workbook. */
export const xlsxOf = (sheets: readonly Sheet[], about: About): Promise<Buffer> => workbookOf(pagesOf(sheets), about);

export async function workbookOf(
  pages: readonly WorkbookPage[],
  about: About,
  { rightToLeft = true }: { rightToLeft?: boolean } = {},
): Promise<Buffer> {
  return writeXlsxFile(
    pages.map(({ name, head: titles, rows, widths }) => ({
      sheet: name,
      data: [titles.map((value) => (value === '' ? null : { ...head, value })), ...rows.map((row) => row.map(cellOf))],
      columns: widths.map((width) => ({ width })),
      orientation: 'landscape' as const,
      rightToLeft,
      stickyRowsCount: 1,
    })),
    {
      fontFamily: 'Tahoma',
      fontSize: 10,
      features: [
        printed(
          pages.map(({ name, rows }) => ({ name, rows: rows.length })),
          about,
        ),
      ],
    },
  ).toBuffer();
}

/** Days are texts: no spreadsheet has them in the Jalali calendar. They stand at the side where a row begins. */
function cellOf(cell: Cell | undefined) {
  if (cell === undefined) return null;
  if (typeof cell === 'string')
    return { ...line, value: cell, type: String, align: 'right' as const, wrap: cell.includes('\n') };
  if (typeof cell === 'number') return { ...line, value: cell, type: Number, format: '#,##0' };
  if ('percent' in cell) return { ...line, value: cell.percent, type: Number, format: '0.0%' };
  if ('seconds' in cell) return { ...line, value: cell.seconds / DAY_SECONDS, type: Number, format: '[h]:mm:ss' };
  return { ...line, value: cell.day, type: String, align: 'right' as const };
}
