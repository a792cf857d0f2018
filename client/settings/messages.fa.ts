// What the settings of a screen are called in Persian.
import type { TextSize, Theme } from '../../shared/settings.ts';

const themes: Record<Theme, string> = { dark: 'تیره', light: 'روشن', system: 'مطابق دستگاه' };
const prints: Record<TextSize, string> = { usual: 'عادی', large: 'بزرگ' };

export const fa = {
  title: 'این صفحه',
  close: 'بستن',
  language: 'زبان',
  theme: 'پوسته',
  themes,
  print: 'اندازهٔ متن',
  prints,
  sound: 'صدای هشدار',
  testSound: 'آزمایش صدا',
  soundPlayed: 'صدا پخش شد.',
  soundRefused: 'مرورگر اجازهٔ پخش صدا نداد.',
  off: 'خاموش',
  on: 'روشن',
  page: 'صفحهٔ آغازین',
  turn: 'مدت نمایش هر صفحه',
  seconds: (count: string) => `${count} ثانیه`,
  kept: 'فقط در همین مرورگر ذخیره می‌شود.',
};
export type Messages = typeof fa;
