// The audit in Persian: who did what, one sentence each.
import { isDisplayPage } from '../../shared/role.ts';
import { isolateAuto, isolateLtr } from '../text/bidi.ts';
import { fa as roles } from '../roles/messages.fa.ts';
import { fa } from '../text/messages.fa.ts';
import { people } from '../state/people.svelte.ts';
import { fa as callbacks } from '../callbacks/messages.fa.ts';
import { fa as deadlines } from '../deadlines/messages.fa.ts';
import { fa as notices } from './notice-messages.fa.ts';
import { jalaliDate } from '../text/jalali.ts';
import { doneText } from '../alerts/done-text.ts';
import { accessSentenceFa, enteredBy } from './audit-access.fa.ts';
import { alertParts, roleName, type Known, type AuditSentence } from './audit.ts';

export const who = (by: string | undefined): string => {
  if (by === undefined) return 'کاربر ناشناس';
  if (by === 'contacts-folder') return 'پوشهٔ ارتباطات سرور';
  if (by === 'directory') return 'فهرست کاربران سازمان';
  if (by === 'command-line') return 'خط فرمان سرور';
  const name = people.name(by);
  return name === by ? isolateLtr(by) : isolateAuto(name);
};
const { reportKinds } = notices;
const role = (name: string): string => `«${roleName(name, roles.names)}»`;
const named = (name: string): string => `«${isolateAuto(name)}»`;

function sitting(id: string, { official }: Known): string {
  const name = official(id);
  return name === undefined ? 'یک نوبت' : `نوبت ${named(name)}`;
}

/** The page of a display, if the event has one. */
function shown(entry: { page?: string | undefined; counties?: string[] | undefined }, { count }: Known): string {
  if (entry.page === undefined) return '';
  const page = isDisplayPage(entry.page) ? fa.displayPages[entry.page] : entry.page;
  return ` (${page}، ${entry.counties ? `${count(entry.counties.length)} شهرستان` : 'همهٔ استان'})`;
}

const at = (host: string | undefined): string => (host === undefined ? '' : ` به نشانی ${isolateLtr(host)}`);

/** For which cases a deadline counts. */
function scope(
  { agency, kind }: { agency?: string | undefined; kind?: string | undefined },
  { called }: Known,
): string {
  const parts = [
    ...(agency === undefined ? [] : [`دستگاه ${named(called('agencies', agency))}`]),
    ...(kind === undefined ? [] : [`نوع ${named(called('kinds', kind))}`]),
  ];
  return parts.length === 0 ? 'همهٔ پرونده‌ها' : parts.join('، ');
}

