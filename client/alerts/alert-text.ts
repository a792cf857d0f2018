// The sentence of an alert: the value as it stands now, never the one at which it was raised, so that it agrees with
// the tile beside it. Pure: names and numbers are handed in already in the language of the screen.
import type { AlertOnBoard, Board } from '../../shared/board.ts';
import type { Links } from '../../shared/links.ts';
import { isRule, levelsOf, livingValue, PROVINCE, ruleFacts, type Levels, type Rule } from '../../shared/rules.ts';
import { duration } from '../text/duration.ts';
import { isolateLtr } from '../text/bidi.ts';
import type { Messages } from '../text/messages.fa.ts';
import type { Numerals } from '../text/numerals.ts';

type AlertMessages = Messages['alert'];

/** The value of a rule in its own unit. */
export function valueText(rule: Rule, value: number, numerals: Numerals): string {
  if (rule === 'longest-wait') return duration(value, numerals);
  if (rule === 'service-level' || rule === 'abandon-rate') return numerals.percent(value / 100);
  return numerals.count(Math.floor(value));
}

/** Whom or what an alert is about, by name. */
export function subjectName(board: Board, rule: string, subject: string, m: AlertMessages): string {
  if (subject === PROVINCE) return m.province;
  if (rule === 'late-official') {
    const official = board.sittings[subject]?.official;
    return (official === undefined ? undefined : board.officials[official]?.name) ?? subject;
  }
  return board.queues[subject]?.name ?? isolateLtr(subject);
}

export type Seen = { board: Board; links: Links; thresholds: Record<Rule, Levels>; now: number };

/** `limit`: the one in force. */
export type AlertText = { text: string; limit: string };

export function alertText(alert: AlertOnBoard, seen: Seen, m: AlertMessages, numerals: Numerals): AlertText {
  const { rule, subject, level } = alert;
  const name = subjectName(seen.board, rule, subject, m);
  if (!isRule(rule)) return { text: name, limit: String(alert.limit) };
  const value = livingValue(alert, seen);
  const text = m[rule](name, value === undefined ? undefined : valueText(rule, value, numerals));
  const limit = levelsOf(seen.thresholds, seen.board.thresholds, rule, subject)[level];
  return { text, limit: limitText(rule, limit, numerals, m) };
}

/** A limit with its unit, where that does not stand in the number itself. */
function limitText(rule: Rule, limit: number, numerals: Numerals, m: AlertMessages): string {
  if (rule === 'source-down') return duration(limit, numerals);
  const text = valueText(rule, limit, numerals);
  if (ruleFacts[rule].unit !== 'min') return text;
  return m.minutes(text);
}
