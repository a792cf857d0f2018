// What the page of the house's own directory says in Persian.
import type { DirectoryStep } from '../../shared/api/directory.ts';
import { isolateLtr } from '../text/bidi.ts';

const code = isolateLtr;

export const fa = {
  ldap: 'فهرست کاربران سازمان (LDAP)',
  openid: 'ورود یکپارچه (OpenID Connect)',
  none: 'هیچ فهرست کاربرانی تنظیم نشده است؛ همه با حساب‌های همین سامانه وارد می‌شوند.',
  noneHow: `کاربران Active Directory یا OpenLDAP با متغیرهای ${code('LDAP_…')} و کاربران سامانهٔ ورود یکپارچه با متغیرهای ${code('OIDC_…')} سرور وارد می‌شوند؛ راهنما در ${code('docs/directory.md')} است.`,
  settings: 'این تنظیمات در متغیرهای محیطی سرور است و همان‌جا تغییر می‌کند.',
  good: 'اکنون خطایی دیده نمی‌شود.',
  away: (why: string, since: string) =>
    `پاسخ نمی‌دهد: ${why} (از ${since}). کسی که وارد شده است تا پایان کار خود وارد می‌ماند.`,
  servers: 'سرورها',
  tls: { ldaps: 'با TLS', starttls: 'با StartTLS', none: 'بدون رمزگذاری' },
  base: 'شاخهٔ کاربران و گروه‌ها',
  bind: 'حساب جستجو',
  bindNobody: 'ندارد',
  issuer: 'صادرکننده (issuer)',
  clientId: 'شناسهٔ این سرور (client ID)',
  redirect: 'نشانی بازگشت پس از ورود (redirect URI)',
  signedOut: 'نشانی بازگشت پس از خروج',
  backChannel: 'نشانی اعلام خروج (backchannel logout URI)',
  groupsClaim: 'گروه‌ها در claim',
  roles: 'نقش از گروه',
  rolesRule: 'عضو چند گروه، نقش اولین گروه این فهرست را دارد.',
  testName: 'نام کاربری',
  testNameRule: 'اختیاری؛ رمز لازم نیست. نشان می‌دهد این کاربر پیدا می‌شود یا نه و چه نقشی دارد.',
  test: 'آزمایش',
  testing: 'در حال آزمایش…',
  result: 'نتیجهٔ آزمایش',
  states: { good: 'درست', open: 'نیازمند توجه', bad: 'نادرست' },
  steps: {
    connected: 'اتصال',
    bind: 'حساب جستجو',
    base: 'شاخهٔ کاربران',
    groups: 'گروه‌ها',
    person: 'کاربر',
    role: 'نقش',
    provider: 'سامانهٔ ورود یکپارچه',
    'sign-out': 'خروج',
  } as Readonly<Record<DirectoryStep['step'], string>>,
  codes: {
    connected: (detail: string) => `ارتباط رمزگذاری‌شده برقرار است: ${code(detail)}`,
    'connected-plain': (detail: string) =>
      `ارتباط برقرار است، اما رمزها بدون رمزگذاری از شبکه می‌گذرد: ${code(detail)}. از ${code('ldaps://')} یا StartTLS استفاده کنید.`,
    bound: (detail: string) => `پذیرفته شد: ${code(detail)}`,
    'bind-nobody': () => 'تنظیم نشده است؛ جستجو بدون نام انجام می‌شود.',
    base: (detail: string) => `وجود دارد: ${code(detail)}`,
    'base-active-directory': (detail: string) => `وجود دارد (Active Directory): ${code(detail)}`,
    groups: () => 'همهٔ گروه‌ها پیدا شد.',
    'groups-missing': (detail: string) => `این گروه‌ها پیدا نشد: ${code(detail)}`,
    person: (detail: string) => `پیدا شد: ${code(detail)}`,
    'person-unknown': () =>
      `با این نام کسی پیدا نشد. ${code('LDAP_LOGIN')}، ${code('LDAP_BASE')} و ${code('LDAP_FILTER')} را بررسی کنید.`,
    provider: (detail: string) => `پاسخ می‌دهد: ${code(detail)}`,
    'sign-out': () => 'خروج از این سامانه، در سامانهٔ ورود یکپارچه نیز انجام می‌شود.',
    'sign-out-missing': () => 'سامانهٔ ورود یکپارچه نشانی خروج ندارد؛ کاربر فقط از این سامانه خارج می‌شود.',
    local: () => 'حسابی با همین نام در این سامانه هست و مقدم است؛ این کاربر با ایمیل یا نام کامل خود وارد شود.',
  } as Readonly<Record<string, (detail: string) => string>>,
  role: (role: string) => `نقش او: «${role}»`,
};
export type Messages = typeof fa;
