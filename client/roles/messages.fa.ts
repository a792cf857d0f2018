// What a role is called, and what it may do, in Persian.
import type { Role } from '../../shared/role.ts';

const names: Record<Role, string> = {
  display: 'نمایشگر',
  deputy: 'معاون',
  supervisor: 'سرپرست',
  admin: 'مدیر سامانه',
  clerk: 'متصدی ثبت',
  ingest: 'فرستندهٔ رویداد',
  metrics: 'پایش (Prometheus)',
};
const duties: Record<Role, string> = {
  display: 'تابلو را نشان می‌دهد.',
  deputy: 'تابلو، نشست‌ها و گزارش ماه را می‌بیند.',
  supervisor: 'افزون بر کارهای معاون، نشست‌ها را برنامه‌ریزی و نمایشگرها را جفت می‌کند.',
  admin: 'همهٔ کارها را انجام می‌دهد، از جمله ساختن حساب و توکن.',
  clerk: 'ارتباط‌های مردم را ثبت و دسته‌بندی می‌کند.',
  ingest: 'رویدادهای تماس را به سرور می‌فرستد و چیزی نمی‌خواند.',
  metrics: 'فقط ارقام پایش سرور را از \u2066/metrics\u2069 می‌خواند و کار دیگری نمی‌تواند.',
};

export const fa = { names, duties };
export type Messages = typeof fa;
