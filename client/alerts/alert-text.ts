// The sentence of an alert: the value as it stands now, never the one at which it was raised, so that it agrees with
// the tile beside it. Pure: names and numbers are handed in already in the language of the screen.
import type { AlertOnBoard, Board } from '../../shared/board.ts';
import type { OpenCasesBySubject } from '../../shared/open-cases.ts';
import type { ProfileOnWire } from '../../shared/wire.ts';
import type { Links } from '../../shared/links.ts';
import { nameIn } from '../../shared/naming.ts';
import { isCaseRule, isRule, levelsOf, livingValue, PROVINCE, ruleFacts, type Rule } from '../../shared/rules.ts';
import { surgeFigures, surgeWords, type SurgeFigures } from '../../shared/surges.ts';
import { duration } from '../text/duration.ts';
import { isolateLtr } from '../text/bidi.ts';
import type { Messages } from '../text/messages.fa.ts';
import type { Lang, Numerals } from '../text/numerals.ts';

type AlertMessages = Messages['alert'];

/** The value of a rule in its own unit. */
export function valueText(rule: Rule, value: number, numerals: Numerals): string {
  if (rule === 'longest-wait') return duration(value, numerals);
  if (rule === 'service-level' || rule === 'abandon-rate') return numerals.percent(value / 100);
  return rule === 'topic-surge' ? numerals.plain(value) : numerals.count(Math.floor(value));
}

/** Whom or what an alert is about, by name. */
export function subjectName(
  { board, profile }: { board: Board; profile: Pick<ProfileOnWire, 'agencies' | 'counties' | 'topics'> },
  rule: string,
  subject: string,
  m: AlertMessages,
  lang: Lang = 'fa',
): string {
  if (subject === PROVINCE) return m.province;
  if (rule === 'late-official') {
    const official = board.officials[board.sittings[subject]?.official ?? ''];
    return official ? nameIn(official, lang) : subject;
  }
  if (isCaseRule(rule)) return profile.agencies[subject]?.[lang] ?? isolateLtr(subject);
  if (rule === 'topic-surge') {
    const words = surgeWords(subject, profile);
    return words ? `${words.topic[lang]}${m.comma}${words.county.name[lang]}` : isolateLtr(subject);
  }
  const queue = board.queues[subject];
  return queue ? nameIn(queue, lang) : isolateLtr(subject);
}

export type Seen = {
  board: Board;
  links: Links;
  profile: Pick<ProfileOnWire, 'agencies' | 'counties' | 'topics' | 'thresholds'>;
  cases?: OpenCasesBySubject | undefined;
  now: number;
  lang?: Lang;
};

/** `limit`: the one in force. */
export type AlertText = { text: string; limit: string };

export function alertText(alert: AlertOnBoard, seen: Seen, m: AlertMessages, numerals: Numerals): AlertText {
  const { rule, subject, level } = alert;
  const name = subjectName(seen, rule, subject, m, seen.lang);
  if (!isRule(rule)) return { text: name, limit: String(alert.limit) };
  const value = livingValue(alert, seen);
  const shown = value === undefined ? undefined : valueText(rule, value, numerals);
  const text = m[rule](name, rule === 'topic-surge' ? surgeText(alert, m, numerals) : shown);
  const limit = levelsOf(seen.profile.thresholds, seen.board.thresholds, rule, subject)[level];
  return { text, limit: limitText(rule, limit, numerals, m) };
}

/** The calls of a surge and what is usual, as they were when its level was reached; undefined for other alerts. */
export function surgeText(
  alert: { [K in keyof SurgeFigures]?: number | undefined },
  m: AlertMessages,
  numerals: Numerals,
): string | undefined {
  const figures = surgeFigures(alert);
  return (
    figures && m.surge(numerals.count(figures.calls), numerals.count(figures.minutes), numerals.plain(figures.usual))
  );
}

/** A limit with its unit, where that does not stand in the number itself. */
export function limitText(rule: Rule, limit: number, numerals: Numerals, m: AlertMessages): string {
  if (rule === 'source-down') return duration(limit, numerals);
  const text = valueText(rule, limit, numerals);
  switch (ruleFacts[rule].unit) {
    case 'min':
      return m.minutes(text);
    case 'alarms':
      return m.falseAlarms(text);
    default:
      return text;
  }
}
