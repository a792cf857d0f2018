// What a role is called and may do, and what a display's page is called.
import type { DisplayPage, Role } from '../../shared/role.ts';
import type { Lang } from './numerals.ts';

export const roleNames: Record<Lang, Record<Role, string>> = {
  fa: {
    display: 'نمایشگر',
    deputy: 'معاون',
    supervisor: 'سرپرست',
    admin: 'مدیر سامانه',
    clerk: 'متصدی ثبت',
    ingest: 'فرستندهٔ رویداد',
    metrics: 'پایش (Prometheus)',
  },
  en: {
    display: 'Display',
    deputy: 'Deputy',
    supervisor: 'Supervisor',
    admin: 'Administrator',
    clerk: 'Clerk',
    ingest: 'Event sender',
    metrics: 'Monitoring (Prometheus)',
  },
};

export const roleDuties: Record<Lang, Record<Role, string>> = {
  fa: {
    display: 'تابلو را نشان می‌دهد.',
    deputy: 'تابلو، نشست‌ها و گزارش ماه را می‌بیند.',
    supervisor: 'افزون بر کارهای معاون، نشست‌ها را برنامه‌ریزی و نمایشگرها را جفت می‌کند.',
    admin: 'همهٔ کارها را انجام می‌دهد، از جمله ساختن حساب و توکن.',
    clerk: 'ارتباط‌های مردم را ثبت و دسته‌بندی می‌کند.',
    ingest: 'رویدادهای تماس را به سرور می‌فرستد و چیزی نمی‌خواند.',
    metrics: 'فقط ارقام پایش سرور را از \u2066/metrics\u2069 می‌خواند و کار دیگری نمی‌تواند.',
  },
  en: {
    display: 'Shows the wall.',
    deputy: 'Sees the wall, the sittings and the month.',
    supervisor: 'Beside what a deputy may, plans sittings and pairs displays.',
    admin: 'May do everything, accounts and tokens included.',
    clerk: 'Registers and sorts what citizens bring.',
    ingest: 'Sends call events to the server and reads nothing.',
    metrics: 'Reads the server’s figures at /metrics and may do nothing else.',
  },
};

export const displayPageNames: Record<Lang, Record<DisplayPage, string>> = {
  fa: {
    wall: 'تابلو',
    month: 'ماه',
    officials: 'مدیران',
    map: 'نقشه',
    floor: 'سالن',
    sittings: 'نشست‌ها',
    rotate: 'چرخشی',
  },
  en: {
    wall: 'Wall',
    month: 'Month',
    officials: 'Officials',
    map: 'Map',
    floor: 'Floor',
    sittings: 'Sittings',
    rotate: 'Rotation',
  },
};
