// What the work list of those who call back says in Persian.
export const fa = {
  title: 'راستی‌آزمایی',
  rule: 'از هر دستگاه تعدادی پرونده به‌طور تصادفی انتخاب می‌شود. شمارهٔ تماس شهروند با کد رهگیری در سامد در دسترس است.',
  month: 'ماه',
  size: 'تعداد پرونده از هر دستگاه',
  badSize: 'عددی از ۱ تا ۲۰۰',
  draw: 'نمونه‌گیری تصادفی جدید',
  drawn: 'نمونه‌های این ماه',
  noneDrawn: 'برای این ماه هنوز نمونه‌گیری نشده است.',
  sample: (size: string, when: string) => `${size} پرونده از هر دستگاه · ${when}`,
  by: (name: string) => `توسط ${name}`,
  seed: (seed: string) => `شناسهٔ نمونه‌گیری: ${seed}`,
  left: (left: string, all: string) => `${left} پرونده از ${all} مانده است`,
  finished: 'همهٔ پرونده‌ها راستی‌آزمایی شده است.',
  noCases: 'در این ماه پرونده‌ای با دستگاه مشخص وجود ندارد.',
  ask: (ref: string) => `نتیجهٔ ${ref}`,
};
export type Messages = typeof fa;
