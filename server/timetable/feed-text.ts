// What a calendar says, in both languages.
import type { Language } from '../../shared/settings.ts';

export type FeedText = {
  /** Of the calendar of a whole province. */
  ofProvince: (province: string) => string;
  of: (name: string) => string;
  title: (official: string) => string;
  both: (official: string, title: string) => string;
  off: string;
  offTitle: (title: string) => string;
  was: (day: string, from: string, to: string) => string;
};

export const feedTexts: Record<Language, FeedText> = {
  fa: {
    ofProvince: (province) => `پاسخ‌گویی ۱۱۱ استان ${province}`,
    of: (name) => `پاسخ‌گویی ۱۱۱: ${name}`,
    title: (official) => `پاسخ‌گویی ۱۱۱: ${official}`,
    both: (official, title) => `${official}، ${title}`,
    off: 'این نوبت لغو شد.',
    offTitle: (title) => `لغو شد: ${title}`,
    was: (day, from, to) => `زمان این نوبت تغییر کرد؛ زمان قبلی: ${day}، ${from} تا ${to}`,
  },
  en: {
    ofProvince: (province) => `111 sessions of ${province}`,
    of: (name) => `111 sessions: ${name}`,
    title: (official) => `111 session: ${official}`,
    both: (official, title) => `${official}, ${title}`,
    off: 'This session was cancelled.',
    offTitle: (title) => `Cancelled: ${title}`,
    was: (day, from, to) => `The time was changed; it was ${day}, ${from} to ${to}`,
  },
};
