// An event as the file keeps it.
import type { Calendar } from '../../shared/calendar.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { subjectOf } from '../ledger/subject.ts';

/** source, id, subject (null: none), Jalali day as a number such as 14050902, body (JSON). */
export type Row = readonly [source: string, id: string, subject: string | null, day: number, body: string];

/** A row and where it stands. */
export type PlacedRow = readonly [position: number, ...row: Row];

/** `body`: the event as JSON, where the caller has it already. */
export function rowOf(event: StoredEvent, calendar: Calendar, body = JSON.stringify(event)): Row {
  return [event.source, event.id, subjectOf(event) ?? null, dayNumber(dayOf(event, calendar)), body];
}

/** A contact that was registered by hand lies on the day that it belongs to, however late it was written down. */
const dayOf = (event: StoredEvent, calendar: Calendar): string =>
  (event.type === 'contact.registered' || event.type === 'contact.corrected') && event.on !== undefined
    ? event.on
    : calendar.dayOf(event.at);

/** 1405-09-02 → 14050902; of a month 140509. A number costs the index a third of the text. */
export const dayNumber = (dayOrMonth: string): number => Number(dayOrMonth.replaceAll('-', ''));

/** 14050902 → 1405-09-02. */
export const dayText = (day: number): string => String(day).replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
