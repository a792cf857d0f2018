// An event as the file keeps it.
import type { Calendar } from '../../shared/calendar.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { subjectOf } from '../ledger/subject.ts';

/** source, id, subject (null: none), Jalali day as a number such as 14050902, body (JSON). */
export type Row = readonly [source: string, id: string, subject: string | null, day: number, body: string];

export function rowOf(event: StoredEvent, calendar: Calendar): Row {
  return [event.source, event.id, subjectOf(event) ?? null, dayNumber(calendar.dayOf(event.at)), JSON.stringify(event)];
}

/** 1405-09-02 → 14050902; of a month 140509. A number costs the index a third of the text. */
export const dayNumber = (dayOrMonth: string): number => Number(dayOrMonth.replaceAll('-', ''));
