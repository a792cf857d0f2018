// What the page of desks' times says in Persian.
import { deskTimeWords } from '../../shared/desk-time-words.ts';

export const fa = {
  ...deskTimeWords.fa,
  title: 'کارکرد میزها',
  of: (day: string) => `کارکرد میزها، ${day}`,
  soFar: (clock: string) => `تا ساعت ${clock}`,
  what: 'مجموع هر سطر برابر کل روز است. زمانی که گزارشی از مرکز تلفن نرسیده «نامشخص» است. ترتیب میزها الفبایی است، نه بر اساس کارکرد.',
  before: 'روز قبل',
  after: 'روز بعد',
  today: 'امروز',
  show: 'روز',
  under: (minutes: string) => `کمتر از ${minutes} دقیقه`,
  csv: 'دریافت فایل اکسل (CSV) این روز',
  csvOfMonth: 'از اول ماه تا این روز',
  none: 'در این روز از هیچ میزی گزارشی نرسیده است.',
  loading: 'در حال بارگذاری…',
};
export type Messages = typeof fa;
