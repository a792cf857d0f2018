// What an alert says, in one sentence: the value as it stands now, never the one at which it was raised, so that it agrees with
// the tile beside it. Pure: names and numbers are handed in already in the language of the screen.
import type { AlertOnBoard, Board } from '../../shared/board.ts';
import type { Links } from '../../shared/links.ts';
import { isRule, levelsOf, livingValue, PROVINCE, ruleFacts, type Levels, type Rule } from '../../shared/rules.ts';
import { plural } from '../text/plural.ts';
import { duration } from '../text/duration.ts';
import { isolateLtr } from '../text/bidi.ts';
import type { Lang, Numerals } from '../text/numerals.ts';

/** Where the value is unknown by now, the sentence does without it. */
type Sentences = Record<Rule, (subject: string, value: string | undefined) => string> & { province: string };

const valued = (what: string, value: string | undefined): string => (value === undefined ? what : `${what}: ${value}`);
const fa: Sentences = {
  province: 'استان',
  waiting: (subject, value) => valued(`منتظران ${subject}`, value),
  'longest-wait': (subject, value) => valued(`طولانی‌ترین انتظار ${subject}`, value),
  'service-level': (subject, value) => valued(`سطح خدمت ${subject}`, value),
  'abandon-rate': (subject, value) => valued(`انصراف در ${subject}`, value),
  'late-official': (subject, value) =>
    value === undefined ? `${subject} پای میز نبود` : `${subject} ${value} دقیقه است که پای میز نیست`,
  'source-down': (subject) => `مرکز تلفن ${subject} قطع است`,
  'quiet-source': (subject, value) =>
    value === undefined ? `از ${subject} تماسی شنیده نشد` : `از ${subject} دست‌کم ${value} دقیقه است تماسی شنیده نشده`,
};
const en: Sentences = {
  province: 'the province',
  waiting: (subject, value) => valued(`Waiting in ${subject}`, value),
  'longest-wait': (subject, value) => valued(`Longest wait in ${subject}`, value),
  'service-level': (subject, value) => valued(`Service level of ${subject}`, value),
  'abandon-rate': (subject, value) => valued(`Abandoned calls in ${subject}`, value),
  'late-official': (subject, value) =>
    value === undefined
      ? `${subject} was not at the desk`
      : `${subject} has not been at the desk for ${plural(value, 'minute')}`,
  'source-down': (subject) => `The telephone system ${subject} is down`,
  'quiet-source': (subject, value) =>
    value === undefined
      ? `No call was heard from ${subject}`
      : `No call was heard from ${subject} for at least ${plural(value, 'minute')}`,
};
const sentences: Record<Lang, Sentences> = { fa, en };

/** The value of a rule in its own unit. */
export function valueText(rule: Rule, value: number, numerals: Numerals): string {
  if (rule === 'longest-wait') return duration(value, numerals);
  if (rule === 'service-level' || rule === 'abandon-rate') return numerals.percent(value / 100);
  return numerals.count(Math.floor(value));
}

/** Whom or what an alert is about, by name. */
export function subjectName(board: Board, rule: string, subject: string, lang: Lang): string {
  if (subject === PROVINCE) return sentences[lang].province;
  if (rule === 'late-official') {
    const official = board.sittings[subject]?.official;
    return (official === undefined ? undefined : board.officials[official]?.name) ?? subject;
  }
  return board.queues[subject]?.name ?? isolateLtr(subject);
}

export type Seen = { board: Board; links: Links; thresholds: Record<Rule, Levels>; now: number };

/** `limit`: the one in force. */
export type AlertWords = { text: string; limit: string };

export function alertWords(alert: AlertOnBoard, seen: Seen, lang: Lang, numerals: Numerals): AlertWords {
  const { rule, subject, level } = alert;
  const name = subjectName(seen.board, rule, subject, lang);
  if (!isRule(rule)) return { text: name, limit: String(alert.limit) };
  const value = livingValue(alert, seen);
  const text = sentences[lang][rule](name, value === undefined ? undefined : valueText(rule, value, numerals));
  const limit = levelsOf(seen.thresholds, seen.board.thresholds, rule, subject)[level];
  return { text, limit: limitText(rule, limit, numerals, lang) };
}

/** A limit with its unit, where that does not stand in the number itself. */
function limitText(rule: Rule, limit: number, numerals: Numerals, lang: Lang): string {
  if (rule === 'source-down') return duration(limit, numerals);
  const text = valueText(rule, limit, numerals);
  if (ruleFacts[rule].unit !== 'min') return text;
  return lang === 'fa' ? `${text} دقیقه` : plural(text, 'minute');
}
