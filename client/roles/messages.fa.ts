// What a role is called, and what it may do, in Persian.
import type { Role } from '../../shared/role.ts';

const names: Record<Role, string> = {
  display: 'نمایشگر',
  deputy: 'معاون',
  supervisor: 'ناظر',
  admin: 'مدیر سامانه',
  clerk: 'متصدی ثبت',
  ingest: 'فرستندهٔ رویداد',
  metrics: 'پایش (Prometheus)',
};
const duties: Record<Role, string> = {
  display: 'تابلو را نشان می‌دهد.',
  deputy: 'تابلو، نوبت‌های پاسخ‌گویی و گزارش ماه را می‌بیند.',
  supervisor: 'افزون بر دسترسی معاون، نوبت‌ها را برنامه‌ریزی و نمایشگرها را متصل می‌کند.',
  admin: 'همهٔ کارها را انجام می‌دهد، از جمله ایجاد حساب و کلید دسترسی.',
  clerk: 'ارتباطات مردمی را ثبت و دسته‌بندی می‌کند.',
  ingest: 'رویدادهای تماس را به سرور می‌فرستد و چیزی نمی‌خواند.',
  metrics: 'فقط ارقام پایش سرور را از \u2066/metrics\u2069 می‌خواند و دسترسی دیگری ندارد.',
};

export const fa = { names, duties };
export type Messages = typeof fa;
