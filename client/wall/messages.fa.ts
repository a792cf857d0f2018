// What the pages beside the living one say in Persian.
import { withMonthWord } from '../text/month-name.ts';

export const fa = {
  month: {
    calls: 'تماس‌های تلفنی',
    callsNote: 'هر ورود به صف یک تماس است؛ هر پاسخ یا ثبت، یک ارتباط',
    offered: 'ورودی',
    answered: 'پاسخ',
    abandoned: 'قطع در انتظار',
    days: 'به تفکیک روز',
    today: 'امروز',
    topics: 'موضوعات',
    kinds: 'نوع درخواست',
    counties: 'شهرستان‌ها',
    others: (count: string) => `${count} مورد دیگر`,
    nothing: 'هنوز چیزی ثبت نشده است',
    none: 'هنوز داده‌ای برای این دوره نیست',
  },
  officials: {
    title: (month: string) => `پاسخ مدیران در ${month}`,
    count: (_officials: number) => 'مدیر',
    answers: (_answers: number) => 'پاسخ',
    answered: 'پاسخ این ماه',
    meanTalk: 'میانگین مکالمه',
    today: 'امروز',
    missed: 'بی‌پاسخ امروز',
    atDesks: 'خارج از نوبت پاسخ‌گویی',
    atDesksNote: 'پاسخ‌هایی که در نوبت هیچ مدیری نبوده است',
    more: (from: string, to: string, all: string) => `${from} تا ${to} از ${all}`,
    none: 'این ماه هنوز مدیری پاسخ نداده است',
    noneNote: 'نام هر مدیر با اولین پاسخ در نوبت او اینجا نمایش داده می‌شود.',
  },
  map: {
    seas: { caspian: 'دریای خزر', persianGulf: 'خلیج فارس', omanSea: 'دریای عمان' },
    title: (month: string) => `ارتباطات مردمی ${withMonthWord(month)} به تفکیک شهرستان`,
    waiting: 'در صف',
    talking: 'در حال مکالمه',
    of: 'از کل',
    unknown: 'شهرستان نامشخص',
    unknownNote: 'شهرستان تماس با تلفن همراه مشخص نیست',
  },
  floor: {
    today: 'امروز',
    answered: (citizens: number): string => (citizens === 1 ? 'شهروند پاسخ گرفت' : 'شهروند پاسخ گرفتند'),
    noneYet: 'هنوز پاسخی ثبت نشده است',
    outOfTen: (part: string, ten: string, seconds: string) =>
      `از هر ${ten} تماس، ${part} تماس در ${seconds} ثانیه پاسخ گرفت`,
    talking: 'اکنون در حال مکالمه',
    next: 'نوبت بعدی',
    now: 'در حال پاسخ‌گویی',
    noNext: 'نوبت دیگری در برنامه نیست',
    thanks: 'سپاس که پاسخ‌گوی مردم هستید',
  },
};
export type Messages = typeof fa;
