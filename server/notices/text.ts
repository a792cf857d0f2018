// The text of a notice, from the alert's own event: no caller, no name of a person, the same on every node.
import type { Board } from '../../shared/board.ts';
import { noticeKind, type NoticeLanguage } from '../../shared/notices.ts';
import { isRule, PROVINCE, ruleFacts, type Rule } from '../../shared/rules.ts';
import { MINUTE } from '../../shared/time.ts';
import type { AlertState } from './book.ts';
import type { Message } from './outcome.ts';
import { en } from './text-en.ts';
import { fa } from './text-fa.ts';
import type { NoticeText } from './text-type.ts';

const texts: Record<NoticeLanguage, NoticeText> = { fa, en };

export type Place = { board: Board; utcOffset: (ms: number) => number };
type Facts = {
  id: string;
  alert: AlertState;
  notice: string;
  repeat: boolean;
  language: NoticeLanguage;
  at: number;
};

export function messageOf({ id, alert, notice, repeat, language, at }: Facts, place: Place): Message {
  const t = texts[language];
  const { board } = place;
  const { rule, subject, level, value, limit, since, clearedAt } = alert;
  const kind = noticeKind(notice);
  const clock = (ms: number): string => clockOf(ms, place.utcOffset(ms));
  const isOver = kind === 'cleared' && clearedAt !== undefined;
  const lines = [
    isRule(rule) ? t.what[rule](subjectOf(alert, place, t)) : subject,
    ...(isOver || !isRule(rule) || !hasValue(rule) ? [] : [t.value(shown(value), shown(limit), ruleFacts[rule].unit)]),
    isOver ? t.over(clock(clearedAt)) : t.since(clock(since)),
    ...(repeat ? [t.repeat] : []),
  ];
  return {
    id,
    at,
    kind,
    repeat,
    language,
    title: t.title(kind, level, board.province[language]),
    text: lines.map(t.line).join('\n'),
    data: { alert: alert.alert, rule, subject, level, value, limit, since, step: alert.step, clearedAt },
  };
}

export const testMessage = (id: string, language: NoticeLanguage, at: number, { board }: Place): Message => ({
  id,
  at,
  kind: 'test',
  repeat: false,
  language,
  title: texts[language].title('test', 'watch', board.province[language]),
  text: texts[language].line(texts[language].test),
  data: {},
});

/** What is late or silent is named with its beginning; its value only says how long that is. */
const hasValue = (rule: Rule): boolean => rule !== 'late-official' && rule !== 'source-down' && rule !== 'quiet-source';

const shown = (value: number): string => String(Math.round(value));

function subjectOf({ rule, subject }: AlertState, { board, utcOffset }: Place, t: NoticeText): string {
  if (subject === PROVINCE) return t.province;
  const from = rule === 'late-official' ? board.sittings[subject]?.from : undefined;
  if (from !== undefined) return clockOf(from, utcOffset(from));
  return board.queues[subject]?.name ?? subject;
}

function clockOf(ms: number, utcOffset: number): string {
  const minutes = Math.floor(ms / MINUTE) + utcOffset;
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
}
