// What a screen that is to be paired says. It shows both languages at once: nobody has told it yet who looks at it.
import type { Lang } from '../text/numerals.ts';

type Words = {
  title: string;
  scan: string;
  type: (address: string) => string;
  /** One line for readers of the other language. */
  line: string;
  renews: (left: string) => string;
  asking: string;
  away: string;
  limited: string;
  paired: (name: string) => string;
  qr: string;
  /** The address of this page means nothing to a phone. */
  onlyHere: string;
};

export const wordsIn: Record<Lang, Words> = {
  fa: {
    title: 'این نمایشگر را جفت کنید',
    scan: 'سرپرست این نشانه را با دوربین تلفن همراه اسکن می‌کند،',
    type: (address) => `یا در \u2066${address}\u2069 این کد را می‌نویسد:`,
    line: 'یک سرپرست این نشانه را اسکن کند یا کد را در صفحهٔ نمایشگرها بنویسد.',
    renews: (left) => `تا ${left} دیگر معتبر است؛ سپس خودش تازه می‌شود.`,
    asking: 'در حال گرفتن کد…',
    away: 'سرور پاسخ نمی‌دهد. این صفحه خودش دوباره تلاش می‌کند.',
    limited: 'درخواست‌ها از اندازه گذشت. این صفحه کمی بعد خودش دوباره تلاش می‌کند.',
    paired: (name) => `جفت شد: ${name}`,
    qr: 'نشانهٔ QR صفحهٔ جفت‌کردن',
    onlyHere: 'این نشانی فقط روی همین دستگاه باز می‌شود. صفحه را با نشانی‌ای باز کنید که تلفن‌ها هم به آن می‌رسند.',
  },
  en: {
    title: 'Pair this display',
    scan: 'A supervisor scans this code with a phone,',
    type: (address) => `or enters it at ${address}:`,
    line: 'A supervisor scans the QR, or enters the code under Displays.',
    renews: (left) => `Valid for ${left}, then renewed by itself.`,
    asking: 'Asking for a code…',
    away: 'The server does not answer. This page keeps trying.',
    limited: 'Too many requests. This page tries again in a little while.',
    paired: (name) => `Paired: ${name}`,
    qr: 'QR code of the pairing page',
    onlyHere: 'Only this device finds this address. Open the page by an address that phones reach, too.',
  },
};
