// What the screens say in Persian. The shape of this object is the list of everything that must be said in any language.
import type { DeskState } from '../../shared/board.ts';
import type { Urgency } from '../../shared/urgency.ts';

const states: Record<DeskState | 'unknown', string> = {
  free: 'آزاد',
  ringing: 'زنگ',
  busy: 'گفتگو',
  wrapup: 'ثبت',
  paused: 'مکث',
  away: 'غایب',
  unreachable: 'قطع',
  unknown: 'نامعلوم',
};
const levels: Record<Urgency, string> = { calm: 'عادی', watch: 'هشدار', act: 'اقدام' };
const channels: Record<string, string> = { phone: 'تلفن', message: 'پیام', visit: 'حضوری', post: 'پست' };
/** Why a telephone system is not heard, by the code of its collector. */
const codes: Record<string, string> = {
  'login-refused': 'نام کاربری یا رمز پذیرفته نشد',
  'no-queue-status': 'اجازهٔ خواندن صف‌ها داده نشده',
  'not-ami': 'پاسخ‌دهنده سامانهٔ تلفنی نیست',
  connecting: 'هنوز در حال پیوستن',
  silent: 'ساکت شد',
  stopped: 'متوقف شد',
  unreachable: 'روی شبکه پیدا نیست',
  timeout: 'پاسخ نمی‌دهد',
  closed: 'اتصال را بست',
};

export const fa = {
  wallboard: 'تابلوی پاسخ‌گویی',
  otherLanguage: 'English',
  unknown: 'نامعلوم',
  noneYet: 'هنوز چیزی برای سنجش نیست',
  states,
  levels,
  channels,
  live: 'زنده',
  stale: 'کهنه',
  lost: 'بی‌خبر',
  moreSystems: (count: string) => `${count} سامانهٔ دیگر`,
  demo: 'نمایشی · تماس‌های ضبط‌شده',

  waiting: 'در صف انتظار',
  watchAt: 'حد هشدار',
  actAt: 'حد اقدام',
  longestWait: 'طولانی‌ترین انتظار',
  nobodyWaits: 'کسی در صف نیست',
  noCallsToday: 'امروز هنوز تماسی نرسیده است',
  noCallSeen: 'امروز تماسی دیده نشده است',
  serviceLevel: 'سطح خدمت امروز',
  withinTarget: (seconds: string) => `پاسخ تا ${seconds} ثانیه`,
  asa: 'میانگین انتظار تا پاسخ',
  today: 'امروز',
  onDuty: 'میز آماده',
  talking: 'در گفتگو',
  beads: (waiting: string) => `${waiting} نفر در صف، قدیمی‌ترین نخست`,

  queues: 'صف‌ها',
  column: {
    waiting: 'منتظر',
    longest: 'بیشترین',
    offered: 'ورودی',
    answered: 'پاسخ',
    abandoned: 'انصراف',
    timedOut: 'پایان مهلت',
    other: 'سایر',
    serviceLevel: 'سطح خدمت',
  },
  lostCalls: 'گم‌شده',
  unheardCalls: 'نشنیده',
  noQueues: 'هنوز صفی دیده نشده است. با نخستین تماس، صف خودش اینجا پیدا می‌شود.',

  desks: 'میزها',
  officials: 'مدیران پای میز',
  answered: 'پاسخ',
  missed: 'بی‌پاسخ',
  answeredToday: 'پاسخ امروز',
  missedToday: 'بی‌پاسخ',
  noDesks: 'هنوز میزی دیده نشده است. میزها با نخستین زنگ یا ورود، اینجا پیدا می‌شوند.',
  moreDesks: (count: string) => `و ${count} میز دیگر`,

  counties: 'شهرستان‌ها',
  countiesNote: 'سهم از ارتباط‌های این ماه',
  fewer: 'کمتر',
  more: 'بیشتر',

  monthContacts: (month: string) => `ارتباط‌های ${month}`,
  soFar: 'تا این لحظه',
  sameDayOf: (month: string) => `${month} تا همین روز`,
  wholeOf: (month: string) => `همهٔ ${month}`,
  above: (month: string) => `بیش از ${month}`,
  below: (month: string) => `کمتر از ${month}`,
  same: (month: string) => `برابر با ${month}`,
  noMonth: 'این ماه هنوز ارتباطی ثبت نشده است',
  daysChart: (month: string, busiest: string, count: string) =>
    `نمودار روزهای ${month}؛ شلوغ‌ترین روز ${busiest} با ${count} ارتباط`,
  daysChartEmpty: (month: string) => `نمودار روزهای ${month}؛ هنوز خالی است`,

  codes,
  notRecording: (clock: string) => `از ساعت ${clock} ثبت نمی‌شود`,
  staleSince: (clock: string, age: string) => `این عددها تا ساعت ${clock} درست‌اند · آخرین خبر ${age}`,
  noTelephony: 'هیچ سامانهٔ تلفنی تنظیم نشده است · TELEPHONY را تنظیم کنید',
  linkDown: (system: string, clock: string, why: string) => `از ساعت ${clock} خبری از ${system} نیست · ${why}`,
  linkRefused: (system: string, clock: string, why: string) => `از ساعت ${clock} ورود به ${system} رد می‌شود · ${why}`,
  linkDenied: (system: string, clock: string, why: string) => `از ساعت ${clock} اجازه‌های ${system} کم است · ${why}`,
  noReason: 'دلیل نامعلوم',
  gap: (system: string, calls: string, from: string | undefined, to: string) =>
    `${from === undefined ? `تا ساعت ${to}` : `از ${from} تا ${to}`} پیوند ${system} شنیده نشد · ${calls} تماس نشنیده`,
  skew: (system: string, seconds: string) => `ساعت ${system} ${seconds} ثانیه اختلاف دارد؛ انتظارها اصلاح شده‌اند`,
  moreNotices: (count: string) => `و ${count} هشدار دیگر`,

  connecting: 'در حال پیوستن به سرور…',
  signedOut: 'این صفحه وارد نشده است',
  revoked: 'دسترسی این صفحه برداشته شد',
  linkExpired: 'این پیوند دیگر معتبر نیست',
  signIn: 'ورود با نام و رمز',
  pairThis: 'جفت‌کردن این نمایشگر',
  notLoaded: 'این صفحه بار نشد',
  loadAgain: 'دوباره',
  retrying: 'صفحه خودش دوباره تلاش می‌کند.',
  signOut: 'خروج',
  ways: {
    all: 'صفحه‌ها',
    sittings: 'نشست‌ها',
    wall: 'تابلو',
    plan: 'برنامه',
    displays: 'نمایشگرها',
    admin: 'مدیریت',
  },
  thisScreen: 'این نمایشگر',
  summary: (waiting: string, longest: string, onDuty: string) =>
    `${waiting} نفر در صف، طولانی‌ترین انتظار ${longest}، ${onDuty} میز آماده`,
};
export type Words = typeof fa;
