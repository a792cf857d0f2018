// What the sittings' pages say in Persian.
import type { SittingStatus } from '../../shared/sitting-status.ts';

const life: Record<SittingStatus, string> = {
  scheduled: 'در برنامه',
  live: 'زنده',
  late: 'تأخیر',
  closed: 'پایان یافت',
  cancelled: 'لغو شد',
};

export const fa = {
  title: 'نشست‌ها',
  group: {
    now: 'اکنون',
    later: 'بعدی امروز',
    coming: 'روزهای آینده',
    over: 'پایان‌یافتهٔ امروز',
    yesterday: 'دیروز',
  },
  none: 'در این روزها نشستی برنامه‌ریزی نشده است.',
  noneNow: 'اکنون کسی پای میز نیست.',
  plan: 'برنامه‌ریزی نشست',
  life,
  awaiting: 'در انتظار نخستین تماس',
  late: (minutes: string) => `${minutes} دقیقه تأخیر`,
  left: 'دقیقه مانده',
  pastEnd: 'پایان وقت',
  waiting: 'در صف',
  inQueue: 'در کل صف',
  answered: 'پاسخ',
  abandoned: 'انصراف',
  longest: 'بیشترین انتظار',
  notReached: 'نوبت نرسید',
  talked: 'میانگین گفتگو',
  offered: 'تماس',
  talking: (county: string) => `در گفتگو با شهروندی از ${county}`,
  talkingUnknown: 'در گفتگو با یک شهروند',
  cutIn: (time: string) => `${time} تا قطع`,
  willAll: 'به همهٔ منتظران نوبت می‌رسد',
  willNot: (count: string) => `${count} نفر تا پایان نوبت نمی‌گیرند`,
  willGiveUp: (count: string) => `با این روند ${count} نفر پیش از پاسخ قطع می‌کنند`,
  willNone: 'تا پایان به کسی نوبت نمی‌رسد',
  range: (low: string, high: string) => `پاسخ به ${low} تا ${high} نفر پیش‌بینی می‌شود`,
  exactly: (count: string) => `پاسخ به ${count} نفر پیش‌بینی می‌شود`,
  paceUnknown: 'هنوز گفتگوی پایان‌یافته برای پیش‌بینی کم است',
  halfTime: (expected: string, waiting: string, answered: string) =>
    `نیمهٔ نشست: از ${waiting} منتظر، پیش‌بینی ${expected} پاسخ · در عمل ${answered}`,
  clash: (name: string) => `هم‌زمان با ${name} سر همین میز`,
  notHeld: 'برگزار نشد',
  unknownSitting: 'چنین نشستی پیدا نشد.',
  calls: 'تماس‌های این نشست',
  back: 'همهٔ نشست‌ها',
};
export type Messages = typeof fa;
