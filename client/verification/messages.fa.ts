// What the work list of those who call back says in Persian.
export const fa = {
  title: 'راستی‌آزمایی',
  rule: 'از هر دستگاه به قید قرعه شماری پرونده برگزیده می‌شود. شمارهٔ تماس شهروند در سامد است؛ با کد رهگیری پیدا می‌شود.',
  month: 'ماه',
  size: 'از هر دستگاه',
  badSize: 'عددی از ۱ تا ۲۰۰',
  draw: 'قرعه‌کشی تازه',
  drawn: 'قرعه‌های این ماه',
  noneDrawn: 'برای این ماه هنوز قرعه‌ای کشیده نشده است.',
  sample: (size: string, when: string) => `${size} پرونده از هر دستگاه · ${when}`,
  by: (name: string) => `به دست ${name}`,
  seed: (seed: string) => `دانهٔ قرعه: ${seed}`,
  left: (left: string, all: string) => `${left} پرونده از ${all} مانده است`,
  finished: 'همه راستی‌آزمایی شده‌اند.',
  noCases: 'در این ماه پرونده‌ای نیست که دستگاهی داشته باشد.',
  ask: (ref: string) => `نتیجهٔ ${ref}`,
};
export type Messages = typeof fa;
