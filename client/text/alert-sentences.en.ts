// The sentences of alerts in English.
import { plural } from './plural.ts';
import type { AlertSentences } from './alert-sentences.fa.ts';

const valued = (what: string, value: string | undefined): string => (value === undefined ? what : `${what}: ${value}`);

export const alertSentences: AlertSentences = {
  province: 'the province',
  waiting: (subject, value) => valued(`Waiting in ${subject}`, value),
  'longest-wait': (subject, value) => valued(`Longest wait in ${subject}`, value),
  'service-level': (subject, value) => valued(`Service level of ${subject}`, value),
  'abandon-rate': (subject, value) => valued(`Abandoned calls in ${subject}`, value),
  'late-official': (subject, value) =>
    value === undefined
      ? `The session of ${subject} began late`
      : `The session of ${subject} is ${plural(value, 'minute')} late`,
  'source-down': (subject) => `The telephone system ${subject} is down`,
  'quiet-source': (subject, value) =>
    value === undefined
      ? `No call was received from ${subject}`
      : `No call was received from ${subject} for at least ${plural(value, 'minute')}`,
  'cases-overdue': (subject, value) => valued(`Open cases past their deadline in ${subject}`, value),
  'cases-due': (subject, value) => valued(`Cases due soon in ${subject}`, value),
  'topic-surge': (subject, value) => valued(subject, value),
  surge: (calls, minutes, usual) => `${plural(calls, 'call')} in ${plural(minutes, 'minute')}, usually ${usual}`,
  falseAlarms: (count) => `${plural(count, 'false alarm')} a month`,
  comma: ', ',
  minutes: (count) => plural(count, 'minute'),
};
