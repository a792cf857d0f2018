// What a screen that is to be paired says in Persian.
export const fa = {
  title: 'این نمایشگر را جفت کنید',
  scan: 'سرپرست این نشانه را با دوربین تلفن همراه اسکن می‌کند،',
  type: (address: string) => `یا در \u2066${address}\u2069 این کد را می‌نویسد:`,
  /** One line for readers of the other language. */
  line: 'یک سرپرست این نشانه را اسکن کند یا کد را در صفحهٔ نمایشگرها بنویسد.',
  renews: (left: string) => `تا ${left} دیگر معتبر است؛ سپس خودش تازه می‌شود.`,
  asking: 'در حال گرفتن کد…',
  away: 'سرور پاسخ نمی‌دهد. این صفحه خودش دوباره تلاش می‌کند.',
  limited: 'درخواست‌ها از اندازه گذشت. این صفحه کمی بعد خودش دوباره تلاش می‌کند.',
  paired: (name: string) => `جفت شد: ${name}`,
  qr: 'نشانهٔ QR صفحهٔ جفت‌کردن',
  /** The address of this page means nothing to a phone. */
  onlyHere: 'این نشانی فقط روی همین دستگاه باز می‌شود. صفحه را با نشانی‌ای باز کنید که تلفن‌ها هم به آن می‌رسند.',
};
export type Messages = typeof fa;
