// What the pages of clerks say in Persian.
import { isolateLtr } from '../text/bidi.ts';

export const fa = {
  title: 'ثبت ارتباطات مردمی',
  parts: { all: 'بخش‌های ثبت', register: 'ثبت', untagged: 'تماس‌های بدون موضوع', import: 'وارد کردن از جدول' },
  new: 'ارتباط جدید',
  save: 'ثبت',
  keys: `کادر بعدی: Tab · ثبت: Enter · کپی از ثبت قبلی: ${isolateLtr('Ctrl+↑')}`,
  today: 'اگر خالی باشد: امروز',
  refRule: 'اگر سامد کدی نداده است، خالی بگذارید',
  done: (ref: string) => `ثبت شد. کد رهگیری: ${ref}`,
  recent: {
    title: 'آخرین ثبت‌ها',
    rule: 'برای کپی در فرم، یکی را انتخاب کنید؛ کد رهگیری کپی نمی‌شود.',
    none: 'پس از اولین ثبت امروز اینجا نشان داده می‌شود.',
    copy: 'کپی در فرم:',
  },
  mine: 'ثبت‌های امروز من',
  none: 'امروز هنوز چیزی ثبت نکرده‌اید.',
  total: 'جمع',
  untagged: (open: string, all: string) => `${open} تماس از ${all} تماس امروز و دیروز هنوز موضوع یا نوع ندارد`,
  allTagged: 'همهٔ تماس‌های امروز و دیروز موضوع دارند.',
  noCalls: 'امروز و دیروز تماس پاسخ‌داده‌شده‌ای وجود ندارد.',
  call: (clock: string) => `تماس ساعت ${clock}`,
  taggedMeanwhile: 'هم‌زمان همکار دیگری موضوع و نوع این تماس را ثبت کرده است؛ آنچه نوشته‌اید هنوز ثبت نشده است.',
  tag: 'ثبت موضوع',
  settle: { advised: 'پاسخ در همان تماس', unrelated: 'غیرمرتبط' },
  settled: 'ثبت شد؛ با فشردن دوباره لغو می‌شود.',
  importing: {
    title: 'وارد کردن از جدول',
    rule: 'جدول را از اکسل کپی و اینجا جای‌گذاری کنید یا فایل CSV یا TSV انتخاب کنید. ستون‌ها: تاریخ، نحوهٔ ارتباط، شهرستان، موضوع، نوع، دستگاه، کد رهگیری؛ فقط دو ستون اول الزامی است.',
    save: (count: string) => `ثبت ${count} ارتباط`,
    toJalali: 'تبدیل تاریخ‌ها به شمسی',
    saved: (count: string) => `${count} ارتباط ثبت شد`,
  },
};
export type Messages = typeof fa;
