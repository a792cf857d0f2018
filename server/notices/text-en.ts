// What notices say in English. Nobody's name stands in them (B8): an official is named by the hour of the sitting.
import type { NoticeText } from './text-type.ts';

const unit = {
  people: 'people',
  s: 's',
  '%': '%',
  min: 'min',
  cases: 'cases',
  alarms: 'false alarms a month',
} as const;

export const en: NoticeText = {
  title: (kind, level, province) => {
    const name = level === 'act' ? 'Critical' : 'Warning';
    const head = { raised: name, reminder: `Reminder: ${name}`, cleared: 'Cleared', test: 'Test' }[kind];
    return `${head} · Wallboard 111 ${province}`;
  },
  province: 'the province',
  comma: ', ',
  what: {
    waiting: (subject) => `Waiting in ${subject}`,
    'longest-wait': (subject) => `Longest wait in ${subject}`,
    'service-level': (subject) => `Service level of ${subject}`,
    'abandon-rate': (subject) => `Abandoned calls in ${subject}`,
    'late-official': (subject) => `The official of the session at ${subject} is not at the desk`,
    'source-down': (subject) => `The telephone system ${subject} is down`,
    'quiet-source': (subject) => `No call is reported by the telephone system ${subject}`,
    'cases-overdue': (subject) => `Open cases past their deadline in ${subject}`,
    'cases-due': (subject) => `Cases due soon in ${subject}`,
    'topic-surge': (subject) => `Surge: ${subject}`,
  },
  surge: (calls, minutes, usual) => `${calls} calls in ${minutes} minutes, usually ${usual}`,
  value: (value, limit, of) => `Value: ${value} ${unit[of]}, limit: ${limit} ${unit[of]}`,
  since: (clock) => `since ${clock}`,
  over: (clock) => `over at ${clock}`,
  repeat: 'You may have received this message before.',
  test: 'This message tests the way here; there is no alert.',
  line: (text) => text,
};
