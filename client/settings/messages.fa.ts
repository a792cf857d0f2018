// What the settings of a screen are called in Persian.
import type { TextSize, Theme } from '../../shared/settings.ts';

const themes: Record<Theme, string> = { dark: 'تیره', light: 'روشن', system: 'مانند دستگاه' };
const prints: Record<TextSize, string> = { usual: 'معمولی', large: 'درشت' };

export const fa = {
  title: 'این صفحه',
  close: 'بستن',
  language: 'زبان',
  theme: 'زمینه',
  themes,
  print: 'نوشته‌ها',
  prints,
  sound: 'صدای هشدار',
  off: 'خاموش',
  on: 'روشن',
  page: 'در آغاز نشان دهد',
  turn: 'ماندن هر صفحه در چرخش',
  seconds: (count: string) => `${count} ثانیه`,
  kept: 'در همین مرورگر می‌ماند.',
};
export type Messages = typeof fa;
