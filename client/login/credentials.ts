// The rules of names and passwords, and how they are said, before they are broken and after. The server has the last word.
import { isolateLtr } from '../text/bidi.ts';
import type { Lang } from '../text/numerals.ts';

export const isName = (name: string): boolean => /^[a-z0-9][a-z0-9_-]{0,31}$/.test(name);
/** Characters are counted as the server does: as they look, however a keyboard composed them. */
export const isPassword = (password: string): boolean => [...password.normalize('NFKC')].length >= 10;

/** Names are lower case; a phone likes to begin with a capital. */
export const asName = (typed: string): string => typed.trim().toLowerCase();

/** Somebody types a Latin name on a Persian keyboard. */
export const hasPersian = (typed: string): boolean => /[\u0600-\u06ff]/.test(typed);

const letters = {
  fa: `${isolateLtr('a–z')}، ${isolateLtr('0–9')}، ${isolateLtr('-')} و ${isolateLtr('_')}`,
  en: 'a–z, 0–9, - and _',
};

export const rulesIn = {
  fa: {
    name: `۱ تا ۳۲ نویسه از ${letters.fa}`,
    nameFault: `نام باید ۱ تا ۳۲ نویسه از ${letters.fa} باشد و با حرف یا رقم آغاز شود.`,
    nameRefused: 'این نام پذیرفته نشد؛ نام دیگری برگزینید.',
    nameTaken: 'این نام را کس دیگری یا توکنی دارد؛ نام دیگری برگزینید.',
    persianKeys: 'نام با حروف انگلیسی نوشته می‌شود؛ زبان صفحه‌کلید را عوض کنید.',
    password: 'دست‌کم ۱۰ نویسه',
    passwordFault: 'رمز باید دست‌کم ۱۰ نویسه باشد.',
    passwordRefused: 'این رمز پذیرفته نشد؛ رمزی جز نام کاربری و کوتاه‌تر از ۲۰۰ نویسه برگزینید.',
  },
  en: {
    name: `1 to 32 characters of ${letters.en}`,
    nameFault: `A name has 1 to 32 characters of ${letters.en}, and begins with a letter or digit.`,
    nameRefused: 'This name is not accepted; choose another one.',
    nameTaken: 'Somebody or some token has this name; choose another one.',
    persianKeys: 'Names are in Latin letters; switch the keyboard.',
    password: 'At least 10 characters',
    passwordFault: 'A password has at least 10 characters.',
    passwordRefused: 'This password is not accepted; choose one that is not the name and has less than 200 characters.',
  },
} satisfies Record<Lang, object>;

export type Rules = (typeof rulesIn)['fa'];

/** What is wrong with a name as it stands in the field; `refused`: the code with which the server sent it back. */
export function nameFault(
  typed: string,
  tried: boolean,
  refused: 'taken' | 'bad' | undefined,
  rules: Rules,
): string | undefined {
  if (hasPersian(typed)) return rules.persianKeys;
  if (tried && !isName(asName(typed))) return rules.nameFault;
  if (refused) return refused === 'taken' ? rules.nameTaken : rules.nameRefused;
  return undefined;
}

export function passwordFault(typed: string, tried: boolean, refused: boolean, rules: Rules): string | undefined {
  if (tried && !isPassword(typed)) return rules.passwordFault;
  return refused ? rules.passwordRefused : undefined;
}
