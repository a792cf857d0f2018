// What the screens say in Persian. The shape of this object is the list of everything that must be said in any language.
import type { DeskState } from '../../shared/board.ts';
import type { DisplayPage } from '../../shared/role.ts';
import type { Urgency } from '../../shared/urgency.ts';

const states: Record<DeskState | 'unknown', string> = {
  free: 'آماده',
  ringing: 'در حال زنگ',
  busy: 'در حال مکالمه',
  wrapup: 'ثبت نتیجه',
  paused: 'استراحت',
  away: 'خارج از میز',
  unreachable: 'خارج از دسترس',
  unknown: 'نامشخص',
};
/** The same on a small tile, beside a name and a time. */
const briefStates: typeof states = {
  ...states,
  ringing: 'زنگ',
  busy: 'مکالمه',
  wrapup: 'نتیجه',
  paused: 'توقف',
  away: 'خارج',
  unreachable: 'قطع',
};
const levels: Record<Urgency, string> = { calm: 'عادی', watch: 'هشدار', act: 'بحرانی' };
/** Why a telephone system is not heard, by the code of its collector. */
const codes: Record<string, string> = {
  'login-refused': 'نام کاربری، رمز یا نشانی (permit/deny) پذیرفته نشد',
  'login-in-use': 'با همین نام کاربری اتصال دیگری باز است (allowmultiplelogin)',
  'asterisk-too-old': 'نسخهٔ آن قدیمی است؛ Asterisk 12 یا جدیدتر لازم است',
  'twin-system': 'مرکز تلفن دیگری نیز همین نام را دارد و تماس‌های آن شمرده نمی‌شود (systemname)',
  certificate: 'گواهی TLS آن را مرجع معتبری صادر نکرده است',
  'certificate-name': 'گواهی TLS آن برای نشانی دیگری صادر شده است',
  'certificate-expired': 'گواهی TLS آن اکنون معتبر نیست',
  'not-tls': 'این درگاه TLS ندارد؛ به جای amis:// بنویسید ami://',
  'tls-failed': 'اتصال TLS برقرار نشد',
  'no-queue-status': 'مجوز خواندن صف‌ها داده نشده است',
  'no-events': 'مجوز خواندن رویدادها داده نشده است (read)',
  'no-reporting': 'بدون مجوز reporting تماس‌های ازدست‌رفته شناسایی نمی‌شوند',
  'address-refused': 'نشانی این سرور پذیرفته نشد',
  'no-call-centre': 'mod_callcenter پاسخ نمی‌دهد',
  'not-ami': 'پاسخ‌دهنده AMI نیست؛ برای TLS بنویسید amis://',
  'not-esl': 'پاسخ‌دهنده مرکز تلفن نیست',
  unreadable: 'دادهٔ ارسالی آن قابل خواندن نیست',
  connecting: 'هنوز در حال اتصال',
  silent: 'دیگر داده‌ای نمی‌فرستد',
  stopped: 'متوقف شد',
  unreachable: 'در شبکه یافت نشد',
  timeout: 'پاسخ نمی‌دهد',
  closed: 'اتصال را بست',
};

const displayPages: Record<DisplayPage, string> = {
  wall: 'تابلو',
  queues: 'صف‌ها',
  month: 'ماه',
  officials: 'مدیران',
  map: 'نقشه',
  floor: 'سالن',
  sittings: 'نوبت‌های پاسخ‌گویی',
  rotate: 'چرخشی',
};
const valued = (what: string, value: string | undefined): string => (value === undefined ? what : `${what}: ${value}`);

