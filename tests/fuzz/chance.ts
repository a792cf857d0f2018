// Chance of one input: from the seed of the run and the number of the input alone, so that each can be made again by itself.
import { local, numbers } from '../support/pii-canary.ts';
import { seededRandom } from '../support/seeded-random.ts';

export type Chance = {
  /** A whole number from 0, below this one. */
  below: (most: number) => number;
  /** So often, of 1. */
  yes: (share: number) => boolean;
  pick: <T>(list: readonly T[]) => T;
};

export function createChance(seed: number, n: number): Chance {
  const random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(n + 1, 0x85ebca6b));
  const below = (most: number): number => Math.floor(random() * most);
  return { below, yes: (share) => random() < share, pick: (list) => list[below(list.length)] as never };
}

/** One citizen's number in many writings: it must come out nowhere. */
const canaries: readonly string[] = [...numbers, local, '0 9 1 1 1 2 3 4 5 6 7', '0911،123،4567', '٠٩١١/١٢٣/٤٥٦٧'];

const odd: readonly string[] = [
  ...[
    '',
    ' ',
    '\0',
    '\n',
    '\r\nX-Injected: yes',
    '\u202e',
    '\u200c',
    '\ufeff',
    '\ud800',
    '\udfff\ud800',
    '😀'.repeat(9),
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'prototype',
    'null',
    'undefined',
    'NaN',
    '[object Object]',
  ],
  ...[
    '-0',
    '1e309',
    '-1',
    '0x10',
    '9007199254740993',
    '0.1',
    '٣',
    '۱۴۰۵',
    '1405-13-40',
    '1405-12-30',
    '1404-02-31',
    '0000-00-00',
  ],
  ...['1405-09', '1405-09-02', '9999-12', '2026-11-30T10:32:00+03:30', '2026-02-30T25:61:00Z', '1970-01-01T00:00:00Z'],
  ...[
    '../../etc/passwd',
    '..%2f..%2f',
    '%00',
    '%E0%A4%A',
    '%',
    '%25',
    '/',
    '\\',
    '?',
    '#',
    '&=&',
    ';',
    ',',
    '|',
    ':',
    '::1',
  ],
  ...[
    "' or 1=1 --",
    '<script>alert(1)</script>',
    '{{7*7}}',
    '${7*7}',
    '=1+1',
    '@SUM(1)',
    '"',
    '`',
    '(((((((',
    '[',
    'a{99999}',
  ],
  ...[
    'fa',
    'en',
    'sari',
    'unknown',
    'phone',
    'samad-sari',
    'm-1201',
    'pbx111',
    'office',
    'clock',
    'true',
    'false',
    '1',
    '0',
    '200',
  ],
  ...['x'.repeat(65), 'x'.repeat(300), 'ی'.repeat(2_000), `${'a'.repeat(60)}!`, `${' '.repeat(500)}x`, '١'.repeat(40)],
];

export const oddText = (chance: Chance): string => (chance.yes(0.25) ? chance.pick(canaries) : chance.pick(odd));

/** A text with something in it changed, doubled, lost or put in. */
export function bentText(text: string, chance: Chance): string {
  const [from, to] = [chance.below(text.length + 1), chance.below(text.length + 1)];
  switch (chance.below(7)) {
    case 0:
      return oddText(chance);
    case 1:
      return text.slice(0, from);
    case 2:
      return text.slice(0, from) + oddText(chance) + text.slice(from);
    case 3:
      return text.slice(0, from) + text.slice(Math.min(from, to));
    case 4:
      return text.slice(0, Math.max(from, to)) + text.slice(Math.min(from, to));
    case 5:
      return text.replace(/\d+/, () => String(chance.pick([-1, 0, 1e9, 1e15, 2 ** 53, 9_111_234_567])));
    default:
      return text.slice(0, from) + String.fromCharCode(chance.below(0x10000)) + text.slice(from + 1);
  }
}

/** Bytes with some of them changed, doubled, lost or put in. */
export function bentBytes(bytes: Buffer, chance: Chance): Buffer {
  const bent = Buffer.from(bytes);
  const [from, to] = [chance.below(bent.length + 1), chance.below(bent.length + 1)].sort((a, b) => a - b) as [
    number,
    number,
  ];
  switch (chance.below(5)) {
    case 0:
      for (let n = chance.below(8); n >= 0 && bent.length > 0; n--) bent[chance.below(bent.length)] = chance.below(256);
      return bent;
    case 1:
      return bent.subarray(0, from);
    case 2:
      return Buffer.concat([bent.subarray(0, from), bent.subarray(to)]);
    case 3:
      return Buffer.concat([bent.subarray(0, to), bent.subarray(from)]);
    default:
      return Buffer.concat([bent.subarray(0, from), Buffer.from(oddText(chance)), bent.subarray(from)]);
  }
}

const strange: readonly unknown[] = [
  ...[
    null,
    true,
    0,
    -1,
    0.5,
    1e15,
    2 ** 53,
    Number.MAX_VALUE,
    9_111_234_567,
    9_111_234_567_000,
    [],
    {},
    [[[[]]]],
    [null],
  ],
  ...[
    JSON.parse('{"__proto__":{"admin":true}}') as unknown,
    { constructor: { prototype: {} } },
    { length: 1e9 },
    [1, 'a', {}],
    '',
    'x',
  ],
];
export const strangeValue = (chance: Chance): unknown => (chance.yes(0.5) ? oddText(chance) : chance.pick(strange));

/** A value with one place in it replaced, taken away, doubled, or with a field more. */
export function bentValue(value: unknown, chance: Chance): unknown {
  if (typeof value !== 'object' || value === null || chance.yes(0.08))
    return typeof value === 'string' && chance.yes(0.6) ? bentText(value, chance) : strangeValue(chance);
  if (Array.isArray(value)) {
    const list: unknown[] = [...(value as unknown[])];
    if (list.length === 0 || chance.yes(0.15)) list.push(strangeValue(chance));
    else if (chance.yes(0.1)) list.push(...list, ...list);
    else {
      const place = chance.below(list.length);
      list[place] = bentValue(list[place], chance);
    }
    return list;
  }
  const entries = Object.entries(value);
  if (entries.length === 0 || chance.yes(0.12)) return { ...value, [oddText(chance)]: strangeValue(chance) };
  const [key, inner] = chance.pick(entries);
  if (chance.yes(0.12)) return Object.fromEntries(entries.filter(([one]) => one !== key));
  return { ...value, [key]: bentValue(inner, chance) };
}
