// Finds a telephone or national number in a text, however it is written (B8). The one rule for all fields that are stored.
// Digits of every script count, invisible characters are passed over, and anything but a letter may separate the groups.
import { last } from './last.ts';

/** A landline without its area code: fewer digits are no number. */
const LEAST = 8;
/** Area codes of Iran without their zero. A local number of eight digits begins with 2 to 9. */
const AREA = '1[137]|2[1345678]|3[1458]|4[145]|5[1468]|6[16]|7[1467]|8[13467]';

const MOBILE = /^(?:0{0,2}98|0)?9\d{9}$/;
const PREFIXED = new RegExp(`^(?:(?:0{0,2}98|0)9\\d{9}|0[1-8]\\d{9}|0{0,2}980?(?:${AREA})[2-9]\\d{7})$`);
const BARE = new RegExp(`^(?:9\\d{9}|(?:${AREA})[2-9]\\d{7})$`);
const ABROAD = /^00[1-9]\d{7,12}$/;
/** A number with its prefix inside longer groups: an id may end in digits where the number begins. */
const INSIDE = new RegExp(`(?:0|98)(?:9\\d{9}|(?:${AREA})[2-9]\\d{7})`, 'g');
const BARE_MOBILE_INSIDE = /9\d{9}/g;

/** How people group a local number of eight digits, and the rest of a mobile after its first group. */
const LOCAL_GROUPS = new Set(['4-4', '3-5', '5-3', '2-2-2-2', '4-2-2', '2-2-4', '3-2-3', '3-3-2', '2-3-3']);
const MOBILE_REST = new Set(['3-4', '4-3', '7', '3-2-2', '2-2-3', '2-3-2']);
/** Eight digits such as 2026-4412 are a year and a serial number. */
const YEAR = /^20[0-4]\d$/;

// Dates and times are no part of a number: 1405/09/02, 98-11-02, 8:00.
const DATE = /(?<!\d)(?:1[34]\d\d|20\d\d)([-/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?!\d)/g;
const SHORT_DATE = /(?<![\d/.-])\d\d([-/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?!\d|\1\d)/g;
const TIME = /(?<![\d:.])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\d:])/g;
/** Groups of digits and what separates them; more characters than that hold nothing together. */
const CHAIN = /\d+(?:[^\p{L}\d]{1,5}\d+)*/gu;

type Span = { from: number; to: number };

const LETTER_A = 0x61;
const ZWNJ = 0x200c;
/** Most letters of Persian and Arabic, without the tatweel, which only stretches a line. */
const isArabicLetter = (code: number): boolean =>
  (code >= 0x620 && code <= 0x63f) || (code >= 0x641 && code <= 0x64a) || (code >= 0x671 && code <= 0x6d3);

/** Whether a citizen's number may stand in the text. */
export const hidesNumber = (text: string): boolean => mayHideNumber(text) && spansIn(text).length > 0;

/** The text with each number in it replaced. */
export function replaceNumbers(text: string, put: (found: string) => string): string {
  if (!mayHideNumber(text)) return text;
  let rest = text;
  for (const { from, to } of spansIn(text).toReversed())
    rest = rest.slice(0, from) + put(text.slice(from, to)) + rest.slice(to);
  return rest;
}

/**
 * Whether enough digits stand together, without letters between them, to be a number. Most texts end here: it runs for every
 * field of every event. `isEpoch`: of 10 or 13 digits by themselves, whether they are a time.
 */
export function mayHideNumber(text: string, isEpoch?: (digits: string) => boolean): boolean {
  let together = 0;
  let run = 0;
  for (let i = 0; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : LETTER_A;
    if (code >= 0x30 && code <= 0x39) {
      run++;
      continue;
    }
    if (isEpoch !== undefined && (run === 10 || run === 13) && isEpoch(text.slice(i - run, i))) together = 0;
    else together += run;
    run = 0;
    if (together >= LEAST) return true;
    if (code < 0x80) {
      if ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a) together = 0;
    } else if (isArabicLetter(code)) together = 0;
    // Any other character may be a digit; spansIn knows which are.
    else if (code !== ZWNJ) together++;
  }
  return together >= LEAST;
}

