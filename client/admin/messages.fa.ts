// What the page of administration says in Persian.
import { isolateLtr } from '../text/bidi.ts';

export const fa = {
  title: 'مدیریت',
  parts: {
    accounts: 'حساب‌ها',
    tokens: 'کلیدهای دسترسی',
    audit: 'سوابق رویدادها',
    contacts: 'سوابق تغییرات',
    health: 'وضعیت سرور',
  },
  all: 'بخش‌های مدیریت',
  loading: 'در حال بارگذاری…',
  cancel: 'انصراف',
  no: 'خیر',
  save: 'ذخیره',
  saving: 'در حال ذخیره…',
  lastAdmin: 'این تنها مدیر سامانه است. ابتدا حساب مدیر دیگری ایجاد کنید.',
  gone: 'این مورد دیگر وجود ندارد؛ کاربر دیگری آن را حذف کرده است.',

  firstSteps: 'مراحل راه‌اندازی',
  stepsDone: (done: string, all: string) => `${done} از ${all}`,
  steps: {
    telephony: 'اتصال مرکز تلفن',
    names: 'نام‌گذاری صف‌ها و میزها',
    province: 'انتخاب استان',
    display: 'اولین نمایشگر',
    sitting: 'اولین نوبت پاسخ‌گویی',
    clerk: 'حساب متصدی ثبت',
    backup: 'اولین نسخهٔ پشتیبان',
  } as Readonly<Record<string, string>>,
  stepHow: {
    telephony: `روی سرور: ${isolateLtr('TELEPHONY=ami://…')} در ${isolateLtr('.env')}`,
    names: `روی سرور: صف‌ها و میزها در فایل ${isolateLtr('PROFILE')}`,
    province: `روی سرور: ${isolateLtr('PROFILE=…')} در ${isolateLtr('.env')}`,
    backup: `روی سرور: ${isolateLtr('npm run backup -- FILE')}`,
  } as Readonly<Record<string, string>>,
  stepDo: 'انجام',
  stepDone: 'انجام شد',
  stepOpen: 'باقی مانده',
  hideSteps: 'پنهان‌کردن این فهرست در این مرورگر',

  accounts: 'حساب‌های کاربری',
  you: 'شما',
  created: (date: string) => `ایجاد: ${date}`,
  entered: (when: string) => `آخرین ورود ${when}`,
  neverEntered: 'هنوز وارد نشده است',
  changeRole: 'تغییر نقش',
  resetPassword: 'رمز جدید',
  revokeAccount: 'حذف',
  revokeAccountSure: (name: string) =>
    `حساب ${isolateLtr(name)} حذف شود؟ این کاربر بلافاصله از همهٔ دستگاه‌ها خارج می‌شود.`,
  revokeSelfSure: 'این حساب شماست. حذف شود؟ بلافاصله خارج می‌شوید.',
  revokeYes: 'بله، حذف شود',
  passwordSet: (name: string) =>
    `رمز ${isolateLtr(name)} تغییر کرد و این کاربر از همهٔ دستگاه‌ها خارج شد. رمز جدید را به او اعلام کنید.`,
  roleSet: (name: string, role: string) => `نقش ${isolateLtr(name)} اکنون «${role}» است.`,
  newAccount: 'حساب جدید',
  name: 'نام کاربری',
  role: 'نقش',
  password: 'رمز عبور',
  firstPassword: 'رمز اولیه',
  makeAccount: 'ایجاد حساب',
  making: 'در حال ایجاد…',
  accountMade: (name: string) => `حساب ${isolateLtr(name)} ایجاد شد. نام کاربری و رمز را به صاحب حساب اعلام کنید.`,

  tokens: 'کلیدهای دسترسی فعال',
  noTokens:
    'کلید فعالی وجود ندارد. کلید دسترسی برای برنامه‌هاست؛ افراد حساب کاربری دارند و نمایشگرها با کد متصل می‌شوند.',
  expires: (date: string) => `تا ${date}`,
  expired: (date: string) => `در ${date} منقضی شد`,
  endless: 'بدون انقضا',
  newToken: 'کلید جدید',
  tokenName: 'نام کلید',
  county: 'شهرستان',
  whole: 'همهٔ استان',
  validity: 'اعتبار',
  days: (count: string) => `${count} روز`,
  makeToken: 'ایجاد کلید',
  once: (name: string) => `کلید ${isolateLtr(name)} ایجاد شد`,
  onceOnly: 'همین حالا کپی کنید؛ این کلید دیگر نمایش داده نمی‌شود.',
  copy: 'کپی',
  copied: 'کپی شد',
  selected: 'انتخاب شد؛ Ctrl+C را بزنید',
  done: 'کپی کردم',
  revokeToken: 'ابطال',
  revokeTokenSure: (name: string) =>
    `کلید ${isolateLtr(name)} باطل شود؟ دسترسی هر برنامه‌ای که از آن استفاده می‌کند بلافاصله قطع می‌شود.`,
  revokeTokenYes: 'بله، باطل شود',

  audit: 'سوابق رویدادها',
  comma: '، ',
  noAudit: 'هنوز چیزی ثبت نشده است.',
  changes: 'سوابق ثبت و تغییر ارتباطات',
  noChanges: 'هنوز ارتباطی ثبت یا اصلاح نشده است.',
  health: 'وضعیت سرور',
  ready: 'سرور در حال کار و به‌روز است.',
  readyButSilent: (links: string) =>
    `سرور در حال کار است، اما از مرکز تلفن ${links} داده‌ای دریافت نمی‌شود؛ ارقام آن قدیمی است یا هنوز نرسیده است.`,
  readyButUnset: 'سرور در حال کار است، اما مرکز تلفنی به آن متصل نیست: TELEPHONY تنظیم نشده است.',
  reasons: {
    'log-unwritable': 'رویدادها ثبت نمی‌شوند.',
    'vault-unwritable': 'حساب‌ها، کلیدها و نمایشگرها ذخیره نمی‌شوند: فایل آن‌ها موجود یا قابل نوشتن نیست.',
    'board-behind': 'تابلو هنوز همهٔ رویدادها را دریافت نکرده است.',
    starting: 'سرور در حال راه‌اندازی است.',
    stopping: 'سرور در حال توقف است.',
    offline: 'سرور پاسخ نمی‌دهد.',
  } as Readonly<Record<string, string>>,
  clockJumped: (clock: string) =>
    `ساعت این سرور در ${clock} تغییر ناگهانی کرد. تا اطمینان از درستی آن، روز و ماه عوض نمی‌شود؛ NTP را بررسی کنید.`,
  spooled: (count: string) => `${count} رویداد تلفنی در انتظار ثبت است.`,
  durability: 'ماندگاری داده‌ها',
  kept: {
    'this-disk': 'داده‌های تأییدشده روی دیسک همین دستگاه است و با توقف ناگهانی سرور یا قطع برق از بین نمی‌رود.',
    always: 'داده‌های تأییدشده روی دیسک Redis است و با توقف ناگهانی Redis یا قطع برق از بین نمی‌رود.',
    'every-second':
      'با توقف ناگهانی Redis داده‌ای از بین نمی‌رود؛ با قطع برق دستگاه آن، حدود یک ثانیهٔ آخر از بین می‌رود.',
    'now-and-then':
      'با توقف ناگهانی Redis داده‌ای از بین نمی‌رود؛ با قطع برق دستگاه آن، حداکثر نیم دقیقهٔ آخر از بین می‌رود.',
    unknown: 'Redis اعلام نمی‌کند داده‌ها چه زمانی روی دیسک نوشته می‌شود؛ از مدیر آن بپرسید.',
  } as Readonly<Record<string, string>>,
  replicas: (n: number, count: string) =>
    n === 0
      ? 'Redis نسخهٔ همتا ندارد: هنگام قطع آن، فقط آنچه سرورها نگه داشته‌اند باقی می‌ماند.'
      : `${count} نسخهٔ همتا اندکی پس از تأیید همان داده را دریافت می‌کنند؛ کسری آن‌ها را سرورها دوباره می‌فرستند.`,
  confirmed: (count: string) =>
    `پیش از دریافت داده در ${count} نسخهٔ همتا چیزی تأیید نمی‌شود؛ با تغییر سرور اصلی داده‌ای از بین نمی‌رود.`,
  leastReplicas: (count: string) => `با کمتر از ${count} نسخهٔ همتا چیزی تأیید نمی‌شود.`,
  systems: 'مراکز تلفن',
  noSystems: 'هیچ مرکز تلفنی تنظیم نشده است.',
  linkStates: { up: 'متصل', down: 'قطع', refused: 'ورود پذیرفته نشد', denied: 'مجوز ناکافی' },
  since: (clock: string) => `از ساعت ${clock}`,
  heard: (ago: string) => `آخرین داده ${ago}`,
  older: 'نمایش موارد قدیمی‌تر',
  reading: 'در حال بارگذاری…',
};
export type Messages = typeof fa;
