// Contacts as a CSV table: the columns of the page. Pure.
import { contactWords } from '../../shared/contact-words.ts';
import type { FoundContact } from './contact-rows.ts';
import type { Calendar } from '../../shared/calendar.ts';
import { MINUTE } from '../../shared/time.ts';
import type { Naming } from '../../shared/month-page.ts';
import { nameIn, type Called } from '../../shared/naming.ts';
import { csvRows, type CsvCell } from '../tables/csv.ts';
import { stateOf } from './case-state.ts';

type Parts = {
  naming: Naming;
  officials: ReadonlyMap<string, Called>;
  calendar: Pick<Calendar, 'dayOf' | 'utcOffset'>;
  /** The last day of its case; undefined where there is none, or no rule. */
  dueOf: (found: FoundContact) => string | undefined;
  hasRefs: boolean;
};

export function contactFile(
  rows: readonly FoundContact[],
  lang: 'fa' | 'en',
  { naming, officials, calendar, dueOf, hasRefs }: Parts,
): string {
  const words = contactWords[lang];
  const named = (list: keyof Naming, id: string | undefined): string =>
    id === undefined || id === 'unknown' ? words.unknown : (naming[list][id]?.[lang] ?? id);
  const clock = (at: number): string => new Date(at + calendar.utcOffset(at) * MINUTE).toISOString().slice(11, 19);
  const officialName = (id: string): string => {
    const called = officials.get(id);
    return called ? nameIn(called, lang) : id;
  };
  const dayCell = (day: string | undefined): CsvCell => (day === undefined ? '' : { day });
  const cells = (found: FoundContact): CsvCell[] => {
    const { row, referredAt } = found;
    return [
      { day: row.day },
      row.at === undefined ? '' : clock(row.at),
      named('channels', row.channel),
      named('counties', row.county),
      named('topics', row.topic),
      named('kinds', row.kind),
      named('agencies', row.agency),
      row.official === undefined ? '' : officialName(row.official),
      ...(hasRefs ? [row.ref ?? ''] : []),
      words.state[stateOf(row)],
      dayCell(referredAt === undefined ? undefined : calendar.dayOf(referredAt)),
      dayCell(dueOf(found)),
      dayCell(row.answeredAt === undefined ? undefined : calendar.dayOf(row.answeredAt)),
      row.verified === undefined ? '' : words.verified[row.verified],
    ];
  };
  const { column } = words;
  const head = [
    ...[column.day, column.time, column.channel, column.county, column.topic, column.kind, column.agency],
    ...[column.official, ...(hasRefs ? [column.ref] : []), column.state, column.referredAt, column.due],
    ...[column.answeredAt, column.verified],
  ];
  return csvRows([head, ...rows.map(cells)]);
}
