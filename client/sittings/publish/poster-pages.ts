// How the lines of a poster are spread over its pages: each page takes as much as fits, and a day that goes on says so. Pure.
import type { AnnouncedDay, AnnouncedRow } from './announced-days.ts';

export type PosterLine =
  { kind: 'day'; title: string; goesOn: boolean; height: number } | { kind: 'row'; row: AnnouncedRow; height: number };

type Heights = { day: number; rowOf: (row: AnnouncedRow) => number; page: number };

/** Heights in one unit. A line that is higher than a page has one of its own. */
export function posterPages(days: readonly AnnouncedDay[], { day: dayHeight, rowOf, page }: Heights): PosterLine[][] {
  const pages: PosterLine[][] = [];
  let lines: PosterLine[] = [];
  let used = 0;
  const begin = (): void => {
    if (lines.length > 0) pages.push(lines);
    [lines, used] = [[], 0];
  };
  const put = (line: PosterLine): void => {
    lines.push(line);
    used += line.height;
  };
  for (const { title, rows } of days) {
    rows.forEach((row, n) => {
      const height = rowOf(row);
      const needed = height + (n === 0 || lines.length === 0 ? dayHeight : 0);
      if (lines.length > 0 && used + needed > page) begin();
      if (n === 0 || lines.length === 0) put({ kind: 'day', title, goesOn: n > 0, height: dayHeight });
      put({ kind: 'row', row, height });
    });
  }
  begin();
  return pages;
}
