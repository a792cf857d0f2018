// What a screen that is to be paired says in Persian.
export const fa = {
  title: 'اتصال این نمایشگر',
  scan: 'ناظر این کد QR را با دوربین تلفن همراه اسکن می‌کند،',
  type: (address: string) => `یا در \u2066${address}\u2069 این کد را وارد می‌کند:`,
  /** One line for readers of the other language. */
  line: 'ناظر این کد QR را اسکن یا کد را در صفحهٔ نمایشگرها وارد می‌کند.',
  renews: (left: string) => `تا ${left} دیگر معتبر است؛ سپس خودکار تمدید می‌شود.`,
  asking: 'در حال دریافت کد…',
  away: 'سرور پاسخ نمی‌دهد. این صفحه خودش دوباره تلاش می‌کند.',
  limited: 'تعداد درخواست‌ها بیش از حد مجاز است. این صفحه کمی بعد خودش دوباره تلاش می‌کند.',
  paired: (name: string) => `متصل شد: ${name}`,
  qr: 'کد QR صفحهٔ اتصال نمایشگر',
  /** The address of this page means nothing to a phone. */
  onlyHere:
    'این نشانی فقط روی همین دستگاه باز می‌شود. صفحه را با نشانی‌ای باز کنید که از تلفن همراه نیز در دسترس باشد.',
};
export type Messages = typeof fa;
