// The cells of a table as people paste or upload it: CSV, TSV or a spreadsheet's clipboard. Pure.
import Papa from 'papaparse';

/** More rows than are read at once. Nothing of such a table is taken: rows that were left out would go unnoticed. */
export class TooManyRows extends Error {
  readonly most: number;
  readonly got: number;

  constructor(most: number, got: number) {
    super(`expected at most ${most} rows, got ${got}; send the table in parts`);
    [this.most, this.got] = [most, got];
  }
}

/** Rows as they stand, empty ones too, so that a row's place is its line. Throws TooManyRows; a heading is a row. */
export function cellsOf(text: string, most: number): string[][] {
  const delimitersToGuess = ['\t', ';', ',', '،', '|'];
  const { data } = Papa.parse<string[]>(text.replace(/^\ufeff/, ''), { delimitersToGuess });
  const last = data.findLastIndex((cells) => cells.some((cell) => cell.trim() !== ''));
  if (last + 1 > most) throw new TooManyRows(most, last + 1);
  return data.slice(0, last + 1);
}
