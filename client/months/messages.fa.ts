// What the month's report says in Persian.
import { monthWords } from '../../shared/month-words.ts';
import type { MonthProblem } from '../../shared/api/months.ts';

const problems: Record<MonthProblem['code'], (value: string) => string> = {
  'no-month': () => 'ماه ندارد',
  'bad-month': (value) => `«${value}» ماه نیست؛ مانند ۱۳۹۹-۰۵ یا مرداد ۱۳۹۹ بنویسید`,
  'bad-count': (value) => `«${value}» عدد نیست`,
  'no-total': () => 'نه جمع کل دارد نه تعداد به تفکیک نحوهٔ ارتباط',
  'not-over': () => 'این ماه هنوز تمام نشده است',
  twice: () => 'این ماه دو بار آمده است',
  'sums-differ': (value) => `جمع بخش ${sections[value] ?? value} با جمع کل برابر نیست`,
  'unknown-column': (value) => `ستون «${value}» در فهرست نیست؛ بدون آن، سهم آن از جمع کل نامشخص به شمار می‌آید`,
};
const sections: Record<string, string> = {
  byChannel: 'نحوهٔ ارتباط',
  byCounty: 'شهرستان‌ها',
  byTopic: 'موضوعات',
  byKind: 'نوع درخواست',
  byAgency: 'دستگاه‌ها',
};

export const fa = {
  ...monthWords.fa,
  title: 'گزارش ماه',
  titleOf: (month: string) => `گزارش ${month}`,
  before: 'ماه قبل',
  after: 'ماه بعد',
  now: 'ماه جاری',
  running: (day: string) => `این ماه هنوز تمام نشده است؛ ارقام تا ${day} است.`,
  updated: 'ارقام لحظه‌ای به‌روز می‌شود.',
  importedBeside: (count: string) =>
    `برای این ماه آمار واردشده‌ای نیز هست (${count} ارتباط)؛ با ارقام این سامانه ادغام نشده است.`,
  nothing: 'برای این ماه آماری ثبت یا وارد نشده است.',
  noSuchMonth: 'چنین ماهی در تقویم نیست.',
  compared: (percent: string, way: 'more' | 'less', month: string) =>
    `${percent} ${way === 'more' ? 'بیشتر از' : 'کمتر از'} ${month}`,
  equal: (month: string) => `برابر با ${month}`,
  nothingBefore: 'ماهی برای مقایسه نیست',
  day: (day: string, count: string) => `${day}: ${count} ارتباط`,
  hour: (hour: string, count: string) => `ساعت ${hour}: ${count} تماس`,
  untagged: (share: string) => `${share} بی‌موضوع`,
  moreRows: (count: string) => `و ${count} ردیف دیگر`,
  all: 'همه',
  of: (count: string, all: string) => `${count} از ${all}`,
  inDays: (count: string) => `${count} روز`,
  oldest: (count: string, days: string) => `${count} · قدیمی‌ترین ${days} روز`,
  noFollowUp: 'هنوز پرونده‌ای ارجاع نشده است.',
  statement: 'متن خبر ماه',
  statementRule: 'ارقام از تابلو گرفته شده است؛ متن را پیش از کپی می‌توانید ویرایش کنید.',
  copy: 'کپی متن',
  copied: 'کپی شد.',
  selected: 'متن انتخاب شد؛ Ctrl+C را بزنید.',
  rewrite: 'بازنویسی متن',
  edited: 'ویرایش شده',
  csv: 'CSV',
  xlsx: 'اکسل',
  print: 'چاپ',
  bring: 'وارد کردن آمار گذشته',
  printed: (when: string) => `چاپ‌شده در ${when}`,
  paper: {
    inTheName: 'بسمه تعالی',
    emblem: 'نشان',
    line: (line: string, province: string) => `سامانهٔ ارتباط مردم و دولت (${line}) · استان ${province}`,
    number: 'شماره',
    date: 'تاریخ',
    attachment: 'پیوست',
    none: 'ندارد',
    signature: 'نام و امضا',
    page: (title: string) => ({ before: `${title} · صفحهٔ `, between: ' از ', numerals: 'persian' }),
  },
  importing: {
    title: 'وارد کردن آمار ماه‌های گذشته',
    rule: 'هر سطر یک ماه. ستون‌ها: ماه، کل، تلفن، پیامک، حضوری، نامه، مدیران؛ باقی‌ماندهٔ کل که در هیچ ستونی نیامده، با نحوهٔ ارتباط نامشخص ثبت می‌شود. اگر دارید: «شهرستان: ساری»، «موضوع: اشتغال»، «نوع: …»، «دستگاه: …». این آمار همه‌جا با نشان «واردشده» می‌آید و هرگز با ارقام خود سامانه ادغام نمی‌شود.',
    save: (count: string) => `وارد کردن ${count} ماه`,
    saved: (count: string) => `آمار ${count} ماه وارد شد.`,
    month: 'ماه',
    counted: (count: string) => `در این سامانه ${count} ارتباط شمرده شده است؛ همان باقی می‌ماند`,
    replaces: (count: string) => `جایگزین آمار واردشدهٔ قبلی (${count}) می‌شود`,
    back: 'بازگشت به گزارش',
  },
  problems,
};
export type Messages = typeof fa;
