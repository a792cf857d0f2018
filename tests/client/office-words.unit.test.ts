// The screens speak as an Iranian office writes today, and English in the terms of the trade.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const sources = (language: 'fa' | 'en'): string[] => [
  ...readdirSync('client', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(`.${language}.ts`))
    .map((path) => `client/${path}`),
  `server/months/statement-${language}.ts`,
];

/** All texts of one file, without comments, code between them and what is put into them. */
function texts(path: string): string[] {
  const code = readFileSync(path, 'utf8').replace(/^\s*(\/\/|\/?\*).*$/gm, '');
  // A type of an event, such as 'sitting.moved', is no text.
  return [...code.replace(/'[a-z]+\.[a-z]+'/g, '').matchAll(/'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g)].map(
    ([, plain, template = '']) => (plain ?? template).replace(/\$\{[^{}]*\}/g, ' … '),
  );
}

const offences = (language: 'fa' | 'en', old: readonly RegExp[]): string[] =>
  sources(language).flatMap((path) =>
    texts(path).flatMap((text) =>
      old.filter((word) => word.test(text)).map((word) => `${path}: ${word.source}: ${text}`),
    ),
  );

/** Whole words: a letter or half-space beside them makes another word. */
const persian = (...words: string[]): RegExp[] =>
  words.map((word) => new RegExp(`(?<![\\p{L}\\u200c])(?:${word})(?![\\p{L}\\u200c])`, 'u'));

describe('words that an office does not use', () => {
  it('do not stand in a Persian text', () => {
    const old = persian(
      ...['اقدام', 'حدها', 'حد هشدار', 'پای میز', 'نشست(?! کاربری)', 'نشست‌ها', 'نشستی', 'زنده', 'کهنه', 'بی‌خبر'],
      ...['خبری از', 'سامانهٔ تلفنی', 'سامانه‌های تلفنی', 'میز آماده', 'آزاد', 'گفتگو', 'مکث', 'غایب', 'نامعلوم'],
      ...['پایان مهلت', 'گم‌شده', 'نشنیده', 'مجرا', 'نوع‌ها', 'موضوع‌ها', 'پس‌گرفتن', 'پس گرفته', 'بی‌برچسب', 'برچسب'],
      ...[
        'بیانیه',
        'بیانیهٔ',
        'روز به روز',
        'ساعت به ساعت',
        'شمارها',
        'پاسخ گفتند',
        'بیش از (?:ماه|…)',
        'قرعه',
        'قرعه‌کشی',
      ],
      ...['قرعه‌ای', 'قرعه‌ها', 'به دست …', 'جفت', 'جفت‌کردن', 'جفت‌شده', 'دیدار', 'بارگذاری دوباره', 'زمینه', 'درشت'],
      ...['وارد نشده است(?= *$)', 'برداشته شد', 'رمز تازه', 'رمز کنونی', 'رمز نخستین', 'به سر رسیده', 'سابقهٔ کارها'],
      ...['ایست ناگهانی', 'حد پروفایل', 'هشدارهای اکنون', 'دیدم', 'توکن', 'توکن‌ها', 'توکن‌های', 'برگزیدن', 'برگزینید'],
      ...['برگزیده', 'رونوشت', 'صفحه‌گسترده', 'نویسه', 'خانهٔ بعد', 'فهمیده نشد', 'نخست', 'نخستین', 'تازه', 'تازه‌تر'],
      ...['گرداننده', 'گردانندهٔ', 'از نو', 'شنیده', 'این‌جا', 'سرپرست'],
    );
    // Some of the words stay where they are right: an account "has not signed in yet".
    const right = /هنوز وارد نشده است/;
    expect(offences('fa', old).filter((offence) => !right.test(offence))).toEqual([]);
  });

  it('do not stand in an English one', () => {
    const old = [
      ...[
        /^Act$/,
        /^Watch$/,
        /\bNo word\b/,
        /\bStale\b/,
        /\bunheard\b/i,
        /^Wrap$/,
        /\bGave up\b/,
        /\bLeft (by key\b|otherwise)/,
      ],
      ...[
        /^Service$/,
        /\bSittings?\b/i,
        /at their desks/,
        /Mean talk/,
        /Answers of officials/,
        /^Post$/,
        /\bReport of\b/,
      ],
      ...[
        /(Month|Week) (before|after)/,
        /\bMake the\b/,
        /\bMaking\b/,
        /is made\b/,
        /[Hh]and the/,
        /\bPresent password\b/i,
      ],
      ...[
        /Of every\b/i,
        /\banew\b/,
        /\bSeed of\b/,
        /Reading…/,
        /^Seen$/,
        /Alerts now/,
        /There is no (alert|contact|such)/,
      ],
      ...[/profile’s limit/, /Work on contacts/, /Parts of the administration/, /acknowledged event survives/],
      ...[/shows is true/, /^Looks$/, /^Usual$/, /As the device/, /of a rotation stands/, /Begins with/, /came in by/],
      ...[/Put back/, /Older ones/, /calendar of this province/, /\blast word\b/],
    ];
    expect(offences('en', old)).toEqual([]);
  });
});

it('no text on a public wall blames a person', () => {
  const ofPeople = ['client/text/messages.fa.ts', 'client/wall/messages.fa.ts', 'client/sittings/messages.fa.ts'];
  const blame = persian('غیبت', 'غایب', 'مقصر', 'کوتاهی', 'نبود', 'حاضر نشد', 'نیامد', 'تخلف');
  for (const path of ofPeople)
    expect(texts(path).filter((text) => blame.some((word) => word.test(text)) && !/نیازی نبود/.test(text))).toEqual([]);
  for (const path of ofPeople.map((each) => each.replace('.fa.', '.en.')))
    expect(texts(path).filter((text) => /\babsent\b|not at the desk|\bfault of\b/i.test(text))).toEqual([]);
});
