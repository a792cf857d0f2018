// What the page of citizens to be called back says in Persian.
import { callWords } from '../../shared/call-words.ts';
import type { CallbackOutcome } from '../../shared/callbacks.ts';

const outcomes: Record<CallbackOutcome, string> = {
  reached: 'گفت‌وگو انجام شد',
  unreached: 'پاسخ نداد',
  wrong: 'شخص دیگری پاسخ داد',
  declined: 'نیازی به تماس نداشت',
  again: 'خود شهروند دوباره تماس گرفت و پاسخ گرفت',
};

export const fa = {
  title: 'تماس مجدد',
  parts: { all: 'فهرست‌های تماس مجدد', open: 'در انتظار تماس', done: 'انجام‌شده', expired: 'منقضی‌شده' },
  counted: (name: string, count: string) => `${name} (${count})`,
  what: 'شهروندانی که تماس گرفتند و به مسئول نرسیدند. شمارهٔ آنان فقط در مرکز تلفن است و پس از هفت روز از آنجا حذف می‌شود.',
  how: 'برای تماس، کد هر سطر را از تلفن داخلی خود بگیرید و سپس نتیجه را ثبت کنید.',
  dial: 'کد تماس',
  outcomes,
  record: 'ثبت نتیجه',
  recorded: (outcome: string) => `ثبت شد: ${outcome}`,
  gone: 'این شهروند دیگر در فهرست نیست؛ فهرست دوباره خوانده شد.',
  takeBack: 'لغو ثبت',
  called: (when: string) => `تماس: ${when}`,
  waited: (time: string) => `${time} انتظار`,
  outcome: { ...callWords.fa.outcome, leftOtherwise: 'خروج دیگر', refused: 'پذیرفته‌نشده' } as Record<string, string>,
  times: (count: string) => `${count} بار تماس`,
  expires: (when: string) => `اعتبار کد تا ${when}`,
  expired: (when: string) => `اعتبار کد تا ${when} بود`,
  last: (outcome: string, by: string, when: string) => `${outcome} · ${by} · ${when}`,
  byTelephony: 'مرکز تلفن',
  tries: (count: string) => `${count} بار تلاش`,
  more: 'نمایش موارد بیشتر',
  loading: 'در حال بارگذاری…',
  none: {
    open: 'کسی در انتظار تماس نیست.',
    done: 'در دو هفتهٔ اخیر تماسی انجام نشده است.',
    expired: 'در دو هفتهٔ اخیر کدی منقضی نشده است.',
  },
  setUp: 'اگر این فهرست همیشه خالی است، مرکز تلفن هنوز برای تماس مجدد تنظیم نشده است.',
};
export type Messages = typeof fa;
