// The audit in Persian: who did what, one sentence each.
import { isDisplayPage } from '../../shared/role.ts';
import { isolateAuto, isolateLtr } from '../text/bidi.ts';
import { fa as roles } from '../roles/messages.fa.ts';
import { fa } from '../text/messages.fa.ts';
import { alertParts, roleName, type Known, type Say } from './audit.ts';

export const who = (by: string | undefined): string => {
  if (by === undefined) return 'کاربر ناشناس';
  return by === 'command-line' ? 'خط فرمان سرور' : isolateLtr(by);
};
const role = (name: string): string => `«${roleName(name, roles.names)}»`;
const named = (name: string): string => `«${isolateAuto(name)}»`;

function sitting(id: string, { official }: Known): string {
  const name = official(id);
  return name === undefined ? 'یک نوبت' : `نوبت ${named(name)}`;
}

/** The page of a display, if the event has one. */
function shown(deed: { page?: string | undefined; counties?: string[] | undefined }, { count }: Known): string {
  if (deed.page === undefined) return '';
  const page = isDisplayPage(deed.page) ? fa.displayPages[deed.page] : deed.page;
  return ` (${page}، ${deed.counties ? `${count(deed.counties.length)} شهرستان` : 'همهٔ استان'})`;
}

export const sayFa: Say = (deed, known) => {
  switch (deed.type) {
    case 'account.created':
      return deed.by === 'setup'
        ? `اولین مدیر سامانه، ${isolateLtr(deed.account)}، حساب خود را ایجاد کرد.`
        : `${who(deed.by)} حساب ${isolateLtr(deed.account)} را با نقش ${role(deed.role)} ایجاد کرد.`;
    case 'account.changed': {
      const own = deed.by === deed.account;
      const parts = [
        ...(deed.role === undefined
          ? []
          : [`نقش ${own ? 'خود' : isolateLtr(deed.account)} را به ${role(deed.role)} تغییر داد`]),
        ...(deed.password ? [`رمز ${own ? 'خود' : isolateLtr(deed.account)} را تغییر داد`] : []),
      ];
      return `${who(deed.by)} ${parts.join(' و ')}.`;
    }
    case 'account.revoked':
      return `${who(deed.by)} حساب ${isolateLtr(deed.account)} را حذف کرد.`;
    case 'account.entered':
      return `${isolateLtr(deed.account)} وارد شد.`;
    case 'account.refused':
      return deed.account === 'unknown'
        ? 'تلاش برای ورود با نام ناشناخته پذیرفته نشد.'
        : `ورود با نام ${isolateLtr(deed.account)} پذیرفته نشد.`;
    case 'account.left':
      return `${isolateLtr(deed.account)} ${deed.everywhere ? 'از همهٔ دستگاه‌ها ' : ''}خارج شد.`;
    case 'token.created':
      return `${who(deed.by)} کلید ${isolateLtr(deed.name ?? deed.token)} را با نقش ${role(deed.role)} ایجاد کرد.`;
    case 'token.revoked':
      return `${who(deed.by)} کلید ${isolateLtr(deed.name ?? deed.token)} را باطل کرد.`;
    case 'display.paired':
      return `${who(deed.by)} نمایشگر ${named(deed.name ?? deed.display)} را متصل کرد${shown(deed, known)}.`;
    case 'display.changed':
      return `${who(deed.by)} نمایشگر ${named(deed.name ?? known.display(deed.display))} را تغییر داد${shown(deed, known)}.`;
    case 'display.revoked':
      return `${who(deed.by)} دسترسی نمایشگر ${named(deed.name ?? known.display(deed.display))} را قطع کرد.`;
    case 'display.reloaded':
      return `${who(deed.by)} نمایشگر ${named(known.display(deed.display))} را دوباره بارگذاری کرد.`;
    case 'display.identified':
      return `${who(deed.by)} نمایشگر ${named(known.display(deed.display))} را شناسایی کرد.`;
    case 'display.sounded':
      return `${who(deed.by)} صدای نمایشگر ${named(known.display(deed.display))} را آزمایش کرد.`;
    case 'log.scrubbed':
      return `${who(deed.by)} شماره‌های تلفن را از ${known.count(deed.events)} رویداد پاک کرد.`;
    case 'sitting.scheduled': {
      const did = (deed.version ?? 1) > 1 ? 'ویرایش کرد' : 'برنامه‌ریزی کرد';
      return `${who(deed.by)} نوبت ${named(deed.official.name)} را برای ${known.span(deed.from, deed.to)} ${did}.`;
    }
    case 'sitting.moved':
      return `${who(deed.by)} ${sitting(deed.sitting, known)} را به ${known.span(deed.from, deed.to)} منتقل کرد.`;
    case 'sitting.cancelled':
      return deed.mistaken
        ? `${who(deed.by)} ${sitting(deed.sitting, known)} را که به اشتباه ثبت شده بود حذف کرد.`
        : `${who(deed.by)} ${sitting(deed.sitting, known)} را لغو کرد.`;
    case 'threshold.set': {
      const level = deed.level === 'act' ? 'بحرانی' : 'هشدار';
      const what = known.watched(deed.rule, deed.subject);
      return deed.limit === undefined
        ? `${who(deed.by)} آستانهٔ ${level} «${what}» را به پیش‌فرض بازگرداند.`
        : `${who(deed.by)} آستانهٔ ${level} «${what}» را ${known.count(deed.limit)} تعیین کرد.`;
    }
    case 'alert.seen': {
      const { rule, subject } = alertParts(deed.alert);
      return `${who(deed.by)} هشدار «${known.watched(rule, subject)}» را مشاهده کرد.`;
    }
    case 'month.imported':
      return `${who(deed.by)} آمار ${known.month(deed.month)} را با ${known.count(deed.contacts)} ارتباط از جدول وارد کرد.`;
    default:
      return undefined;
  }
};
