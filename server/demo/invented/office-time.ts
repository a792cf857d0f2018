// When the demo takes place: in office hours, because at night no office answers. Outside of them its clock stands at a
// quarter past ten of the latest working day, and the terminal and the wall's own clock show that.
import type { Calendar } from '../../../shared/calendar.ts';
import { holidayOf } from '../../../shared/holidays.ts';
import { DAY, HOUR, MINUTE } from '../../../shared/time.ts';

const FRIDAY = 5;
const THURSDAY = 4;
/** Between these the demo keeps the true time: a morning lies behind it, and an hour of sittings before it. */
const FROM = 9.5 * HOUR;
const TO = 13 * HOUR;
const BEGINS = 10 * HOUR + 14 * MINUTE;

type Days = Pick<Calendar, 'dayOf' | 'startOf'>;

/** 0 is Sunday. Noon in Tehran is the same day in UTC. */
export const weekdayOf = (day: string, { startOf }: Days): number => new Date(startOf(day) + DAY / 2).getUTCDay();

export const isWorkingDay = (day: string, calendar: Days): boolean =>
  ![THURSDAY, FRIDAY].includes(weekdayOf(day, calendar)) && holidayOf(day) === undefined;

export const dayBefore = (day: string, { dayOf, startOf }: Days): string => dayOf(startOf(day) - DAY / 2);

/** The moment that the demo takes for now, epoch ms: never later than it is, so that no fact lies in the future. */
export function officeTime(now: number, calendar: Days): number {
  const today = calendar.dayOf(now);
  const sinceMidnight = now - calendar.startOf(today);
  if (isWorkingDay(today, calendar) && sinceMidnight >= FROM && sinceMidnight < TO) return now;
  let day = sinceMidnight < FROM ? dayBefore(today, calendar) : today;
  while (!isWorkingDay(day, calendar)) day = dayBefore(day, calendar);
  return calendar.startOf(day) + BEGINS;
}
