// What an alert says, in one sentence. Its value is the one at which its level was reached, and is told as that. Pure: names
// and numbers are handed in already in the language of the screen.
import type { AlertOnBoard, Board } from '../../shared/board.ts';
import { isRule, PROVINCE, type Rule } from '../../shared/rules.ts';
import { counted } from '../text/counted.ts';
import { duration } from '../text/duration.ts';
import { isolated } from '../text/isolated.ts';
import type { Lang, Numerals } from '../text/numerals.ts';

type Sentences = Record<Rule, (subject: string, value: string) => string> & { province: string };

const fa: Sentences = {
  province: 'استان',
  waiting: (subject, value) => `شمار منتظران ${subject} به ${value} رسید`,
  'longest-wait': (subject, value) => `انتظار در ${subject} به ${value} رسید`,
  'service-level': (subject, value) => `سطح خدمت ${subject} به ${value} افتاد`,
  'abandon-rate': (subject, value) => `انصراف در ${subject} به ${value} رسید`,
  'late-official': (subject, value) => `${subject} دست‌کم ${value} دقیقه است که پای میز نیست`,
  'source-down': (subject) => `سامانهٔ تلفنی ${subject} قطع است`,
  'quiet-source': (subject, value) => `از ${subject} دست‌کم ${value} دقیقه است تماسی شنیده نشده`,
};
const en: Sentences = {
  province: 'the province',
  waiting: (subject, value) => `Waiting in ${subject} reached ${value}`,
  'longest-wait': (subject, value) => `The wait in ${subject} reached ${value}`,
  'service-level': (subject, value) => `The service level of ${subject} fell to ${value}`,
  'abandon-rate': (subject, value) => `Abandoned calls in ${subject} reached ${value}`,
  'late-official': (subject, value) => `${subject} has not been at the desk for at least ${counted(value, 'minute')}`,
  'source-down': (subject) => `The telephone system ${subject} is down`,
  'quiet-source': (subject, value) => `No call was heard from ${subject} for at least ${counted(value, 'minute')}`,
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
  return board.queues[subject]?.name ?? isolated(subject);
}

export function alertText(board: Board, alert: AlertOnBoard, lang: Lang, numerals: Numerals): string {
  const { rule, subject, value } = alert;
  const name = subjectName(board, rule, subject, lang);
  return isRule(rule) ? sentences[lang][rule](name, valueText(rule, value, numerals)) : name;
}
