// What lists of calls say in Persian.
import { callWords } from '../../shared/call-words.ts';

export const fa = {
  ...callWords.fa,
  inProgress: 'در جریان',
  filters: 'انتخاب تماس‌ها',
  all: 'همه',
  hour: 'ساعت',
  hourOf: (from: string, to: string) => `${from} تا ${to}`,
  inHour: (from: string, to: string) => `ساعت ${from} تا ${to}`,
  clear: 'حذف همهٔ شرط‌ها',
  remove: (what: string) => `حذف شرط ${what}`,
  csv: 'دریافت فایل اکسل (CSV)',
  /** The parts say what was asked for. */
  none: (parts: string) => (parts === '' ? 'تماسی یافت نشد.' : `تماسی با این شرایط یافت نشد: ${parts}.`),
  nobodyWaits: 'اکنون کسی در صف نیست.',
  nobodyWaitsHere: (parts: string) => `اکنون کسی در صف نیست: ${parts}.`,
  loading: 'در حال بارگذاری…',
  more: 'نمایش موارد قدیمی‌تر',
  moreWaiting: 'نمایش بقیه',
  comma: '، ',
  count: (count: string, more: boolean) => (more ? `${count} تماس جدیدتر` : `${count} تماس`),
  countWaiting: (count: string, more: boolean) => (more ? `${count} نفر اول` : `${count} نفر`),
  today: 'امروز',
};
export type Messages = typeof fa;