export const auditSentenceFa: AuditSentence = (entry, known) => {
  switch (entry.type) {
    case 'account.created':
      return entry.by === 'setup'
        ? `اولین مدیر سامانه، ${isolateLtr(entry.account)}، حساب خود را ایجاد کرد.`
        : `${who(entry.by)} حساب ${isolateLtr(entry.account)} را با نقش ${role(entry.role)} ایجاد کرد.`;
    case 'account.changed': {
      const own = entry.by === entry.account;
      const parts = [
        ...(entry.role === undefined
          ? []
          : [`نقش ${own ? 'خود' : isolateLtr(entry.account)} را به ${role(entry.role)} تغییر داد`]),
        ...(entry.password ? [`رمز ${own ? 'خود' : isolateLtr(entry.account)} را تغییر داد`] : []),
        ...(entry.fullName === undefined
          ? []
          : [`نام ${own ? 'خود' : isolateLtr(entry.account)} را ${named(entry.fullName)} ثبت کرد`]),
        ...(entry.unnamed ? [`نام ${own ? 'خود' : isolateLtr(entry.account)} را حذف کرد`] : []),
      ];
      return `${who(entry.by)} ${parts.join(' و ')}.`;
    }
    case 'account.revoked':
      return `${who(entry.by)} حساب ${isolateLtr(entry.account)} را حذف کرد.`;
    case 'account.entered':
      return `${who(entry.account)}${enteredBy(entry.factor)} وارد شد.`;
    case 'account.refused':
      return entry.account === 'unknown'
        ? 'تلاش برای ورود با نام ناشناخته پذیرفته نشد.'
        : `ورود با نام ${isolateLtr(entry.account)} پذیرفته نشد.`;
    case 'account.left':
      return `${who(entry.account)} ${entry.everywhere ? 'از همهٔ دستگاه‌ها ' : ''}خارج شد.`;
    case 'token.created':
      return `${who(entry.by)} کلید ${isolateLtr(entry.name ?? entry.token)} را با نقش ${role(entry.role)} ایجاد کرد.`;
    case 'token.revoked':
      return `${who(entry.by)} کلید ${isolateLtr(entry.name ?? entry.token)} را باطل کرد.`;
    case 'display.paired':
      return `${who(entry.by)} نمایشگر ${named(entry.name ?? entry.display)} را متصل کرد${shown(entry, known)}.`;
    case 'display.changed':
      return `${who(entry.by)} نمایشگر ${named(entry.name ?? known.display(entry.display))} را تغییر داد${shown(entry, known)}.`;
    case 'display.revoked':
      return `${who(entry.by)} دسترسی نمایشگر ${named(entry.name ?? known.display(entry.display))} را قطع کرد.`;
    case 'display.refused':
      return `کوکی قدیمی نمایشگر ${named(known.display(entry.display))} به کار رفت و پذیرفته نشد؛ شاید کپی شده باشد.`;
    case 'display.reloaded':
      return `${who(entry.by)} نمایشگر ${named(known.display(entry.display))} را دوباره بارگذاری کرد.`;
    case 'display.identified':
      return `${who(entry.by)} نمایشگر ${named(known.display(entry.display))} را شناسایی کرد.`;
    case 'display.sounded':
      return `${who(entry.by)} صدای نمایشگر ${named(known.display(entry.display))} را آزمایش کرد.`;
    case 'display.replayed':
      return `${who(entry.by)} نمایشگر ${named(known.display(entry.display))} را به بازپخش ${known.moment(entry.from)} تا ${known.moment(entry.to)} با سرعت ${known.count(entry.speed)} برابر فرستاد.`;
    case 'display.returned':
      return `${who(entry.by)} نمایشگر ${named(known.display(entry.display))} را از بازپخش به صفحهٔ خودش برگرداند.`;
    case 'recipient.created':
    case 'recipient.changed': {
      const local = entry.local ? ' و ارسال به شبکهٔ خود سرور را مجاز کرد' : '';
      const did = entry.type === 'recipient.created' ? 'افزود' : 'تغییر داد';
      const reports = entry.reports ? ` (${entry.reports.map((kind) => reportKinds[kind]).join('، ')})` : '';
      return `${who(entry.by)} گیرندهٔ هشدار و گزارش ${named(entry.name)} را ${did}${reports}${local}.`;
    }
    case 'recipient.removed':
      return `${who(entry.by)} گیرندهٔ هشدار و گزارش ${named(entry.name)} را حذف کرد.`;
    case 'recipient.tested':
      return `${who(entry.by)} پیام آزمایشی به ${named(entry.name)} فرستاد.`;
    case 'link.created':
      return `${who(entry.by)} مرکز تلفن ${isolateLtr(entry.link)} را${at(entry.host)} متصل کرد.`;
    case 'link.changed':
      return `${who(entry.by)} تنظیمات اتصال مرکز تلفن ${isolateLtr(entry.link)} را${at(entry.host)} تغییر داد.`;
    case 'link.removed':
      return `${who(entry.by)} اتصال مرکز تلفن ${isolateLtr(entry.link)} را حذف کرد.`;
    case 'link.tested':
      return `${who(entry.by)} اتصال مرکز تلفن ${isolateLtr(entry.link)} را${at(entry.host)} آزمایش کرد.`;
    case 'notice.retried':
      return `${who(entry.by)} پیام «${known.about(entry.alert)}» را دوباره به ارسال سپرد.`;
    case 'feed.created':
      return `${who(entry.by)} تقویم اشتراکی ${named(entry.name)} را ایجاد کرد.`;
    case 'feed.revoked':
      return `${who(entry.by)} تقویم اشتراکی ${named(entry.name)} را باطل کرد.`;
    case 'emblem.changed':
      return `${who(entry.by)} نشان دفتر را تغییر داد.`;
    case 'emblem.removed':
      return `${who(entry.by)} نشان دفتر را حذف کرد.`;
    case 'timetable.set':
      return `${who(entry.by)} صفحهٔ عمومی برنامهٔ پاسخ‌گویی را ${entry.open ? 'فعال' : 'غیرفعال'} کرد.`;
    case 'timetable.published':
      return `${who(entry.by)} برنامهٔ پاسخ‌گویی ${jalaliDate(entry.from, 'fa')} تا ${jalaliDate(entry.to, 'fa')} را منتشر کرد.`;
    case 'log.scrubbed':
      return `${who(entry.by)} شماره‌های تلفن را از ${known.count(entry.events)} رویداد پاک کرد.`;
    case 'log.rehashed':
      return `مهر روزها چکیدهٔ پیشینِ ${known.count(entry.events.length)} رویداد را که ${who(entry.by)} شماره‌های تلفن را از آنها پاک کرد، نگه می‌دارد.`;
    case 'sitting.scheduled': {
      const did = (entry.version ?? 1) > 1 ? 'ویرایش کرد' : 'برنامه‌ریزی کرد';
      return `${who(entry.by)} نوبت ${named(entry.official.name)} را برای ${known.span(entry.from, entry.to)} ${did}.`;
    }
    case 'sitting.moved':
      return `${who(entry.by)} ${sitting(entry.sitting, known)} را به ${known.span(entry.from, entry.to)} منتقل کرد.`;
    case 'sitting.cancelled':
      return entry.mistaken
        ? `${who(entry.by)} ${sitting(entry.sitting, known)} را که به اشتباه ثبت شده بود حذف کرد.`
        : `${who(entry.by)} ${sitting(entry.sitting, known)} را لغو کرد.`;
    case 'threshold.set': {
      const level = entry.level === 'act' ? 'بحرانی' : 'هشدار';
      const what = known.watched(entry.rule, entry.subject);
      return entry.limit === undefined
        ? `${who(entry.by)} آستانهٔ ${level} «${what}» را به پیش‌فرض بازگرداند.`
        : `${who(entry.by)} آستانهٔ ${level} «${what}» را ${known.count(entry.limit)} تعیین کرد.`;
    }
    case 'deadline.set':
      return entry.days === undefined
        ? `${who(entry.by)} مهلت جداگانهٔ ${scope(entry, known)} را از ${jalaliDate(entry.from, 'fa')} حذف کرد.`
        : `${who(entry.by)} مهلت پاسخ ${scope(entry, known)} را از ${jalaliDate(entry.from, 'fa')} برابر با ${known.count(entry.days)} ${deadlines.counts[entry.count]} تعیین کرد.`;
    case 'queue.named': {
      const what = `صف ${isolateLtr(entry.queue)}`;
      if (entry.ignored) return `${who(entry.by)} ${what} را از شمارش کنار گذاشت.`;
      if (entry.names) return `${who(entry.by)} ${what} را ${named(entry.names.fa)} نامید.`;
      return `${who(entry.by)} تنظیمات ${what} را تغییر داد.`;
    }
    case 'desk.named': {
      const what = `میز ${isolateLtr(entry.desk)}`;
      if (entry.as !== undefined) return `${who(entry.by)} ${what} را با میز ${isolateLtr(entry.as)} یکی کرد.`;
      if (entry.names) return `${who(entry.by)} ${what} را ${named(entry.names.fa)} نامید.`;
      return `${who(entry.by)} نام ${what} را به پیش‌فرض بازگرداند.`;
    }
    case 'official.named': {
      const what = `مسئول ${isolateLtr(entry.official)}`;
      return entry.names
        ? `${who(entry.by)} ${what} را ${named(entry.names.fa)} نامید.`
        : `${who(entry.by)} نام ${what} را تغییر داد.`;
    }
    case 'province.set':
      return `${who(entry.by)} استان را از ${isolateLtr(entry.was)} به ${isolateLtr(entry.province)} تغییر داد.`;
    case 'profile.changed':
      return entry.set && `${who(entry.by)} تنظیمات استان را تغییر داد؛ ${known.changes(entry.set, entry.was)}`;
    case 'alert.seen': {
      const { rule, subject } = alertParts(entry.alert);
      const done = doneText(entry, fa);
      const what = `هشدار «${known.watched(rule, subject)}»`;
      return done === undefined
        ? `${who(entry.by)} ${what} را مشاهده کرد.`
        : `${who(entry.by)} برای ${what} ثبت کرد: ${done}.`;
    }
    case 'help.taken':
      return `${who(entry.by)} رسیدگی به درخواست کمک ${named(known.desk(entry.desk))} را پذیرفت.`;
    case 'call.calledback':
      return entry.mistaken
        ? `${who(entry.by)} ثبت نتیجهٔ تماس مجدد با یک شهروند را لغو کرد.`
        : `${who(entry.by)} نتیجهٔ تماس مجدد با یک شهروند را ثبت کرد: ${callbacks.outcomes[entry.outcome]}.`;
    case 'campaign.planned': {
      const did = entry.version > 1 ? 'ویرایش کرد' : 'ثبت کرد';
      return `${who(entry.by)} طرح ویژهٔ ${named(entry.name)} را از ${known.moment(entry.from)} تا ${known.moment(entry.to)} ${did}.`;
    }
    case 'campaign.withdrawn':
      return `${who(entry.by)} طرح ویژهٔ ${named(entry.name ?? entry.campaign)} را حذف کرد.`;
    case 'message.posted':
      return `${who(entry.by)} پیام ${named(entry.fa ?? entry.en ?? '')} را تا ${known.moment(entry.to)} روی نمایشگرها گذاشت.`;
    case 'message.withdrawn':
      return `${who(entry.by)} یک پیام را از نمایشگرها حذف کرد.`;
    case 'month.imported':
      return `${who(entry.by)} آمار ${known.month(entry.month)} را با ${known.count(entry.contacts)} ارتباط از جدول وارد کرد.`;
    default:
      return accessSentenceFa(entry, { who, count: known.count });
  }
};