export const fa = {
  wallboard: 'تابلوی پاسخ‌گویی',
  unknown: 'نامشخص',
  noneYet: 'هنوز داده‌ای برای محاسبه نیست',
  states,
  briefStates,
  levels,
  live: 'برخط',
  stale: 'به‌روز نیست',
  lost: 'بدون ارتباط',
  unheard: 'بدون ارتباط با مرکز تلفن',
  /** Beside the date, where "live" stands else. */
  notLive: 'تلفن قطع است',
  unheardOf: (systems: string) => `بدون ارتباط با مرکز تلفن ${systems}`,
  partly: 'ارتباط ناقص',
  lastFigures: (clock: string) => `آخرین عدد ساعت ${clock}`,
  noFigures: 'هنوز عددی نرسیده است',
  noTelephonySet: 'هنوز مرکز تلفنی وصل نشده است',
  moreSystems: (count: string) => `${count} مرکز تلفن دیگر`,
  demo: 'نمایشی · تماس‌های ضبط‌شده',

  waiting: 'در صف انتظار',
  watchAt: 'آستانهٔ هشدار',
  actAt: 'آستانهٔ بحرانی',
  limit: (limit: string) => `آستانه ${limit}`,
  since: (clock: string) => `از ${clock}`,
  longestWait: 'طولانی‌ترین انتظار',
  nobodyWaits: 'کسی در صف نیست',
  noCallsToday: 'امروز هنوز تماسی نرسیده است',
  noCallSeen: 'امروز تماسی ثبت نشده است',
  serviceLevel: 'سطح خدمت امروز',
  withinTarget: (seconds: string) => `پاسخ تا ${seconds} ثانیه`,
  asa: 'میانگین انتظار تا پاسخ',
  today: 'امروز',
  onDuty: (_desks: number) => 'میز فعال',
  talking: 'در حال مکالمه',
  talkEndUnknown: 'پایان مکالمه نامشخص',
  /** The same on a desk, where there is room for two short words. */
  endUnknown: 'پایان نامشخص',
  beads: (waiting: string) => `${waiting} نفر در صف، به ترتیب زمان ورود`,

  queues: 'صف‌ها',
  column: {
    waiting: 'منتظر',
    longest: 'بیشترین انتظار',
    offered: 'ورودی',
    answered: 'پاسخ',
    abandoned: 'قطع در انتظار',
    timedOut: 'اتمام زمان انتظار',
    other: 'سایر',
    serviceLevel: 'سطح خدمت',
  },
  lostCalls: 'سرانجام نامشخص',
  unheardCalls: 'ثبت‌نشده',
  noQueues: 'هنوز صفی ثبت نشده است. هر صف با اولین تماس اینجا نمایش داده می‌شود.',

  desks: 'میزها',
  officials: 'مسئولان پاسخ‌گو',
  answered: 'پاسخ',
  missed: 'بی‌پاسخ',
  answeredToday: 'پاسخ امروز',
  missedToday: 'بی‌پاسخ',
  noDesks: 'هنوز میزی ثبت نشده است. هر میز با اولین زنگ یا ورود اینجا نمایش داده می‌شود.',
  pageOf: (page: string, pages: string) => `${page} / ${pages}`,
  otherQueues: (count: string) => `${count} صف دیگر`,
  someDesks: (page: string, all: string) => `${page} · ${all} میز`,

  counties: 'شهرستان‌ها',
  countiesNote: 'تعداد تماس‌ها به تفکیک شهرستان',
  fewer: 'کمتر',
  more: 'بیشتر',

  countiesOfMonth: 'شهرستان‌های پیشرو در این ماه',
  sittingEnded: 'نوبت پاسخ‌گویی به پایان رسید',
  citizensAnswered: (citizens: number): string => (citizens === 1 ? 'شهروند پاسخ گرفت' : 'شهروند پاسخ گرفتند'),
  meanTalk: 'میانگین مکالمه',
  callsToday: 'تماس‌های امروز',
  halfHourChart: (calls: string) => `نمودار تماس‌های امروز در هر نیم‌ساعت؛ تا اکنون ${calls} تماس`,
  usualOf: (days: string, _count: number): string => `معمول این روز هفته · میانهٔ ${days} هفته`,
  noUsual: 'برای مقایسه هنوز دو هفته شمرده نشده است',
  ofProvinceOnly: 'فقط برای کل استان شمرده می‌شود',

  monthContacts: (month: string) => `ارتباطات مردمی ${month}‌ماه`,
  soFar: 'تا این لحظه',
  sameMomentOf: (month: string) => `${month} تا همین لحظه`,
  sameDayOf: (month: string) => `${month} تا همین روز`,
  wholeOf: (month: string) => `همهٔ ${month}`,
  countedFrom: (day: string) => `از ${day} شمرده شده`,
  above: (month: string) => `بیشتر از ${month}`,
  below: (month: string) => `کمتر از ${month}`,
  same: (month: string) => `برابر با ${month}`,
  noMonth: 'این ماه هنوز ارتباطی ثبت نشده است',
  daysChart: (month: string, busiest: string, count: string) =>
    `نمودار روزهای ${month}؛ شلوغ‌ترین روز ${busiest} با ${count} ارتباط`,
  daysChartEmpty: (month: string) => `نمودار روزهای ${month}؛ هنوز خالی است`,

  codes,
  late: 'تأخیر',
  dueAt: (clock: string) => `نوبت از ساعت ${clock}`,
  sittingLive: 'در حال پاسخ‌گویی',
  sittingsLive: (count: string) => `${count} نوبت در حال پاسخ‌گویی`,
  sittingNext: 'نوبت بعدی',
  until: (clock: string, minutes: string) => `تا ${clock} · ${minutes} دقیقه مانده`,
  untilClock: (clock: string) => `تا ${clock}`,
  pastEnd: (clock: string) => `پایان ${clock}`,
  at: (clock: string) => `ساعت ${clock}`,
  willAnswer: (queue: string, count: string, of: string) => `${queue}: از ${of} نفر، ${count} نفر پاسخ می‌گیرند`,
  willGiveUp: (count: string) => `با این روند ${count} نفر پیش از پاسخ قطع می‌کنند`,
  willNotReach: (count: string) => `تا پایان وقت، نوبت به ${count} نفر نمی‌رسد`,
  notRecording: (clock: string) => `از ساعت ${clock} رویدادها ثبت نمی‌شوند`,
  vaultNotSaved: (clock: string) => `از ساعت ${clock} حساب‌ها و نمایشگرها ذخیره نمی‌شوند`,
  clockJumped: (clock: string) => `ساعت سرور در ${clock} تغییر ناگهانی کرد؛ تا اطمینان از درستی آن، روز عوض نمی‌شود`,
  countedAgain: (clock: string) =>
    `تاریخ اشتباه اصلاح شد؛ از ساعت ${clock} ارقام دوباره محاسبه می‌شوند و تا پایان محاسبه معتبر نیستند`,
  staleSince: (clock: string) => `این ارقام مربوط به ساعت ${clock} است`,
  lastWord: (age: string) => `آخرین به‌روزرسانی ${age}`,
  /** Said to administrators only. */
  noTelephony: 'هیچ مرکز تلفنی تنظیم نشده است · TELEPHONY را تنظیم کنید',
  linkDown: (system: string, clock: string, why: string) => `از ساعت ${clock} ارتباط با ${system} قطع است · ${why}`,
  linkRefused: (system: string, clock: string, why: string) =>
    `از ساعت ${clock} ورود به ${system} پذیرفته نمی‌شود · ${why}`,
  queueLog: {
    reading: (system: string, until: string | undefined) =>
      `تماس‌های زمان قطعی ${system} از queue_log خوانده می‌شود${until === undefined ? '' : ` · تا ${until}`}`,
    stale: (system: string, until: string | undefined) =>
      `queue_log مرکز تلفن ${system} با وجود تماس‌ها به‌روز نمی‌شود${until === undefined ? '' : ` · آخرین سطر ${until}`}`,
    foreign: (system: string) => `فایلی که برای ${system} تنظیم شده queue_log نیست`,
    unreadable: (system: string) => `queue_log مرکز تلفن ${system} خوانده نمی‌شود`,
  },
  linkNote: (system: string, why: string) => `${system}: ${why}`,
  linkDenied: (system: string, clock: string, why: string) => `از ساعت ${clock} مجوزهای ${system} کافی نیست · ${why}`,
  noReason: 'علت نامشخص',
  gap: (system: string, calls: string, from: string | undefined, to: string) =>
    `${from === undefined ? `تا ساعت ${to}` : `از ${from} تا ${to}`} ارتباط با ${system} قطع بود · ${calls} تماس ثبت‌نشده`,
  skew: (system: string, seconds: string) =>
    `ساعت ${system} ${seconds} ثانیه اختلاف دارد؛ زمان‌های انتظار اصلاح شده است`,
  moreNotices: (count: string) => `و ${count} هشدار دیگر`,

  connecting: 'در حال اتصال به سرور…',
  signedOut: 'برای مشاهده وارد شوید',
  notSetUp: 'این سرور هنوز راه‌اندازی نشده است',
  whereSetUp:
    'پیوند ایجاد حساب اولین مدیر سامانه هنگام راه‌اندازی در خروجی سرور چاپ می‌شود: جایی که \u2066npm start\u2069 اجرا شده است، یا با دستور \u2066journalctl -u wallboard\u2069.',
  howSetUp: 'راهنمای راه‌اندازی',
  otherRole: (role: string) => `نقش شما (${role}) به این صفحه دسترسی ندارد`,
  seenBy: (roles: string) => `نقش‌های مجاز: ${roles}`,
  ownPage: 'رفتن به صفحهٔ خودم',
  revoked: 'دسترسی این صفحه لغو شد',
  linkExpired: 'این پیوند دیگر معتبر نیست',
  signIn: 'ورود با نام کاربری و رمز',
  pairThis: 'اتصال این نمایشگر',
  notLoaded: 'این صفحه بارگذاری نشد',
  loadAgain: 'تلاش مجدد',
  retrying: 'صفحه خودش دوباره تلاش می‌کند.',
  keepAwake: 'خاموش‌شدن خودکار تلویزیون را غیرفعال کنید؛ این مرورگر نمی‌تواند مانع آن شود',
  signOut: 'خروج',
  ways: {
    more: 'بیشتر',
    all: 'صفحه‌ها',
    sittings: 'نوبت‌های پاسخ‌گویی',
    wall: 'تابلو',
    alerts: 'هشدارها',
    calls: 'تماس‌ها',
    months: 'گزارش ماه',
    intake: 'ثبت ارتباط',
    verification: 'راستی‌آزمایی',
    plan: 'برنامهٔ حضور مسئولان',
    displays: 'نمایشگرها',
    admin: 'مدیریت',
  },
  thisScreen: 'این نمایشگر',
  summary: (waiting: string, longest: string, onDuty: string) =>
    `${waiting} نفر در صف، طولانی‌ترین انتظار ${longest}، ${onDuty} میز فعال`,
  languages: { fa: 'فارسی', en: 'English' },
  comma: '، ',
  semicolon: '؛ ',
  screenSettings: 'تنظیمات این صفحه',
  soundBlocked: 'مرورگر صدای هشدار را بسته است · یک بار صفحه را لمس کنید یا کلیدی را فشار دهید',
  soundTested: 'آزمایش صدای هشدار',
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
    'abandon-rate': (subject: string, value: string | undefined) => valued(`قطع در انتظار ${subject}`, value),
    'late-official': (subject: string, value: string | undefined) =>
      value === undefined ? `نوبت ${subject} با تأخیر آغاز شد` : `نوبت ${subject} ${value} دقیقه تأخیر دارد`,
    'source-down': (subject: string) => `مرکز تلفن ${subject} قطع است`,
    'quiet-source': (subject: string, value: string | undefined) =>
      value === undefined
        ? `از ${subject} تماسی دریافت نشد`
        : `از ${subject} دست‌کم ${value} دقیقه است تماسی دریافت نشده`,
    minutes: (count: string) => `${count} دقیقه`,
  },
};
export type Messages = typeof fa;
