// What the page of alerts and limits says in Persian.
import type { Rule } from '../../shared/rules.ts';

const rules: Record<Rule, string> = {
  waiting: 'تعداد در صف',
  'longest-wait': 'طولانی‌ترین انتظار (ثانیه)',
  'service-level': 'سطح خدمت (٪؛ کمتر بدتر است)',
  'abandon-rate': 'انصراف (٪)',
  'late-official': 'تأخیر مدیر (دقیقه)',
  'source-down': 'قطع سامانهٔ تلفنی (ثانیه)',
  'quiet-source': 'سکوت سامانه هنگام نشست (دقیقه)',
};

export const fa = {
  title: 'هشدارها',
  on: 'هشدارهای اکنون',
  none: 'هشداری نیست.',
  since: (clock: string) => `از ${clock}`,
  limit: (limit: string) => `حد ${limit}`,
  see: 'دیدم',
  seenBy: (name: string) => `${name} دیده است`,
  limits: 'حدها',
  limitsWhy: 'از کدام عدد تابلو زرد شود (هشدار) و از کدام عدد سرخ (اقدام). حد هر صف جدا از استان گذاشته می‌شود.',
  rules,
  subject: 'برای',
  province: 'استان',
  watch: 'هشدار',
  act: 'اقدام',
  own: 'حد ویژه',
  usual: 'حد پروفایل',
  ofProvince: 'مانند استان',
  save: 'ثبت',
  reset: 'برگشت به حد پروفایل',
  resetToProvince: 'برگشت به حد استان',
  order: 'حد اقدام باید از حد هشدار بدتر یا برابر آن باشد.',
  number: 'یک عدد بنویسید.',
  always: 'به این حد همیشه رسیده‌ایم؛ عدد دیگری بنویسید.',
  wouldHave: (watchTimes: string, watchFor: string, actTimes: string, actFor: string) =>
    `امروز با این حدها: هشدار ${watchTimes} بار، ${watchFor} · اقدام ${actTimes} بار، ${actFor}`,
  saved: 'ثبت شد.',
};
export type Messages = typeof fa;
