// The audit in Persian, of sessions, second factors, refusals and readings.
import { isolateAuto, isolateLtr } from '../text/bidi.ts';
import type { AuditEntry } from '../../shared/api/audit.ts';

const factors: Readonly<Record<string, string>> = {
  code: 'برنامهٔ رمزساز',
  recovery: 'کد بازیابی',
  passkey: 'گذرکلید',
  openid: 'ورود یکپارچه',
};
const factorName = (factor: string): string => factors[factor] ?? factor;
/** Added: the codes are several. */
const added = (factor: string): string => (factor === 'recovery' ? 'کدهای بازیابی جدید' : factorName(factor));

const lists: Readonly<Record<string, string>> = {
  calls: 'فهرست تماس‌ها',
  replay: 'بازپخش',
  contacts: 'فهرست ارتباطات مردمی',
  changes: 'سوابق تغییرات',
  untagged: 'تماس‌های بدون موضوع',
  verification: 'نمونهٔ راستی‌آزمایی',
  deadlines: 'فهرست مهلت‌ها',
  month: 'گزارش ماه',
  alerts: 'فهرست هشدارها',
  names: 'جدول نام‌ها',
  callbacks: 'فهرست تماس مجدد',
  campaigns: 'ارقام طرح ویژه',
  'desk-times': 'کارکرد میزها',
  reports: 'گزارش روز یا نوبت',
  audit: 'سوابق رویدادها',
  accounts: 'فهرست حساب‌ها',
  sessions: 'فهرست دستگاه‌ها',
  tokens: 'فهرست کلیدهای دسترسی',
  recipients: 'فهرست گیرندگان هشدار و گزارش',
};
const reasons: Readonly<Record<string, string>> = {
  unauthorized: 'شناسهٔ نامعتبر',
  forbidden: 'نقش بدون اجازه',
  'wrong-origin': 'نشانی دیگر',
  'too-many-requests': 'درخواست بیش از حد',
  'code-refused': 'کد نامعتبر',
  'logout-refused': 'اعلام خروج نامعتبر از سامانهٔ ورود یکپارچه',
};

type Words = { who: (by: string | undefined) => string; count: (value: number) => string };

export const enteredBy = (factor: string | undefined): string =>
  factor === undefined ? '' : ` با ${factorName(factor)}`;

/** Undefined for every other event. */
export function accessSentenceFa(entry: AuditEntry, { who, count }: Words): string | undefined {
  switch (entry.type) {
    case 'session.opened': {
      const by =
        entry.via === 'token' ? `پیوند کلید ${isolateLtr(entry.name ?? entry.token ?? '')}` : 'پیوند یک‌بارمصرف';
      return `مرورگری با ${by} به نمایشگر تبدیل شد.`;
    }
    case 'session.ended': {
      const from = entry.session === undefined ? 'همهٔ دستگاه‌ها' : 'یک دستگاه';
      return entry.by === entry.account
        ? `${who(entry.by)} خود را از ${from} خارج کرد.`
        : `${who(entry.by)} کاربر ${isolateLtr(entry.account)} را از ${from} خارج کرد.`;
    }
    case 'factor.added':
      return `${who(entry.by)} برای ورود خود ${added(entry.factor)} را فعال کرد.`;
    case 'factor.removed':
      return entry.by === entry.account && entry.factor !== undefined
        ? `${who(entry.by)} ${factorName(entry.factor)} خود را حذف کرد.`
        : `${who(entry.by)} ورود دومرحله‌ای ${isolateLtr(entry.account)} را حذف کرد.`;
    case 'request.refused': {
      const why = reasons[entry.code] ?? isolateLtr(entry.code);
      const what = entry.route === 'several' ? 'چند مسیر' : isolateLtr(entry.route);
      const times = entry.count === undefined ? '' : `، ${count(entry.count)} بار دیگر`;
      return `درخواست ${entry.by === undefined ? 'فرد ناشناس' : who(entry.by)} به ${what} پذیرفته نشد (${why}${times}).`;
    }
    case 'list.read': {
      const list = `«${isolateAuto(lists[entry.list] ?? entry.list)}»`;
      const times = entry.count === undefined ? '' : ` (${count(entry.count)} بار دیگر)`;
      return entry.file
        ? `${who(entry.by)} فایل ${list} را دریافت کرد${times}.`
        : `${who(entry.by)} ${list} را خواند${times}.`;
    }
    default:
      return undefined;
  }
}
