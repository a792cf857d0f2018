// Why a request brought nothing, in one sentence. Codes that mean something special on one page are put into words there.
import type { Failed } from '../state/api.ts';
import { numerals, type Lang } from './numerals.ts';

type Sentences = {
  offline: string;
  forbidden: string;
  limited: (minutes: string | undefined) => string;
  unwritable: string;
  other: (code: string) => string;
};

const fa: Sentences = {
  offline: 'سرور پاسخ نمی‌دهد. اتصال شبکه را بررسی کنید و دوباره امتحان کنید.',
  forbidden: 'نقش شما اجازهٔ این کار را ندارد.',
  limited: (minutes) =>
    `درخواست‌ها از اندازه گذشت؛ ${minutes === undefined ? 'چند' : minutes} دقیقهٔ دیگر دوباره امتحان کنید.`,
  unwritable: 'سرور اکنون نمی‌تواند چیزی ثبت کند. کمی بعد دوباره امتحان کنید.',
  other: (code) =>
    `این کار انجام نشد (خطای \u2066${code}\u2069). دوباره امتحان کنید؛ اگر باز هم نشد، به مدیر سامانه بگویید.`,
};
const en: Sentences = {
  offline: 'The server does not answer. Check the network, then try again.',
  forbidden: 'Your role may not do this.',
  limited: (minutes) =>
    `Too many requests; try again in ${minutes === undefined ? 'a few minutes' : minutes === '1' ? 'a minute' : `${minutes} minutes`}.`,
  unwritable: 'The server cannot record anything right now. Try again in a little while.',
  other: (code) => `That did not work (error ${code}). Try again; if it keeps failing, tell an administrator.`,
};
const sentences: Record<Lang, Sentences> = { fa, en };

/** Whole minutes that somebody must wait, at least one; undefined when the server does not say. */
export const minutesUntil = ({ retryAfter }: Failed, lang: Lang): string | undefined =>
  retryAfter === undefined ? undefined : numerals(lang).count(Math.max(1, Math.ceil(retryAfter / 60)));

export function failure(failed: Failed, lang: Lang): string {
  const words = sentences[lang];
  if (failed.code === 'offline') return words.offline;
  if (failed.code === 'forbidden') return words.forbidden;
  if (failed.code === 'too-many-requests') return words.limited(minutesUntil(failed, lang));
  if (failed.code === 'log-unwritable') return words.unwritable;
  return words.other(failed.code);
}

/** The field at which a failure is told; undefined when it concerns the request as a whole. */
export function faultyField(failed: Failed | undefined): string | undefined {
  if (failed?.code === 'name-taken') return 'name';
  const field = failed?.code === 'bad-parameters' ? failed.document['field'] : undefined;
  return typeof field === 'string' ? field : undefined;
}
