// What fields of passwords, the ends of forms, notes of what was done and imports of tables say in Persian.
export const fa = {
  day: {
    form: 'مانند ۱۴۰۵/۰۹/۰۳ بنویسید',
    'no-such-day': 'این روز در تقویم نیست',
    'not-yet': 'این روز هنوز نرسیده است',
    otherCalendar: {
      gregorian: 'این تاریخ میلادی است؛ شمسی آن:',
      lunar: 'این تاریخ قمری است؛ شمسی آن با حداکثر یک روز اختلاف:',
    },
    take: (day: string) => `جایگزینی با ${day}`,
  },
  replay: 'بازپخش',
  undo: 'واگرد',
  password: { show: 'نمایش رمز', hide: 'پنهان کردن رمز' },
  form: { save: 'ذخیره', saving: 'در حال ذخیره…', cancel: 'انصراف' },
  fullName: {
    label: 'نام و نام خانوادگی',
    rule: 'به‌جای نام کاربری نشان داده می‌شود؛ می‌تواند خالی باشد',
    fault: 'یک سطر، حداکثر ۶۰ حرف و بدون شمارهٔ تلفن',
  },
  table: {
    text: 'جدول',
    file: 'یا از فایل',
    choose: 'انتخاب فایل',
    preview: 'پیش‌نمایش',
    line: 'سطر',
    notUnderstood: (count: string) => `${count} سطر خوانده نشد و ثبت نمی‌شود`,
    nothing: 'موردی برای ثبت وجود ندارد.',
  },
};
export type Messages = typeof fa;
