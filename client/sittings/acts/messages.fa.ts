// What the acts on a live sitting say in Persian.

export const fa = {
  extend: 'تمدید نوبت',
  extendBy: (minutes: string) => `${minutes} دقیقه`,
  until: (clock: string) => `تا ساعت ${clock}`,
  second: 'میز دوم',
  more: (waiting: string, after: string, before: string) =>
    `از ${waiting} نفر در صف حدود ${after} نفر به‌جای ${before} نفر پاسخ می‌گیرند`,
  range: (low: string, high: string) => `بین ${low} و ${high} نفر`,
  all: (waiting: string) => `هر ${waiting} نفرِ در صف بدون آن هم پاسخ می‌گیرند`,
  same: 'پیش‌بینی پاسخ‌ها تغییری نمی‌کند',
  noneWaiting: 'اکنون کسی در صف نیست',
  clash: {
    desk: (name: string, clock: string) => `این میز از ساعت ${clock} در نوبت ${name} است`,
    official: (name: string, clock: string) => `${name} از ساعت ${clock} در نوبت دیگری است`,
  },
  taken: {
    desk: (name: string) => `این میز در نوبت ${name} است`,
    official: (name: string) => `${name} در نوبت دیگری است`,
  },
  official: 'پاسخ‌گوی میز دوم',
  desk: 'میز',
  choose: 'انتخاب کنید',
  noDesk: 'میز دیگری شناخته نشده است.',
  required: 'نام پاسخ‌گو را وارد کنید',
  deskRequired: 'میز را انتخاب کنید',
  open: 'شروع پاسخ‌گویی در میز دوم',
  rule: 'میز باید در مرکز تلفن هم عضو این صف باشد؛ این سامانه در مرکز تلفن چیزی را تغییر نمی‌دهد.',
  extended: (clock: string) => `نوبت تا ساعت ${clock} تمدید شد.`,
  opened: (name: string) => `میز دوم با ${name} شروع شد.`,
  announced: 'روی نمایشگرها هم اعلام شد.',
  unannounced: 'پیامی روی نمایشگرها نیامد، چون جای پیام‌ها پر است؛ ساعت‌ها تغییر کرده است.',
  undo: (seconds: string) => `واگرد (${seconds})`,
  undone: 'تغییر واگرد شد.',
  meanwhile: (clock: string) => `کاربر دیگری هم‌زمان همین نوبت را تغییر داده است؛ پایان آن اکنون ساعت ${clock} است.`,
  notOn: 'این نوبت دیگر در جریان نیست یا کمتر از پنج دقیقه به پایان آن مانده است.',
  noQueue: 'صف این نوبت مشخص نیست؛ آن را در برنامهٔ حضور مسئولان وارد کنید.',
};
export type Messages = typeof fa;
