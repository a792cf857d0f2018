// What the public page of the timetable says, in both languages.
import type { Language } from '../../shared/settings.ts';

type PageText = {
  title: (line: string) => string;
  /** Of the line of the head below the title. */
  province: (province: string) => string;
  how: (line: string) => string;
  none: string;
  span: (from: string, to: string) => string;
  comma: string;
  today: string;
  added: string;
  moved: (when: string) => string;
  movedTo: (when: string) => string;
  cancelled: string;
  changed: (instead: string) => string;
  changedAt: (day: string, clock: string) => string;
  zone: string;
  other: string;
  off: string;
  offWhy: string;
};

export const pageTexts: Record<Language, PageText> = {
  fa: {
    title: (line) => `برنامهٔ پاسخ‌گویی مسئولان در سامانهٔ ${line}`,
    province: (province) => `استان ${province}`,
    how: (line) => `در ساعت‌های زیر با شمارهٔ رایگان ${line} تماس بگیرید و با مسئولان گفت‌وگو کنید.`,
    none: 'در حال حاضر نوبتی اعلام نشده است.',
    span: (from, to) => `${from} تا ${to}`,
    comma: '، ',
    today: 'امروز',
    added: 'اضافه شد',
    moved: (when) => `تغییر زمان؛ زمان قبلی: ${when}`,
    movedTo: (when) => `به ${when} منتقل شد`,
    cancelled: 'لغو شد',
    changed: (instead) => `تغییر پاسخ‌گو؛ به‌جای ${instead}`,
    changedAt: (day, clock) => `آخرین تغییر برنامه: ${day}، ساعت ${clock}`,
    zone: 'ساعت‌ها به وقت تهران است.',
    other: 'English',
    off: 'این صفحه فعال نیست',
    offWhy: 'برنامهٔ پاسخ‌گویی در این نشانی منتشر نمی‌شود.',
  },
  en: {
    title: (line) => `Answering sessions of officials on ${line}`,
    province: (province) => `Province of ${province}`,
    how: (line) => `Call the free number ${line} at these times to talk to the officials.`,
    none: 'No sessions are announced at present.',
    span: (from, to) => `${from} to ${to}`,
    comma: ', ',
    today: 'today',
    added: 'Added',
    moved: (when) => `New time; it was ${when}`,
    movedTo: (when) => `Moved to ${when}`,
    cancelled: 'Cancelled',
    changed: (instead) => `Another official; instead of ${instead}`,
    changedAt: (day, clock) => `Last change of the timetable: ${day}, ${clock}`,
    zone: 'All times are Tehran time.',
    other: 'فارسی',
    off: 'This page is off',
    offWhy: 'The timetable is not published at this address.',
  },
};