function spansIn(text: string): Span[] {
  const { plain, at } = plainOf(text);
  const undated = [DATE, SHORT_DATE, TIME].reduce((rest, known) => rest.replace(known, letters), plain);
  const found: Span[] = [];
  for (const source of undated === plain ? [undated] : [plain, undated])
    for (const match of source.matchAll(CHAIN)) {
      const [chain] = match;
      const hasPlus = /\+[\s(]?$/.test(source.slice(Math.max(0, match.index - 2), match.index));
      const span =
        source === undated ? findPhoneNumber(chain, hasPlus) : MOBILE.test(chain.replace(/\D/g, '')) && whole(chain);
      if (!span) continue;
      const [from, to] = [match.index + span.from, match.index + span.to];
      found.push({ from: at ? (at[from] ?? 0) : from, to: at ? (at[to] ?? text.length) : to });
    }
  return found.sort((a, b) => a.from - b.from).filter((span, n, all) => n === 0 || span.from >= (all[n - 1]?.to ?? 0));
}

const letters = (known: string): string => 'd'.repeat(known.length);
const whole = (chain: string): Span => ({ from: 0, to: chain.length });

type Group = Span & { digits: string };

/** Where in a chain of groups a number stands; undefined: nowhere. */
function findPhoneNumber(chain: string, hasPlus: boolean): Span | undefined {
  const groups = Array.from(chain.matchAll(/\d+/g), ({ 0: digits, index }) => {
    return { digits, from: index, to: index + digits.length };
  });
  const all = groups.map(({ digits }) => digits).join('');
  if (all.length < LEAST) return undefined;
  if (groups.some(({ digits }) => digits.length >= LEAST)) return whole(chain);
  if (hasPlus || ABROAD.test(all) || /^0\d{9}$/.test(all)) return whole(chain);
  if (isLocal(all, groups) && !chain.includes('/')) return whole(chain);
  for (let i = 0; i < groups.length; i++)
    for (let j = i + 1, digits = groups[i]?.digits ?? ''; j < groups.length && digits.length < 14; j++) {
      digits += groups[j]?.digits ?? '';
      const [from, to] = [groups[i]?.from ?? 0, groups[j]?.to ?? 0];
      if (isNumber(digits, groups.slice(i, j + 1), chain.slice(from, to).includes('/'))) return { from, to };
    }
  return undefined;
}

const sizes = (groups: readonly Group[]): string => groups.map(({ digits }) => digits.length).join('-');

const isLocal = (all: string, groups: readonly Group[]): boolean =>
  all.length === 8 && /^[2-9]/.test(all) && LOCAL_GROUPS.has(sizes(groups)) && !YEAR.test(groups[0]?.digits ?? '');

/** `hasSlash`: ids of events join a desk and the number of a ring so; that is no number without its prefix. */
function isNumber(digits: string, groups: readonly Group[], hasSlash: boolean): boolean {
  if (PREFIXED.test(digits)) return true;
  const [first, ...rest] = groups;
  if (first === undefined || (hasSlash && rest.length < 2)) return false;
  if (BARE.test(digits) && (first.digits.length >= 2 || digits.startsWith('9'))) return true;
  if (digits.length === 10 && sizes(groups) === '3-6-1') return true; // as a national number is written
  if (rest.some((group) => group.digits.length < 2)) return false;
  // Longer than a number: one inside whose prefix ends the first group, and which ends in the last.
  const lastFrom = digits.length - (last(rest)?.digits.length ?? 0);
  const spans = ({ index, 0: inside }: RegExpMatchArray): boolean =>
    (index ?? 0) + 3 <= first.digits.length && (index ?? 0) + inside.length > lastFrom;
  if ([...digits.matchAll(INSIDE)].some(spans)) return true;
  return [...digits.matchAll(BARE_MOBILE_INSIDE)].some(
    (match) => spans(match) && MOBILE_REST.has(sizes(rest)) && match.index + 10 === digits.length,
  );
}

/**
 * The text with Latin digits, without invisible characters, each stretch of white space as one blank; `at`: where each of
 * its characters stands in the text, undefined where nothing was changed.
 */
function plainOf(text: string): { plain: string; at?: number[] } {
  if (/^[!-~]*(?: [!-~]+)*$/.test(text)) return { plain: text };
  let plain = '';
  const at: number[] = [];
  let place = 0;
  for (const char of text) {
    for (const one of plainChar(char)) {
      if (one === ' ' && plain.endsWith(' ')) continue;
      plain += one;
      for (let unit = 0; unit < one.length; unit++) at.push(place);
    }
    place += char.length;
  }
  at.push(text.length);
  return { plain, at };
}

/** One character as Latin digits, as it stands where it is a letter or sign, or as nothing. */
function plainChar(char: string): string {
  if (char >= '!' && char <= '~') return char;
  const circled = CIRCLED.get(char);
  if (circled !== undefined) return circled;
  let plain = '';
  for (const one of char.normalize('NFKC'))
    if (/\p{Nd}/u.test(one)) plain += String(valueOf(one));
    else if (/[\p{M}\p{Cf}]/u.test(one)) continue;
    else if (/\s/u.test(one)) plain += ' ';
    else plain += SEPARATING_LETTERS.has(one) ? '-' : one;
  return plain;
}

/** Letters by class that are not read as letters: the tatweel stretches a line, the fillers are blank. */
const SEPARATING_LETTERS = new Set('\u0640\u115f\u1160\u3164\uffa0');

/** Digits in circles that Unicode does not decompose. */
const CIRCLED = new Map(
  (
    [
      [0x2776, 1, 10],
      [0x2780, 1, 10],
      [0x278a, 1, 10],
      [0x24f5, 1, 10],
      [0x24eb, 11, 10],
      [0x24ff, 0, 1],
      [0x1f10b, 0, 1],
      [0x1f10c, 0, 1],
      [0x1f100, 0, 1],
    ] as const
  ).flatMap(([code, first, count]) =>
    Array.from({ length: count }, (_, n) => [String.fromCodePoint(code + n), String(first + n)] as const),
  ),
);

const values = new Map<string, number>();

/** Decimal digits stand in Unicode in rows of ten, from zero. */
function valueOf(digit: string): number {
  const known = values.get(digit);
  if (known !== undefined) return known;
  const code = digit.codePointAt(0) ?? 0;
  let first = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first--;
  const value = (code - first) % 10;
  values.set(digit, value);
  return value;
}
