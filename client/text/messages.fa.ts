// What the screens say in Persian. The shape of this object is the list of everything that must be said in any language.
import type { DeskState } from '../../shared/board.ts';
import type { DisplayPage } from '../../shared/role.ts';
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
/** Why a telephone system is not heard, by the code of its collector. */
const codes: Record<string, string> = {
  'login-refused': 'نام کاربری، رمز یا نشانی (permit/deny) پذیرفته نشد',
  'login-in-use': 'با همین نام کاربری اتصال دیگری باز است (allowmultiplelogin)',
  'asterisk-too-old': 'نسخه‌اش قدیمی است؛ Asterisk 12 یا تازه‌تر لازم است',
  'twin-system': 'سامانهٔ دیگری هم همین نام را دارد و شمرده نمی‌شود (systemname)',
  certificate: 'گواهی TLS آن را مرجع شناخته‌شده‌ای امضا نکرده است',
  'certificate-name': 'گواهی TLS آن به نام نشانی دیگری است',
  'certificate-expired': 'گواهی TLS آن اکنون اعتبار ندارد',
  'not-tls': 'این درگاه TLS ندارد؛ به جای amis:// بنویسید ami://',
  'tls-failed': 'اتصال TLS برقرار نشد',
  'no-queue-status': 'اجازهٔ خواندن صف‌ها داده نشده',
  'no-events': 'اجازهٔ خواندن رویدادها داده نشده (read)',
  'no-reporting': 'بدون اجازهٔ reporting تماس‌های ازدست‌رفته شناخته نمی‌شوند',
  'address-refused': 'نشانی این سرور پذیرفته نشد',
  'no-call-centre': 'mod_callcenter پاسخ نمی‌دهد',
  'not-ami': 'پاسخ‌دهنده AMI نیست؛ برای TLS بنویسید amis://',
  'not-esl': 'پاسخ‌دهنده سامانهٔ تلفنی نیست',
  unreadable: 'چیزی فرستاد که خواندنی نیست',
  connecting: 'هنوز در حال پیوستن',
  silent: 'ساکت شد',
  stopped: 'متوقف شد',
  unreachable: 'روی شبکه پیدا نیست',
  timeout: 'پاسخ نمی‌دهد',
  closed: 'اتصال را بست',
};

const displayPages: Record<DisplayPage, string> = {
  wall: 'تابلو',
  month: 'ماه',
  officials: 'مدیران',
  map: 'نقشه',
  floor: 'سالن',
  sittings: 'نشست‌ها',
  rotate: 'چرخشی',
};
const valued = (what: string, value: string | undefined): string => (value === undefined ? what : `${what}: ${value}`);

