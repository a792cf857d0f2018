// How Jalali days and months are written as ids ("1405-09-02", "1405-09"), and about when they are.
import { DAY } from './time.ts';

const MONTH = '1[34]\\d\\d-(?:0[1-9]|1[0-2])';
export const monthPattern = new RegExp(`^${MONTH}$`);
export const dayPattern = new RegExp(`^${MONTH}-(?:0[1-9]|[12]\\d|3[01])$`);

/**
 * Noon UTC (epoch ms) of a day, wrong by two days at most: Nowruz falls on 19–22 March of year + 621; then six months have 31
 * days, the others 30. `month`: such as "1405-09".
 */
export function roughTimeOf(month: string, date: number): number {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return Date.UTC(year + 621, 2, 20, 12) + ((number - 1) * 31 - Math.max(0, number - 7) + date - 1) * DAY;
}
