// Why a request brought nothing, in one sentence. Codes that mean something special on one page are put into words there.
import type { Failed } from './failed.ts';
import { localeOf, type Lang } from './numerals.ts';

type Sentences = {
  offline: string;
  forbidden: string;
  signedOut: string;
  limited: (wait: string) => string;
  busy: string;
  aWhile: string;
  unwritable: string;
  tooManyRows: (most: string) => string;
  tooLarge: string;
  other: (code: string) => string;
};

const fa: Sentences = {
  offline: 'سرور پاسخ نمی‌دهد. اتصال شبکه را بررسی کنید و دوباره امتحان کنید.',
  forbidden: 'نقش شما اجازهٔ این کار را ندارد.',
  signedOut:
    'زمان ورود شما به سر رسیده است. در زبانه‌ای دیگر وارد شوید و دوباره بفرستید؛ آنچه نوشته‌اید این‌جا می‌ماند.',
  limited: (wait) => `درخواست‌ها از اندازه گذشت؛ ${wait} دیگر دوباره امتحان کنید.`,
  busy: 'سرور اکنون سرش شلوغ است. چند لحظهٔ دیگر دوباره امتحان کنید.',
  aWhile: 'چند دقیقه',
  unwritable: 'سرور اکنون نمی‌تواند چیزی ثبت کند. کمی بعد دوباره امتحان کنید.',
  tooManyRows: (most) => `جدول بیش از ${most} سطر دارد و چیزی از آن ثبت نشد. آن را بخش بخش بفرستید.`,
  tooLarge: 'آنچه فرستادید بیش از اندازه بزرگ است و چیزی از آن ثبت نشد. آن را بخش بخش بفرستید.',
  other: (code) =>
    `این کار انجام نشد (خطای \u2066${code}\u2069). دوباره امتحان کنید؛ اگر باز هم نشد، به مدیر سامانه بگویید.`,
};
const en: Sentences = {
  offline: 'The server does not answer. Check the network, then try again.',
  forbidden: 'Your role may not do this.',
  signedOut: 'You are signed out. Sign in in another tab, then send it again; what you typed stays here.',
  limited: (wait) => `Too many requests; try again in ${wait}.`,
  busy: 'The server is busy right now. Try again in a moment.',
  aWhile: 'a few minutes',
  unwritable: 'The server cannot record anything right now. Try again in a little while.',
  tooManyRows: (most) => `The table has more than ${most} rows, and nothing of it was saved. Send it in parts.`,
  tooLarge: 'What you sent is too large, and nothing of it was saved. Send it in parts.',
  other: (code) => `That did not work (error ${code}). Try again; if it keeps failing, tell an administrator.`,
};
const sentences: Record<Lang, Sentences> = { fa, en };

/** How long somebody must wait, in seconds or from a minute on in whole minutes, as far as the server says. */
export function waitOf({ retryAfter }: Failed, lang: Lang): string {
  if (retryAfter === undefined) return sentences[lang].aWhile;
  const unit = retryAfter < 60 ? 'second' : 'minute';
  const count = Math.max(1, unit === 'second' ? retryAfter : Math.ceil(retryAfter / 60));
  return new Intl.NumberFormat(localeOf[lang], { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}

export function failure(failed: Failed, lang: Lang): string {
  const words = sentences[lang];
  if (failed.code === 'offline') return words.offline;
  if (failed.code === 'forbidden') return words.forbidden;
  if (failed.code === 'unauthorized') return words.signedOut;
  if (failed.code === 'too-many-requests') return words.limited(waitOf(failed, lang));
  if (failed.code === 'too-busy') return words.busy;
  if (failed.code === 'log-unwritable') return words.unwritable;
  if (failed.code === 'body-too-large') return words.tooLarge;
  if (failed.code === 'too-many-rows')
    return words.tooManyRows(new Intl.NumberFormat(localeOf[lang]).format(Number(failed.document['most'])));
  return words.other(failed.code);
}

/** The field at which a failure is told; undefined when it concerns the request as a whole. */
export function faultyField(failed: Failed | undefined): string | undefined {
  if (failed?.code === 'name-taken') return 'name';
  const field = failed?.code === 'bad-parameters' ? failed.document['field'] : undefined;
  return typeof field === 'string' ? field : undefined;
}
