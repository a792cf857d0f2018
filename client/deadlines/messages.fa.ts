// What is said about days to answer, in Persian.
import { monthWords } from '../../shared/month-words.ts';

const { deadlines, agency, kind } = monthWords.fa;
export const fa = {
  ...deadlines,
  agency,
  kind,
  open: (open: string) => `اکنون ${open} پروندهٔ باز در همهٔ ماه‌ها`,
  referredOn: (day: string) => `${deadlines.referred} ${day}`,
  dueOn: (day: string) => `${deadlines.due} ${day}`,
  ranking: 'مقایسهٔ دستگاه‌ها',
  rankingRule:
    'سهم پرونده‌های پایان‌یافته در مهلت از پرونده‌های قابل سنجش (پایان‌یافته یا خارج از مهلت)، با بازهٔ اطمینان ۹۵٪. هر دستگاه فقط با دستگاه‌های هم‌اندازه و از ۱۰ پرونده به بالا مقایسه می‌شود؛ دستگاه‌هایی که بازه‌هایشان از هم جدا نیست رتبهٔ مشترک دارند.',
  noRanking: 'هنوز دستگاهی با دست‌کم ۱۰ پروندهٔ قابل سنجش نیست.',
  interval: (from: string, to: string) => `${from} تا ${to}`,
  unrankedTitle: 'بدون رتبه',
  ofCases: (inTime: string, judged: string) => `${inTime} از ${judged}`,
  intervalName: 'بازهٔ اطمینان ۹۵٪',
  casesNow: 'پرونده‌های باز',
  openNowShort: 'همهٔ پرونده‌های باز',
  overdueShort: 'خارج از مهلت',
  mostOverdue: 'بیشترین پرونده‌های خارج از مهلت:',
  noRules: 'هنوز مهلتی تعیین نشده است؛ تا آن زمان هیچ پرونده‌ای خارج از مهلت شمرده نمی‌شود.',
  noneReferred: 'در این ماه پرونده‌ای به دستگاه‌ها ارجاع نشده است.',
  set: 'تعیین مهلت',
  rules: 'مهلت‌های تعیین‌شده',
  rule: (scope: string, days: string, count: string, from: string) => `${scope}: ${days} ${count}، از ${from}`,
  ended: (scope: string, from: string) => `${scope}: از ${from} مهلت جداگانه ندارد`,
  days: 'مهلت (روز)',
  daysRule: 'خالی: حذف مهلت جداگانه',
  badDays: 'عددی از ۱ تا ۳۶۵',
  from: 'از روز',
  fromRule: 'خالی: از امروز؛ برای ارجاع‌های پیش از آن مهلت قبلی می‌ماند',
  badDay: 'مانند ۱۴۰۵/۰۹/۰۳ بنویسید',
  pastDay: 'امروز یا پس از آن',
  counting: 'شمارش',
  counts: {
    calendar: 'روز تقویمی',
    saturdayToThursday: 'روز کاری (شنبه تا پنجشنبه)',
    saturdayToWednesday: 'روز کاری (شنبه تا چهارشنبه)',
  },
  save: 'ثبت مهلت',
  saved: 'مهلت ثبت شد.',
};
export type Messages = typeof fa;
