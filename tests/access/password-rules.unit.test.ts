// Which passwords may be chosen.
import { describe, expect, it } from 'vitest';
import { provinceWords } from '../../server/access/context-words.ts';
import { folded, repeatedPart } from '../../server/access/folded-password.ts';
import { passwordRefusal } from '../../server/access/password-rules.ts';
import { loadProfile } from '../../server/profiles/load.ts';

const words = provinceWords(loadProfile('mazandaran'));
const refusal = (password: string, name = 'maryam-azadi') => passwordRefusal(password, { name, words });

describe('a password', () => {
  it.each([
    ['nine letters', 'ninechars', /expected 10 to 200 characters, got 9/],
    ['nothing', '', /got 0/],
    ['201 letters', 'x'.repeat(201), /got 201/],
    ['one sign that is written out as more than it may be', 'ﷺ'.repeat(12), /got 216/],
  ])('is not %s', async (_what, password, expected) => {
    const { fault, expected: sentence } = (await refusal(password)) ?? {};
    expect(fault).toBe('length');
    expect(sentence).toMatch(expected);
  });

  it.each([
    ['the name', 'maryam-azadi'],
    ['the name in capitals', 'MARYAM-AZADI'],
    ['the name in wide letters', 'ｍａｒｙａｍ-ａｚａｄｉ'],
    ['the name twice', 'maryam-azadimaryam-azadi'],
    ['a part of the name and a year', 'maryam1404'],
    ['the system and the line', 'samad111111'],
    ['the system and the line, otherwise', 'Wallboard-111!'],
    ['the system in Persian', 'سامد۱۱۱۱۱۱'],
    ['the province and a year', 'Mazandaran1404'],
    ['the province in Persian', 'مازندران ۱۴۰۴'],
    ['the province with an Arabic keyboard and unseen joiners', 'ما\u200cز\u200cندران٣٢١٤'],
  ])('is not mostly %s', async (_what, password) => {
    expect((await refusal(password))?.fault).toBe('context');
  });

  it.each([
    '1234567890',
    '0123456789',
    '9876543210',
    'abcdefghijkl',
    '۱۲۳۴۵۶۷۸۹۰',
    '١٢٣٤٥٦٧٨٩٠',
    '१२३४५६७८९०',
    '１２３４５６７８９０',
    'password123',
    'P@ssw0rd123',
    'PASSWORD2026!',
    'p a s s w o r d 1 2 3',
    'passwordpassword',
    'password-password',
    'qwertyuiop',
    'QWERTY12345',
    '1qaz2wsx3edc',
    'iloveyou123',
    'admin@12345',
    '0000000000',
    'aaaaaaaaaa',
    'abcabcabcabca',
    '          ',
    'x'.repeat(200),
    '🔑'.repeat(10),
  ])('is not a common one: %s', async (password) => {
    expect((await refusal(password))?.fault).toBe('common');
  });

  it('is any other text of 10 to 200 characters, in any script', async () => {
    const ones = [
      'گذرواژه‌ی من',
      'باران می‌بارد بر ساری',
      'correct horse battery',
      'long enough 1',
      'dragon-8472019365',
    ];
    const signs = ['🔑🚲🌧🍵🪁🐟🧭🪵🧊🎻', 'x7$K#v!Q%w', 'long", "quoted'];
    for (const password of [...ones, ...signs, 'درخت کنار رود '.repeat(14).slice(0, 200)])
      expect(await refusal(password), password).toBeUndefined();
  });

  it('may have the name, the province or a common word in it, as long as most of it is something else', async () => {
    for (const password of ['maryam likes green tea', 'باران در مازندران بند نمی‌آید', 'samad and the seventh kite'])
      expect(await refusal(password), password).toBeUndefined();
  });

  it('is judged for a name of one letter as for others', async () => {
    expect(await refusal('banana and kiwi', 'a')).toBeUndefined();
    expect((await refusal('aaaaaaaaaa', 'a'))?.fault).toBe('common');
  });

  it('is never repeated in a sentence about it', async () => {
    for (const password of ['short-one', 'long-one'.repeat(40), 'qwerty12345', 'mazandaran1404'])
      expect((await refusal(password))?.expected).not.toContain(password.slice(0, 8));
  });
});

describe('a folded password', () => {
  it('has the digits of every script as Latin ones', () => {
    for (let first = 0; first < 0x1_10000; first++) {
      const digit = String.fromCodePoint(first);
      if (!/^\p{Nd}$/u.test(digit)) continue;
      const run = String.fromCodePoint(...Array.from({ length: 10 }, (_, n) => first + n));
      expect(folded(run), first.toString(16)).toBe('0123456789');
      first += 9;
    }
  });

  it('is known by the part that it repeats', () => {
    for (const [text, part] of [
      ['', ''],
      ['abcd', 'abcd'],
      ['aaaa', 'a'],
      ['ababa', 'ab'],
      ['passwordpassword', 'password'],
      ['🔑🔑', '🔑'],
    ] as const)
      expect(repeatedPart(text), text).toBe(part);
  });
});
