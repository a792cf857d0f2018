// What each language of notices has to say.
import type { AlertLevel, Rule, ruleFacts } from '../../shared/rules.ts';
import type { AlertMessage } from './outcome.ts';

type Unit = (typeof ruleFacts)[Rule]['unit'];
export type NoticeText = {
  title: (kind: AlertMessage['kind'], level: AlertLevel, province: string) => string;
  province: string;
  comma: string;
  what: Record<Rule, (subject: string) => string>;
  /** Of a surge: calls of so many minutes, and how many are usual. */
  surge: (calls: string, minutes: string, usual: string) => string;
  value: (value: string, limit: string, unit: Unit) => string;
  since: (clock: string) => string;
  over: (clock: string) => string;
  repeat: string;
  test: string;
  /** A line as readers of that direction need it. */
  line: (text: string) => string;
};
