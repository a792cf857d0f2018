// What the form of a message holds while it is written, and what is sent of it. Pure.
import type { MessagePosted, ScreenMessage } from '../../shared/api/messages.ts';
import { MESSAGE_LONGEST_MS, MESSAGE_MOST, type MessageLevel } from '../../shared/messages.ts';
import { DAY, MINUTE } from '../../shared/time.ts';
import { dayStartOf } from '../text/jalali.ts';
import { minutesOf, timeOfDay } from '../text/time-of-day.ts';

/** Days by their midnights (epoch ms) as text. An empty beginning is now. */
export type MessageDraft = {
  level: MessageLevel;
  fa: string;
  en: string;
  fromDay: string;
  from: string;
  toDay: string;
  to: string;
  counties: readonly string[];
  displays: readonly string[];
};
export type MessageFault = 'required' | 'long' | 'time' | 'order' | 'over' | 'longest';
export type MessageFaults = Partial<Record<'fa' | 'en' | 'from' | 'to', MessageFault>>;

/** Digits as the screen's language writes them. */
type Digits = (text: string) => string;

/** The end so many minutes from now, to the whole minute. */
export function endIn(
  minutes: number,
  now: number,
  utcOffset: number,
  digits: Digits,
): Pick<MessageDraft, 'toDay' | 'to'> {
  const at = Math.ceil(now / MINUTE) * MINUTE + minutes * MINUTE;
  const day = dayStartOf(at, utcOffset);
  return { toDay: String(day), to: digits(timeOfDay(Math.floor((at - day) / MINUTE))) };
}

export function emptyMessage(now: number, utcOffset: number, digits: Digits): MessageDraft {
  const today = String(dayStartOf(now, utcOffset));
  return {
    level: 'info',
    fa: '',
    en: '',
    fromDay: today,
    from: '',
    ...endIn(60, now, utcOffset, digits),
    counties: [],
    displays: [],
  };
}

/** The same words for the same screens once more, in a new time. */
export const again = (
  { level, fa = '', en = '', counties, displays }: ScreenMessage,
  now: number,
  utcOffset: number,
  digits: Digits,
): MessageDraft => ({ ...emptyMessage(now, utcOffset, digits), level, fa, en, counties, displays });

/** Today and the days that a message may be for. */
export const messageDays = (now: number, utcOffset: number): number[] => {
  const today = dayStartOf(now, utcOffset);
  return Array.from({ length: 31 }, (_none, n) => today + n * DAY);
};

const momentOf = (day: string, time: string): number | undefined => {
  const minutes = minutesOf(time);
  return minutes === undefined ? undefined : Number(day) + minutes * MINUTE;
};

export function messageFaults({ fa, en, fromDay, from, toDay, to }: MessageDraft, now: number): MessageFaults {
  const faults: MessageFaults = {};
  if (fa.trim() === '' && en.trim() === '') faults.fa = 'required';
  if (fa.trim().length > MESSAGE_MOST) faults.fa = 'long';
  if (en.trim().length > MESSAGE_MOST) faults.en = 'long';
  const begin = from.trim() === '' ? now : momentOf(fromDay, from);
  const end = momentOf(toDay, to);
  if (begin === undefined) faults.from = 'time';
  // A minute that has begun is now.
  else if (begin <= now - MINUTE) faults.from = 'over';
  if (end === undefined) faults.to = 'time';
  else if (end <= now) faults.to = 'over';
  else if (begin !== undefined && end <= begin) faults.to = 'order';
  else if (begin !== undefined && end - begin > MESSAGE_LONGEST_MS) faults.to = 'longest';
  return faults;
}

export function messageOf({ level, fa, en, fromDay, from, toDay, to, ...screens }: MessageDraft): MessagePosted {
  const begin = from.trim() === '' ? undefined : momentOf(fromDay, from);
  return {
    level,
    ...(fa.trim() !== '' && { fa: fa.trim() }),
    ...(en.trim() !== '' && { en: en.trim() }),
    ...(begin !== undefined && { from: begin }),
    to: momentOf(toDay, to) ?? 0,
    counties: [...screens.counties],
    displays: [...screens.displays],
  };
}
