// The text of a notice, from the alert's own event: no caller, no name of a person, the same on every node.
import type { Board } from '../../shared/board.ts';
import { clockText } from '../../shared/clock-text.ts';
import { nameIn } from '../../shared/naming.ts';
import { alertNoticeKind, type NoticeLanguage } from '../../shared/notices.ts';
import { isCaseRule, isRule, PROVINCE, ruleFacts, type Rule } from '../../shared/rules.ts';
import { surgeFigures, surgeWords } from '../../shared/surges.ts';
import type { Profile } from '../../shared/profile.ts';
import type { AlertState } from './book.ts';
import type { Message } from './outcome.ts';
import { en } from './text-en.ts';
import { fa } from './text-fa.ts';
import type { NoticeText } from './text-type.ts';

const texts: Record<NoticeLanguage, NoticeText> = { fa, en };

export type Place = {
  board: Board;
  utcOffset: (ms: number) => number;
  /** Names of agencies, counties and topics. */
  profile: Pick<Profile, 'agencies' | 'counties' | 'topics'>;
};
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
  const kind = alertNoticeKind(notice);
  const surge = surgeFigures(alert);
  const clock = (ms: number): string => clockText(ms, place.utcOffset(ms));
  const isOver = kind === 'cleared' && clearedAt !== undefined;
  const lines = [
    isRule(rule) ? t.what[rule](subjectOf(alert, place, language)) : subject,
    ...(isOver || !isRule(rule) || !hasValue(rule) ? [] : [t.value(shown(value), shown(limit), ruleFacts[rule].unit)]),
    ...(isOver || !surge ? [] : [t.surge(shown(surge.calls), shown(surge.minutes), String(surge.usual))]),
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
    data: { alert: alert.alert, rule, subject, level, value, limit, since, step: alert.step, clearedAt, ...surge },
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

/** What is late or silent is named with its beginning; its value only says how long that is. A surge has figures of its own. */
const withoutValue: ReadonlySet<Rule> = new Set(['late-official', 'source-down', 'quiet-source', 'topic-surge']);
const hasValue = (rule: Rule): boolean => !withoutValue.has(rule);

const shown = (value: number): string => String(Math.round(value));

function subjectOf(
  { rule, subject }: AlertState,
  { board, utcOffset, profile }: Place,
  language: NoticeLanguage,
): string {
  if (subject === PROVINCE) return texts[language].province;
  const from = rule === 'late-official' ? board.sittings[subject]?.from : undefined;
  if (from !== undefined) return clockText(from, utcOffset(from));
  if (isCaseRule(rule)) return profile.agencies[subject]?.[language] ?? subject;
  if (rule === 'topic-surge') {
    const words = surgeWords(subject, profile);
    if (words) return `${words.topic[language]}${texts[language].comma}${words.county.name[language]}`;
  }
  const queue = board.queues[subject];
  return queue ? nameIn(queue, language) : subject;
}
