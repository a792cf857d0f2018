// What is said about days to answer, in English.
import { monthWords } from '../../shared/month-words.ts';
import { plural } from '../text/plural.ts';
import type { Messages } from './messages.fa.ts';

const { deadlines, agency, kind } = monthWords.en;
export const en: Messages = {
  ...deadlines,
  agency,
  kind,
  open: (open) => `Now ${plural(open, 'open case')} of all months`,
  referredOn: (day) => `referred ${day}`,
  dueOn: (day) => `due ${day}`,
  ranking: 'Agencies compared',
  rankingRule:
    'Share ended in time (answered or closed) of the cases that can be judged (ended, or past their day), with the 95 % confidence interval. An agency is compared with others of like volume only, and from 10 such cases on; agencies whose intervals overlap share their places.',
  noRanking: 'No agency has 10 cases that can be judged yet.',
  interval: (from, to) => `${from} to ${to}`,
  unrankedTitle: 'Not ranked',
  ofCases: (inTime, judged) => `${inTime} of ${judged}`,
  intervalName: '95 % interval',
  casesNow: 'Open cases',
  openNowShort: 'All open',
  overdueShort: 'Overdue',
  mostOverdue: 'Most overdue:',
  noRules: 'No deadline is set yet; until then no case counts as overdue.',
  noneReferred: 'No case was referred to an agency in this month.',
  set: 'Set a deadline',
  rules: 'Deadlines set',
  rule: (scope, days, count, from) => `${scope}: ${days} ${count}, from ${from}`,
  ended: (scope, from) => `${scope}: no deadline of its own from ${from}`,
  days: 'Days',
  daysRule: 'Empty: removes the deadline set for this choice',
  badDays: 'A number from 1 to 365',
  from: 'From',
  fromRule: 'Empty: from today; cases referred before that day keep the earlier deadline',
  badDay: 'Write it like 1405/09/03',
  pastDay: 'Today or later',
  counting: 'Counting',
  counts: {
    calendar: 'calendar days',
    saturdayToThursday: 'working days (Saturday to Thursday)',
    saturdayToWednesday: 'working days (Saturday to Wednesday)',
  },
  save: 'Save deadline',
  saved: 'Deadline saved.',
};
