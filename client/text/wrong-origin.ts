// A server that refuses pages of this address, in words. Screens that anybody passes say whom to ask; where people sign in also
// stands the line that an administrator sets.
import type { OriginFault } from '../../shared/origin.ts';
import type { Lang } from './numerals.ts';

type Words = { refused: (page: string, expected: string) => string; line: (page: string) => string; unknown: string };

const words: Record<Lang, Words> = {
  fa: {
    refused: (page, expected) =>
      `سرور صفحه‌ای را که از این نشانی باز شده است نمی‌پذیرد. نشانی این صفحه: \u2066${page}\u2069؛ نشانی‌ای که سرور می‌شناسد: \u2066${expected}\u2069. صفحه را با آن نشانی باز کنید، یا از مدیر سامانه بخواهید نشانی تابلو را در سرور تنظیم کند؛ جزئیات در گزارش (log) سرور آمده است.`,
    line: (page) => `خطی که در تنظیمات سرور می‌آید: \u2066ORIGIN=${page}\u2069`,
    unknown: 'نامشخص',
  },
  en: {
    refused: (page, expected) =>
      `The server does not accept pages opened at this address. This page: ${page}; the address that the server knows: ${expected}. Open the page at that address, or ask the administrator to set the wall’s address on the server; the server’s log has the details.`,
    line: (page) => `The line to set on the server: ORIGIN=${page}`,
    unknown: 'unknown',
  },
};

const pageOf = ({ page }: OriginFault): string => page ?? location.origin;

/** For every screen. */
export const wrongOrigin = (fault: OriginFault, lang: Lang): string =>
  words[lang].refused(pageOf(fault), fault.expected ?? words[lang].unknown);

/** For pages that only people of the office open. */
export const wrongOriginWithLine = (fault: OriginFault, lang: Lang): string =>
  `${wrongOrigin(fault, lang)} ${words[lang].line(pageOf(fault))}`;
