// Ways in which people, spreadsheets and programs write one citizen's number: 0912 123 4567, and 011 3322 1100 in Sari.

export const separators: readonly string[] = [
  ...['', ' ', '-', '_', '.', '/', ',', '،', '٬', '٫', 'ـ', ':', ';', '·', '•', '+', '*', '#', '|', '~', '=', '\\'],
  ...[
    '–',
    '—',
    '‐',
    '−',
    '\u00a0',
    '\u2009',
    '\u3000',
    '\u200c',
    '\u200b',
    '\u00ad',
    '\u2060',
    '\ufeff',
    '\t',
    '\u200f',
  ],
  ...[' - ', ' / ', '   ', '--', '@', '!', '&', '،\u200c', '\u0301', '\ufe0f', '\ufe0f\u20e3'],
];

/** Of the eleven digits with the leading zero. */
export const groupings: readonly (readonly number[])[] = [
  ...[[11], [4, 7], [4, 3, 4], [4, 3, 2, 2], [4, 2, 2, 3], [1, 3, 3, 4], [1, 10], [3, 8], [3, 4, 4], [3, 2, 2, 2, 2]],
  ...[
    [2, 2, 2, 2, 3],
    [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  ],
];

const digits =
  (zero: number) =>
  (text: string): string =>
    text.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));
const listed =
  (all: string) =>
  (text: string): string =>
    text.replace(/\d/g, (digit) => [...all][Number(digit)] ?? digit);

export const scripts: Readonly<Record<string, (text: string) => string>> = {
  latin: (text) => text,
  persian: digits(0x6f0),
  arabic: digits(0x660),
  'full-width': digits(0xff10),
  devanagari: digits(0x966),
  mathematical: digits(0x1d7ce),
  nko: digits(0x7c0),
  superscript: listed('⁰¹²³⁴⁵⁶⁷⁸⁹'),
  subscript: digits(0x2080),
  circled: listed('⓪①②③④⑤⑥⑦⑧⑨'),
  'in black circles': listed('⓿❶❷❸❹❺❻❼❽❾'),
  keycaps: (text) => text.replace(/\d/g, (digit) => `${digit}\ufe0f\u20e3`),
  mixed: (text) => [...text].map((char, n) => (n % 2 ? digits(0x6f0)(char) : char)).join(''),
};

const NUMBERS = ['09121234567', '01133221100', '02188776655'];

export function grouped(number: string, grouping: readonly number[], separator: string): string {
  const parts: string[] = [];
  let from = 0;
  for (const size of grouping) parts.push(number.slice(from, (from += size)));
  return parts.join(separator);
}

/** Without the zero that spreadsheets drop, and with the country's code. */
const forms = (number: string): readonly string[] => {
  const bare = number.slice(1);
  const areas = bare.startsWith('9') ? [3, 3, 4] : [2, 4, 4];
  return ['-', ' ', '.', ''].flatMap((separator) => {
    const national = grouped(bare, areas, separator);
    return [
      national,
      `98${separator}${national}`,
      `+98${separator}${national}`,
      `+98 (0) ${national}`,
      `0098${separator}${national}`,
    ];
  });
};

/** Every grouping with every separator, every script, and every form of both numbers. */
export function numberSpellings(): string[] {
  const all = new Set<string>();
  for (const number of NUMBERS) {
    for (const grouping of groupings) for (const separator of separators) all.add(grouped(number, grouping, separator));
    const some = [[11], [4, 3, 4], [4, 7]].flatMap((grouping) =>
      ['', ' ', '-', '.', '،', '\u200c', '/'].map((separator) => grouped(number, grouping, separator)),
    );
    for (const inScript of Object.values(scripts))
      for (const text of [...some, ...forms(number), `(${number.slice(0, 4)}) ${number.slice(4)}`])
        all.add(inScript(text));
  }
  return [...all];
}
