// Why a request brought nothing, in Persian.
export const fa = {
  offline: 'سرور پاسخ نمی‌دهد. اتصال شبکه را بررسی کنید و دوباره امتحان کنید.',
  forbidden: 'نقش شما اجازهٔ این کار را ندارد.',
  signedOut:
    'زمان ورود شما به سر رسیده است. در زبانه‌ای دیگر وارد شوید و دوباره بفرستید؛ آنچه نوشته‌اید این‌جا می‌ماند.',
  limited: (wait: string) => `درخواست‌ها از اندازه گذشت؛ ${wait} دیگر دوباره امتحان کنید.`,
  busy: 'سرور اکنون سرش شلوغ است. چند لحظهٔ دیگر دوباره امتحان کنید.',
  aWhile: 'چند دقیقه',
  unwritable: 'سرور اکنون نمی‌تواند چیزی ثبت کند. کمی بعد دوباره امتحان کنید.',
  tooManyRows: (most: string) => `جدول بیش از ${most} سطر دارد و چیزی از آن ثبت نشد. آن را بخش بخش بفرستید.`,
  tooLarge: 'آنچه فرستادید بیش از اندازه بزرگ است و چیزی از آن ثبت نشد. آن را بخش بخش بفرستید.',
  other: (code: string) =>
    `این کار انجام نشد (خطای \u2066${code}\u2069). دوباره امتحان کنید؛ اگر باز هم نشد، به مدیر سامانه بگویید.`,
  /** For the people of the office, below the sentence about a wrong address. */
  originLine: (page: string) => `خطی که در تنظیمات سرور می‌آید: \u2066ORIGIN=${page}\u2069`,
};
export type Messages = typeof fa;
