// What the labels of a map need in width: names and numbers in the language of the screen. A number has its room before it comes,
// and what once was needed stays, so that the labels stand still.
import type { CountyOnBoard } from '../../../shared/board.ts';
import type { Name } from '../../../shared/wire.ts';
import type { Lang, Numerals } from '../../text/numerals.ts';
import type { LabelNeed } from './label-size.ts';
import { textWidth, widestText } from '../../text/text-width.ts';

export const NAME_WEIGHT = 500;
export const NUMBER_WEIGHT = 800;
/** More beads nobody counts at a glance: then numbers stand beside them. */
export const FEW = 6;

/** The ways to break a name into lines. */
export function linesOf(name: string): string[][] {
  const words = name.split(' ');
  if (words.length === 1) return [[name]];
  const cuts = words.slice(1).map((_, at) => [words.slice(0, at + 1).join(' '), words.slice(at + 1).join(' ')]);
  const even = cuts.reduce((best, cut) => (longest(cut) < longest(best) ? cut : best));
  return [[name], even];
}
const longest = (lines: readonly string[]): number => Math.max(...lines.map(({ length }) => length));

/** The pattern of a label's numbers: as long as it stays, no label moves. */
export type Pattern = { number: string; counts: string };
const NONE: Pattern = { number: '', counts: '' };

const DIGITS: Record<Lang, string> = { fa: '۰۱۲۳۴۵۶۷۸۹', en: '0123456789' };
const NUMBER_DIGITS = 2;
/** The mark before a count, and the gaps around it, in em. */
const MARK = 1.3;

export class Patterns {
  readonly #lang: Lang;
  readonly #short: Numerals['short'];
  readonly #seen = new Map<string, Pattern>();

  constructor(lang: Lang, short: Numerals['short']) {
    this.#lang = lang;
    this.#short = short;
  }

  /** The widest that the county needed so far. */
  of(id: string, county: CountyOnBoard | undefined, talking: number): Pattern {
    const short = this.#short;
    const before = this.#seen.get(id) ?? NONE;
    const waiting = county?.waiting ?? 0;
    const now: Pattern = {
      number: this.#wide(short(county?.month ?? 0), NUMBER_DIGITS),
      counts: waiting > FEW || talking > FEW ? this.#wide(short(Math.max(waiting, talking)), NUMBER_DIGITS) : '',
    };
    const next = { number: wider(before.number, now.number), counts: wider(before.counts, now.counts) };
    if (next.number === before.number && next.counts === before.counts) return before;
    this.#seen.set(id, next);
    return next;
  }

  #wide(text: string, least: number): string {
    return widestText(text, least, DIGITS[this.#lang]);
  }
}

const wider = (one: string, other: string): string =>
  one === '' || textWidth(other, NUMBER_WEIGHT) > textWidth(one, NUMBER_WEIGHT) ? other : one;

export function needOf(id: string, name: Name, lang: Lang, { number, counts }: Pattern): LabelNeed {
  return {
    id,
    names: linesOf(name[lang]).map((lines) => lines.map((line) => textWidth(line, NAME_WEIGHT))),
    ...(number !== '' && { number: textWidth(number, NUMBER_WEIGHT) }),
    ...(counts !== '' && { counts: 2 * (textWidth(counts, NAME_WEIGHT) + MARK) }),
  };
}