export const fa = {
  wallboard: 'تابلوی پاسخ‌گویی',
  unknown: 'نامعلوم',
  noneYet: 'هنوز چیزی برای سنجش نیست',
  states,
  levels,
  live: 'زنده',
  stale: 'کهنه',
  lost: 'بی‌خبر',
  unheard: 'بدون ارتباط با مرکز تلفن',
  /** Beside the date, where "live" stands else. */
  notLive: 'تلفن قطع است',
  unheardOf: (systems: string) => `بدون ارتباط با مرکز تلفن ${systems}`,
  partly: 'ارتباط ناقص',
  lastFigures: (clock: string) => `آخرین عدد ساعت ${clock}`,
  noFigures: 'هنوز عددی نرسیده است',
  noTelephonySet: 'هنوز مرکز تلفنی وصل نشده است',
  moreSystems: (count: string) => `${count} سامانهٔ دیگر`,
  demo: 'نمایشی · تماس‌های ضبط‌شده',

  waiting: 'در صف انتظار',
  watchAt: 'حد هشدار',
  actAt: 'حد اقدام',
  limit: (limit: string) => `آستانه ${limit}`,
  since: (clock: string) => `از ${clock}`,
  longestWait: 'طولانی‌ترین انتظار',
  nobodyWaits: 'کسی در صف نیست',
  noCallsToday: 'امروز هنوز تماسی نرسیده است',
  noCallSeen: 'امروز تماسی دیده نشده است',
  serviceLevel: 'سطح خدمت امروز',
  withinTarget: (seconds: string) => `پاسخ تا ${seconds} ثانیه`,
  asa: 'میانگین انتظار تا پاسخ',
  today: 'امروز',
  onDuty: (_desks: number) => 'میز فعال',
  talking: 'در گفتگو',
  talkEndUnknown: 'پایان گفتگو نامعلوم',
  /** The same on a desk, where there is room for two short words. */
  endUnknown: 'پایان نامعلوم',
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
  pageOf: (page: string, pages: string) => `${page} / ${pages}`,
  otherQueues: (count: string) => `${count} صف دیگر`,
  someDesks: (page: string, all: string) => `${page} · ${all} میز`,

  counties: 'شهرستان‌ها',
  countiesNote: 'سهم از ارتباط‌های این ماه',
  fewer: 'کمتر',
  more: 'بیشتر',

  monthContacts: (month: string) => `ارتباط‌های ${month}`,
  soFar: 'تا این لحظه',
  sameMomentOf: (month: string) => `${month} تا همین لحظه`,
  sameDayOf: (month: string) => `${month} تا همین روز`,
  wholeOf: (month: string) => `همهٔ ${month}`,
  countedFrom: (day: string) => `از ${day} شمرده شده`,
  above: (month: string) => `بیش از ${month}`,
  below: (month: string) => `کمتر از ${month}`,
  same: (month: string) => `برابر با ${month}`,
  noMonth: 'این ماه هنوز ارتباطی ثبت نشده است',
  daysChart: (month: string, busiest: string, count: string) =>
    `نمودار روزهای ${month}؛ شلوغ‌ترین روز ${busiest} با ${count} ارتباط`,
  daysChartEmpty: (month: string) => `نمودار روزهای ${month}؛ هنوز خالی است`,

  codes,
  late: 'غایب',
  dueAt: (clock: string) => `قرار ساعت ${clock}`,
  sittingLive: 'نشست زنده',
  sittingsLive: (count: string) => `${count} نشست زنده`,
  sittingNext: 'نشست بعدی',
  until: (clock: string, minutes: string) => `تا ${clock} · ${minutes} دقیقه مانده`,
  pastEnd: (clock: string) => `پایان ${clock}`,
  at: (clock: string) => `ساعت ${clock}`,
  willAnswer: (queue: string, count: string, of: string) => `${queue}: از ${of} نفر، ${count} نفر پاسخ می‌گیرند`,
  willGiveUp: (count: string) => `با این روند ${count} نفر پیش از پاسخ قطع می‌کنند`,
  willNotReach: (count: string) => `${count} نفر تا پایان نوبت نمی‌گیرند`,
  notRecording: (clock: string) => `از ساعت ${clock} ثبت نمی‌شود`,
  vaultNotSaved: (clock: string) => `از ساعت ${clock} حساب‌ها و نمایشگرها ذخیره نمی‌شوند`,
  clockJumped: (clock: string) => `ساعت سرور در ${clock} جابه‌جا شد؛ تا اطمینان از آن، روز عوض نمی‌شود`,
  countedAgain: (clock: string) =>
    `روز اشتباه پس گرفته شد؛ از ساعت ${clock} عددها از نو شمرده می‌شوند و تا پایان آن درست نیستند`,
  staleSince: (clock: string) => `این عددها تا ساعت ${clock} درست‌اند`,
  lastWord: (age: string) => `آخرین خبر ${age}`,
  /** Said to administrators only. */
  noTelephony: 'هیچ مرکز تلفنی تنظیم نشده است · TELEPHONY را تنظیم کنید',
  linkDown: (system: string, clock: string, why: string) => `از ساعت ${clock} خبری از ${system} نیست · ${why}`,
  linkRefused: (system: string, clock: string, why: string) => `از ساعت ${clock} ورود به ${system} رد می‌شود · ${why}`,
  queueLog: {
    reading: (system: string, until: string | undefined) =>
      `تماس‌های زمان قطعی ${system} از queue_log خوانده می‌شود${until === undefined ? '' : ` · تا ${until}`}`,
    stale: (system: string, until: string | undefined) =>
      `queue_log سامانهٔ ${system} با وجود تماس‌ها به‌روز نمی‌شود${until === undefined ? '' : ` · آخرین سطر ${until}`}`,
    foreign: (system: string) => `فایلی که برای ${system} تنظیم شده queue_log نیست`,
    unreadable: (system: string) => `queue_log سامانهٔ ${system} خوانده نمی‌شود`,
  },
  linkNote: (system: string, why: string) => `${system}: ${why}`,
  linkDenied: (system: string, clock: string, why: string) => `از ساعت ${clock} اجازه‌های ${system} کم است · ${why}`,
  noReason: 'دلیل نامعلوم',
  gap: (system: string, calls: string, from: string | undefined, to: string) =>
    `${from === undefined ? `تا ساعت ${to}` : `از ${from} تا ${to}`} پیوند ${system} شنیده نشد · ${calls} تماس نشنیده`,
  skew: (system: string, seconds: string) => `ساعت ${system} ${seconds} ثانیه اختلاف دارد؛ انتظارها اصلاح شده‌اند`,
  moreNotices: (count: string) => `و ${count} هشدار دیگر`,

  connecting: 'در حال پیوستن به سرور…',
  signedOut: 'این صفحه وارد نشده است',
  notSetUp: 'این سرور هنوز راه‌اندازی نشده است',
  whereSetUp:
    'پیوند ساختن نخستین مدیر در خروجی سرور هنگام روشن‌شدن است: جایی که \u2066npm start\u2069 اجرا شده، یا با فرمان \u2066journalctl -u wallboard\u2069.',
  howSetUp: 'راهنمای راه‌اندازی',
  otherRole: (role: string) => `نقش شما (${role}) این صفحه را نمی‌بیند`,
  seenBy: (roles: string) => `این صفحه برای این نقش‌هاست: ${roles}`,
  ownPage: 'رفتن به صفحهٔ خودم',
  revoked: 'دسترسی این صفحه برداشته شد',
  linkExpired: 'این پیوند دیگر معتبر نیست',
  signIn: 'ورود با نام و رمز',
  pairThis: 'جفت‌کردن این نمایشگر',
  notLoaded: 'این صفحه بار نشد',
  loadAgain: 'دوباره',
  retrying: 'صفحه خودش دوباره تلاش می‌کند.',
  keepAwake: 'این مرورگر صفحه را روشن نگه نمی‌دارد؛ روشن‌ماندن با تنظیم خود دستگاه است',
  signOut: 'خروج',
  ways: {
    more: 'بیشتر',
    all: 'صفحه‌ها',
    sittings: 'نشست‌ها',
    wall: 'تابلو',
    alerts: 'هشدارها',
    calls: 'تماس‌ها',
    months: 'گزارش ماه',
    intake: 'ثبت',
    verification: 'راستی‌آزمایی',
    plan: 'برنامه',
    displays: 'نمایشگرها',
    admin: 'مدیریت',
  },
  thisScreen: 'این نمایشگر',
  summary: (waiting: string, longest: string, onDuty: string) =>
    `${waiting} نفر در صف، طولانی‌ترین انتظار ${longest}، ${onDuty} میز فعال`,
  languages: { fa: 'فارسی', en: 'English' },
  comma: '، ',
  semicolon: '؛ ',
  screenSettings: 'تنظیم این صفحه',
  soundBlocked: 'صدای هشدار بسته است · یک بار روی صفحه بزنید یا کلیدی را فشار دهید',
  wrongOrigin: {
    refused: (page: string, expected: string) =>
      `سرور صفحه‌ای را که از این نشانی باز شده است نمی‌پذیرد. نشانی این صفحه: \u2066${page}\u2069؛ نشانی‌ای که سرور می‌شناسد: \u2066${expected}\u2069. صفحه را با آن نشانی باز کنید، یا از مدیر سامانه بخواهید نشانی تابلو را در سرور تنظیم کند؛ جزئیات در گزارش (log) سرور آمده است.`,
    unknown: 'نامشخص',
  },
  /** Pages that a display may show. */
  displayPages,
  /** What an alert says; where the value is unknown by now, the sentence does without it. */
  alert: {
    province: 'استان',
    waiting: (subject: string, value: string | undefined) => valued(`منتظران ${subject}`, value),
    'longest-wait': (subject: string, value: string | undefined) => valued(`طولانی‌ترین انتظار ${subject}`, value),
    'service-level': (subject: string, value: string | undefined) => valued(`سطح خدمت ${subject}`, value),
    'abandon-rate': (subject: string, value: string | undefined) => valued(`انصراف در ${subject}`, value),
    'late-official': (subject: string, value: string | undefined) =>
      value === undefined ? `${subject} پای میز نبود` : `${subject} ${value} دقیقه است که پای میز نیست`,
    'source-down': (subject: string) => `مرکز تلفن ${subject} قطع است`,
    'quiet-source': (subject: string, value: string | undefined) =>
      value === undefined
        ? `از ${subject} تماسی شنیده نشد`
        : `از ${subject} دست‌کم ${value} دقیقه است تماسی شنیده نشده`,
    minutes: (count: string) => `${count} دقیقه`,
  },
};
export type Messages = typeof fa;
