// What the sittings' pages say in Persian.
import type { SittingStatus } from '../../shared/sitting-status.ts';

const life: Record<SittingStatus, string> = {
  scheduled: 'در برنامه',
  live: 'در حال پاسخ‌گویی',
  late: 'تأخیر',
  closed: 'پایان یافت',
  cancelled: 'لغو شد',
};

export const fa = {
  title: 'نوبت‌های پاسخ‌گویی',
  group: {
    now: 'اکنون',
    later: 'بعدی امروز',
    coming: 'روزهای آینده',
    over: 'پایان‌یافتهٔ امروز',
    yesterday: 'دیروز',
  },
  onDuty: 'میز فعال',
  none: 'برای این روزها نوبتی ثبت نشده است.',
  noneNow: 'اکنون نوبتی در جریان نیست.',
  plan: 'برنامهٔ حضور مسئولان',
  life,
  awaiting: 'در انتظار اولین تماس',
  late: (minutes: string) => `${minutes} دقیقه تأخیر`,
  left: 'دقیقه مانده',
  pastEnd: 'پایان وقت',
  waiting: 'در صف',
  inQueue: 'در کل صف',
  answered: 'پاسخ',
  abandoned: 'قطع در انتظار',
  longest: 'بیشترین انتظار',
  notReached: 'نوبت نرسید',
  talked: 'میانگین مکالمه',
  offered: 'تماس',
  talking: (county: string) => `در حال مکالمه با شهروندی از ${county}`,
  talkingUnknown: 'در حال مکالمه با یک شهروند',
  cutIn: (time: string) => `${time} تا قطع`,
  willAll: 'به همهٔ منتظران نوبت می‌رسد',
  willNot: (count: string) => `تا پایان وقت، نوبت به ${count} نفر نمی‌رسد`,
  willGiveUp: (count: string) => `با این روند ${count} نفر پیش از پاسخ قطع می‌کنند`,
  willNone: 'تا پایان وقت، نوبت به کسی نمی‌رسد',
  range: (low: string, high: string) => `پاسخ به ${low} تا ${high} نفر پیش‌بینی می‌شود`,
  exactly: (count: string) => `پاسخ به ${count} نفر پیش‌بینی می‌شود`,
  paceUnknown: 'تعداد مکالمه‌های پایان‌یافته هنوز برای پیش‌بینی کافی نیست',
  halfTime: (expected: string, waiting: string, answered: string) =>
    `نیمهٔ نوبت: از ${waiting} نفر منتظر، پیش‌بینی ${expected} پاسخ · در عمل ${answered}`,
  clash: (name: string) => `هم‌زمان با نوبت ${name} در همین میز`,
  notHeld: 'برگزار نشد',
  unknownSitting: 'چنین نوبتی یافت نشد.',
  calls: 'تماس‌های این نوبت',
  back: 'همهٔ نوبت‌ها',
  sheet: 'برگهٔ نوبت',
};
export type Messages = typeof fa;
