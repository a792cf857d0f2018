// What the pages of clerks say in Persian.
export const fa = {
  title: 'ثبت ارتباط‌ها',
  parts: { all: 'بخش‌های ثبت', register: 'ثبت', untagged: 'تماس‌های بی‌برچسب', import: 'وارد کردن جدول' },
  new: 'ارتباط تازه',
  save: 'ثبت',
  keys: 'با Tab به خانهٔ بعد بروید و با Enter ثبت کنید؛ مجرا با کلیدهای جهت‌نما عوض می‌شود.',
  today: 'اگر خالی باشد: امروز',
  refRule: 'اگر سامد کدی نداده است، خالی بگذارید',
  done: (ref: string) => `ثبت شد. کد رهگیری: ${ref}`,
  mine: 'ثبت‌های امروز من',
  none: 'امروز هنوز چیزی ثبت نکرده‌اید.',
  total: 'جمع',
  untagged: (open: string, all: string) => `${open} تماس از ${all} تماس امروز و دیروز هنوز موضوع یا نوع ندارد`,
  allTagged: 'همهٔ تماس‌های امروز و دیروز برچسب دارند.',
  noCalls: 'امروز و دیروز تماس پاسخ‌داده‌ای نبوده است.',
  call: (clock: string) => `تماس ساعت ${clock}`,
  taggedMeanwhile: 'همکاری در این میان به این تماس موضوع و نوع داده است؛ آنچه نوشته‌اید هنوز ثبت نشده است.',
  tag: 'ثبت برچسب',
  importing: {
    title: 'وارد کردن جدول',
    rule: 'جدول را از صفحه‌گسترده بچسبانید یا پروندهٔ CSV یا TSV بدهید. ستون‌ها: تاریخ، مجرا، شهرستان، موضوع، نوع، دستگاه، کد رهگیری؛ تنها دوتای نخست لازم‌اند.',
    save: (count: string) => `ثبت ${count} ارتباط`,
    saved: (count: string) => `${count} ارتباط ثبت شد`,
  },
};
export type Words = typeof fa;
