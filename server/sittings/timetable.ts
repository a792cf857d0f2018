// What the routes of sittings need of the office's timetable.
import type { SittingRow, TableRow } from '../../shared/api/sittings.ts';
import type { Sitting } from '../board/sitting.ts';
import type { Planner } from './planner.ts';

export type Timetable = {
  planner: Planner;
  /** Sittings that touch [from, to), by time; with counters while they are few days. */
  between: (from: number, to: number) => SittingRow[];
  /** One with its counters, of any age. */
  one: (id: string) => Promise<SittingRow | undefined>;
  toRow: (sitting: Sitting) => SittingRow;
  /** A pasted or uploaded table, understood row by row. */
  read: (text: string, usual: { desk?: string | undefined; queue?: string | undefined }) => TableRow[];
};
