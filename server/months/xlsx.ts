// Tables as an Excel workbook: right to left, numbers as numbers, one sheet per breakdown.
import writeXlsxFile from 'write-excel-file/node';
import type { Cell, Sheet } from './sheets.ts';

const WIDTH = 22;

/** The bytes of the workbook. */
export async function xlsxOf(sheets: readonly Sheet[]): Promise<Buffer> {
  const bold = (value: Cell) => ({ value: String(value), fontWeight: 'bold' as const });
  const cell = (value: Cell) => (typeof value === 'number' ? { value, type: Number } : { value, type: String });
  return writeXlsxFile(
    sheets.map(({ name, head, rows }) => ({
      sheet: name,
      data: [head.map(bold), ...rows.map((row) => row.map(cell))],
      columns: head.map(() => ({ width: WIDTH })),
      rightToLeft: true,
      stickyRowsCount: 1,
    })),
  ).toBuffer();
}
