// What the pages of reports say in English, beside the words that files and mails have too.
import { reportWords } from '../../shared/report-words.ts';
import type { Messages } from './messages.fa.ts';

export const en: Messages = {
  ...reportWords.en,
  title: 'Daily report',
  titleOf: (day) => `Daily report, ${day}`,
  before: 'Previous day',
  after: 'Next day',
  today: 'Today',
  xlsx: 'Excel',
  text: 'Text',
  print: 'Print',
  noSuchDay: 'The calendar has no such day.',
  noSuchSitting: 'No such session.',
  loading: 'Loading…',
  back: 'The session’s page',
  ofDay: 'Daily report',
};
