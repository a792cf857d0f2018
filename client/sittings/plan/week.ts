// Weeks of the Iranian calendar begin on Saturday. Times are epoch ms; the server says how far east of UTC they are shown.
import { DAY, MINUTE } from '../../../shared/time.ts';
import { dayStartOf } from '../../text/jalali.ts';

/** 1 January 1970 was a Thursday, five days after a Saturday. */
const THURSDAY = 5;

export function weekStartOf(ms: number, utcOffset: number): number {
  const day = dayStartOf(ms, utcOffset);
  const number = Math.round((day + utcOffset * MINUTE) / DAY);
  return day - ((((number + THURSDAY) % 7) + 7) % 7) * DAY;
}
