// What lists of calls say in English.
import { callWords } from '../../shared/call-words.ts';
import type { Messages } from './messages.fa.ts';

export const en: Messages = {
  ...callWords.en,
  inProgress: 'In progress',
  filters: 'Which calls',
  all: 'All',
  hour: 'Hour',
  hourOf: (from, to) => `${from} – ${to}`,
  inHour: (from, to) => `between ${from} and ${to}`,
  clear: 'Clear all filters',
  remove: (what) => `Remove the filter ${what}`,
  csv: 'Download for a spreadsheet (CSV)',
  none: (parts) => (parts === '' ? 'No calls found.' : `No calls found: ${parts}.`),
  nobodyWaits: 'Nobody is waiting now.',
  nobodyWaitsHere: (parts) => `Nobody is waiting now: ${parts}.`,
  loading: 'Loading…',
  more: 'Show older',
  moreWaiting: 'Show the rest',
  comma: ', ',
  count: (count, more) => (more ? `the latest ${count} calls` : `${count} calls`),
  countWaiting: (count, more) => (more ? `the first ${count} callers` : `${count} callers`),
  today: 'Today',
};
