// What people type for a name, as a directory may have stored it, and what an account here is called after it. Pure.
import { createHash } from 'node:crypto';
import { latinDigits } from '../../shared/digits.ts';

/** Marks that nobody sees and that come along when a name is copied: direction, zero width space, byte order. */
const UNSEEN = /[\u200b\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\p{Cc}]/gu;

/** In one composition, without what nobody sees. A half-space stays. */
export const cleanName = (typed: string): string => typed.normalize('NFC').replace(UNSEEN, '').trim();

const toPersian: Readonly<Record<string, string>> = { ي: 'ی', ى: 'ی', ك: 'ک' };
/** Each by itself: keyboards of older Windows wrote one of the two letters in the Arabic way, or both. */
const keyboards: readonly Readonly<Record<string, string>>[] = [{}, { ی: 'ي', ک: 'ك' }, { ی: 'ي' }, { ک: 'ك' }];
const DIGITS = { persian: 0x6f0, arabic: 0x660 };

const swapped = (name: string, table: Readonly<Record<string, string>>): string =>
  [...name].map((sign) => table[sign] ?? sign).join('');
const withDigits = (name: string, zero: number): string =>
  name.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));

/**
 * Other spellings of the same name by another keyboard: ی or ي, ک or ك, digits, with and without the half-space. Asked for
 * when the exact name found nobody.
 */
export function otherSpellings(name: string): string[] {
  const latin = latinDigits(name);
  const letters = [name, latin].flatMap((one) => [
    one,
    ...keyboards.map((keyboard) => swapped(swapped(one, toPersian), keyboard)),
  ]);
  const digits = letters.flatMap((one) => [
    one,
    withDigits(latinDigits(one), DIGITS.persian),
    withDigits(latinDigits(one), DIGITS.arabic),
  ]);
  const all = digits.flatMap((one) => [one, one.replaceAll('\u200c', '')]);
  return [...new Set(all)].filter((one) => one !== name && one !== '');
}

/** Nothing, or nothing but control characters: a server takes a bind without a password for one of nobody and says yes. */
export const isEmptyPassword = (password: string): boolean => password.replace(/\p{Cc}/gu, '') === '';

const LONGEST = 32;
const MOST_NUMBERED = 50;

/**
 * What the account of somebody out of a directory may be called here, best first: after their name there, then numbered, then
 * after their lasting id, which is the one for names in Persian.
 */
export function accountNames(login: string, subject: string): string[] {
  const [local = ''] = login.toLowerCase().replace(/^.*\\/, '').split('@', 1);
  const plain = local.replace(/[.\s]+/g, '-').replace(/^[-_]+|-+$/g, '');
  const isFit = /^[a-z0-9][a-z0-9_-]*$/.test(plain);
  const numbered = Array.from({ length: MOST_NUMBERED }, (_none, n) => (n === 0 ? '' : `-${n + 1}`));
  const named = isFit ? numbered.map((end) => plain.slice(0, LONGEST - end.length) + end) : [];
  const hash = createHash('sha256').update(subject).digest('hex');
  // Letters alone: a row of digits may look like a telephone number.
  const lettered = [...hash].map((sign) => String.fromCodePoint(97 + Number.parseInt(sign, 16))).join('');
  return [...named, `person-${lettered.slice(0, 8)}`, `person-${lettered.slice(0, 24)}`];
}

const LONGEST_SHOWN = 60;
/** What a person is called on screens; undefined where nothing fits. `isFit`: the rule of names. */
export function shownName(name: string | undefined, isFit: (name: string) => boolean): string | undefined {
  const shown = [...cleanName(name ?? '').replace(/\s+/g, ' ')].slice(0, LONGEST_SHOWN).join('').trim();
  return shown !== '' && isFit(shown) ? shown : undefined;
}
