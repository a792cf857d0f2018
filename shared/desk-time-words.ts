// Words for how desks spent their time, in tables and on screens.
import type { DeskPart } from './desk-parts.ts';

type Words = {
  unknown: string;
  day: string;
  desk: string;
  signedIn: string;
  answered: string;
  seconds: string;
  parts: Record<DeskPart, string>;
  /** A pause by its reason. */
  paused: (reason: string) => string;
  /** Reasons that the server knows by name; others are shown as they were reported. */
  reasons: Readonly<Record<string, string>>;
};

const fa: Words = {
  unknown: 'نامشخص',
  day: 'روز',
  desk: 'میز',
  signedIn: 'مدت حضور',
  answered: 'تماس پاسخ‌داده‌شده',
  seconds: 'ثانیه',
  parts: {
    talking: 'مکالمه',
    ringing: 'در حال زنگ',
    wrapup: 'ثبت نتیجه',
    idle: 'آماده',
    paused: 'استراحت',
    busy: 'تماس خارج از صف',
    unreachable: 'خارج از دسترس',
    away: 'خارج از میز',
    unknown: 'نامشخص',
  },
  paused: (reason) => `استراحت: ${reason}`,
  reasons: { prayer: 'نماز', lunch: 'ناهار', meeting: 'جلسه', break: 'استراحت', unknown: 'بدون ذکر علت' },
};

const en: Words = {
  unknown: 'Unknown',
  day: 'Day',
  desk: 'Desk',
  signedIn: 'Signed in',
  answered: 'Calls answered',
  seconds: 'seconds',
  parts: {
    talking: 'Talking',
    ringing: 'Ringing',
    wrapup: 'Wrap-up',
    idle: 'Available',
    paused: 'Paused',
    busy: 'Other call',
    unreachable: 'Unreachable',
    away: 'Away',
    unknown: 'Unknown',
  },
  paused: (reason) => `Paused: ${reason}`,
  reasons: { prayer: 'Prayer', lunch: 'Lunch', meeting: 'Meeting', break: 'Break', unknown: 'no reason given' },
};

export const deskTimeWords = { fa, en } as const;
