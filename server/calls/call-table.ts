// Calls as a CSV table: the columns of the page, with durations in seconds. Pure.
import { MINUTE } from '../../shared/time.ts';
import { callWords } from '../../shared/call-words.ts';
import type { Calendar } from '../../shared/calendar.ts';
import type { Naming } from '../../shared/month-page.ts';
import type { CallRow } from '../../shared/api/calls.ts';
import type { TableOf } from '../../shared/calls.ts';
import { csvRows, type CsvCell } from '../tables/csv.ts';

type Parts = {
  calendar: Pick<Calendar, 'dayOf' | 'utcOffset'>;
  naming: Pick<Naming, 'counties' | 'topics'>;
  /** What queues and desks are called on the board. */
  nameOf: (kind: 'queues' | 'desks', id: string, lang: 'fa' | 'en') => string | undefined;
};

export const createCallTable =
  ({ calendar, naming, nameOf }: Parts): TableOf =>
  (rows, lang) => {
    const words = callWords[lang];
    const { column, seconds } = words;
    const clock = (ms: number): string => new Date(ms + calendar.utcOffset(ms) * MINUTE).toISOString().slice(11, 19);
    const cells = (row: CallRow): CsvCell[] => [
      { day: calendar.dayOf(row.joinedAt) },
      clock(row.joinedAt),
      naming.counties[row.county]?.[lang] ?? (row.county === 'unknown' ? words.unknown : row.county),
      row.topic === undefined ? '' : (naming.topics[row.topic]?.[lang] ?? row.topic),
      wait(row) ?? '',
      row.talked ?? '',
      row.outcome === 'answered' && row.endedAt === undefined
        ? words.talking
        : (words.outcome[row.outcome] ?? row.outcome),
      nameOf('queues', row.queue, lang) ?? row.queue,
      row.desk === undefined ? '' : (nameOf('desks', row.desk, lang) ?? row.desk),
    ];
    const head = [
      ...[column.day, column.time, column.county, column.topic, seconds.waited, seconds.talked],
      ...[column.outcome, column.queue, column.desk],
    ];
    return csvRows([head, ...rows.map(cells)]);
  };

/** Whole seconds; of a caller whose wait was not reported, from joining to the answer or the end. */
function wait({ waited, joinedAt, answeredAt, endedAt }: CallRow): number | undefined {
  const until = answeredAt ?? endedAt;
  if (waited !== undefined) return Math.round(waited);
  return until === undefined ? undefined : Math.max(0, Math.round((until - joinedAt) / 1000));
}
