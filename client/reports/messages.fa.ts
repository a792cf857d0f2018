// What the pages of reports say in Persian, beside the words that files and mails have too.
import { reportWords } from '../../shared/report-words.ts';

export const fa = {
  ...reportWords.fa,
  title: 'گزارش روز',
  titleOf: (day: string) => `گزارش روز ${day}`,
  before: 'روز قبل',
  after: 'روز بعد',
  today: 'امروز',
  xlsx: 'اکسل',
  text: 'متن',
  print: 'چاپ',
  noSuchDay: 'چنین روزی در تقویم نیست.',
  noSuchSitting: 'چنین نوبتی یافت نشد.',
  loading: 'در حال بارگذاری…',
  back: 'صفحهٔ نوبت',
  ofDay: 'گزارش این روز',
};
export type Messages = typeof fa;
