// What the page of desks' times says in English.
import { deskTimeWords } from '../../shared/desk-time-words.ts';
import type { Messages } from './messages.fa.ts';

export const en: Messages = {
  ...deskTimeWords.en,
  title: 'Desk times',
  of: (day) => `Desk times, ${day}`,
  soFar: (clock) => `until ${clock}`,
  what: 'Every row adds up to the whole day. Time of which the telephone system reported nothing is unknown. Desks are in alphabetical order, not by what they did.',
  before: 'Previous day',
  after: 'Next day',
  today: 'Today',
  show: 'Day',
  under: (minutes) => `<${minutes} min`,
  csv: 'Download for Excel (CSV), this day',
  csvOfMonth: 'From the first of the month to this day',
  none: 'No desk was reported on this day.',
  loading: 'Loading…',
};
