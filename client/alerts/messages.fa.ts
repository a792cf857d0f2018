// What the page of alerts and limits says in Persian.
import type { Rule } from '../../shared/rules.ts';

const rules: Record<Rule, string> = {
  waiting: 'تعداد در صف',
  'longest-wait': 'طولانی‌ترین انتظار (ثانیه)',
  'service-level': 'سطح خدمت (٪؛ کمتر بدتر است)',
  'abandon-rate': 'قطع در انتظار (٪)',
  'late-official': 'تأخیر در شروع نوبت (دقیقه)',
  'source-down': 'قطع مرکز تلفن (ثانیه)',
  'quiet-source': 'نبود تماس هنگام نوبت پاسخ‌گویی (دقیقه)',
};

export const fa = {
  title: 'هشدارها',
  on: 'هشدارهای جاری',
  none: 'هشداری وجود ندارد.',
  since: (clock: string) => `از ${clock}`,
  limit: (limit: string) => `آستانه ${limit}`,
  see: 'مشاهده شد',
  seenBy: (name: string) => `${name} مشاهده کرد`,
  limits: 'آستانه‌ها',
  limitsWhy:
    'از کدام عدد رنگ تابلو زرد (هشدار) و از کدام عدد قرمز (بحرانی) شود. برای هر صف می‌توان آستانهٔ جداگانه تعیین کرد.',
  rules,
  subject: 'برای',
  province: 'استان',
  watch: 'هشدار',
  act: 'بحرانی',
  own: 'آستانهٔ اختصاصی',
  usual: 'پیش‌فرض',
  ofProvince: 'مطابق استان',
  save: 'ثبت',
  reset: 'بازگشت به پیش‌فرض',
  resetToProvince: 'بازگشت به آستانهٔ استان',
  order: 'آستانهٔ بحرانی باید برابر یا شدیدتر از آستانهٔ هشدار باشد.',
  number: 'یک عدد وارد کنید.',
  always: 'این آستانه همیشه برقرار است؛ عدد دیگری وارد کنید.',
  wouldHave: (watchTimes: string, watchFor: string, actTimes: string, actFor: string) =>
    `امروز با این آستانه‌ها: هشدار ${watchTimes} بار، ${watchFor} · بحرانی ${actTimes} بار، ${actFor}`,
  saved: 'ثبت شد.',
};
export type Messages = typeof fa;
