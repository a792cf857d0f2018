// Weeks of the Iranian calendar begin on Saturday. Times are epoch ms; the server says how far east of UTC they are shown.
import { latinDigits } from '../../../shared/digits.ts';
import { DAY } from '../../../shared/time.ts';
import { dayStartOf } from '../../text/jalali.ts';

/** 1 January 1970 was a Thursday, five days after a Saturday. */
const THURSDAY = 5;

export function weekStartOf(ms: number, utcOffset: number): number {
  const day = dayStartOf(ms, utcOffset);
  const number = Math.round((day + utcOffset * 60_000) / DAY);
  return day - ((((number + THURSDAY) % 7) + 7) % 7) * DAY;
}

/** Minutes since midnight of `8`, `8:30`, `۸:۳۰`; undefined when it is no time of day. */
export function minutesOf(text: string): number | undefined {
  const latin = latinDigits(text);
  const found = /^\s*(\d{1,2})(?:\s*[:.]\s*(\d{2}))?\s*$/.exec(latin);
  if (!found) return undefined;
  const minutes = Number(found[1]) * 60 + Number(found[2] ?? 0);
  return minutes > 1440 || Number(found[2] ?? 0) > 59 ? undefined : minutes;
}
