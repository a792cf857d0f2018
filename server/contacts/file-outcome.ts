// What became of the lines of a file, as the two tables that are laid beside it. Pure.
import type { ContactProblem } from '../../shared/api/contacts.ts';
import { contactProblems } from '../../shared/contact-problems.ts';
import { replaceNumbers } from '../../shared/number.ts';
import { isFitRef } from '../../shared/ref.ts';
import { cellsOf } from '../tables/cells.ts';
import { csvRows } from '../tables/csv.ts';
import { columnsOf } from './contact-table.ts';

/** A line of the file, the heading being the first: registered under a code, withdrawn since, or not taken. */
export type TakenLine = { line: number } & (
  { ref: string } | { isWithdrawn: true } | { problems: readonly ContactProblem[] }
);

/** In Persian: the files are read in the office. */
const words = {
  line: 'سطر',
  result: 'نتیجه',
  ref: 'کد رهگیری',
  why: 'علت',
  registered: 'ثبت شد',
  withdrawn: 'ثبت شده و سپس ابطال شده است',
  faulty: 'ثبت نشد',
};

/** Each line of the file with its outcome and tracking code. */
export const reportOf = (lines: readonly TakenLine[]): string =>
  csvRows([
    [words.line, words.result, words.ref, words.why],
    ...lines.map((line) =>
      'ref' in line
        ? [line.line, words.registered, line.ref, '']
        : 'isWithdrawn' in line
          ? [line.line, words.withdrawn, '', '']
          : [line.line, words.faulty, '', reasonsOf(line.problems)],
    ),
  ]);

/**
 * The lines that were not taken, under the file's own headings, to be mended and laid into the folder again. Only columns that
 * are read here, and no telephone number of a citizen (B8). Undefined when every line was taken.
 */
export function faultsOf(text: string, lines: readonly TakenLine[], most: number): string | undefined {
  const faulty = lines.flatMap((line) => ('problems' in line ? [line] : []));
  if (faulty.length === 0) return undefined;
  const [head = [], ...rows] = cellsOf(text, most);
  const read = columnsOf(head);
  const cellsIn = (line: number): string[] => {
    const cells = rows[line - 2] ?? [];
    return read.map(({ place, column }) => {
      const cell = cells[place] ?? '';
      return column === 'ref' && isFitRef(cell.trim()) ? cell : withoutNumbers(cell);
    });
  };
  return csvRows([
    [...read.map(({ place }) => withoutNumbers(head[place] ?? '')), words.why],
    ...faulty.map(({ line, problems }) => [...cellsIn(line), reasonsOf(problems)]),
  ]);
}

const withoutNumbers = (text: string): string => replaceNumbers(text, () => '…');

const reasonsOf = (problems: readonly ContactProblem[]): string =>
  problems
    .map(({ code, value = '', days = [] }) =>
      contactProblems.fa[code](
        withoutNumbers(value),
        days.map((day) => day.replaceAll('-', '/')),
      ),
    )
    .join('؛ ');
