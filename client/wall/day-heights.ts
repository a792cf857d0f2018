// The bars of the month's chart: one place per day, this month's and the one before's.
import type { Tally } from '../../shared/board.ts';
import { placesOf } from '../text/month-name.ts';

export type DayHeights = {
  /** Days 1…31; null where the day has not come yet, so that no bar stands there. */
  current: (number | null)[];
  before: (number | null)[];
  /** Index of today's bar, or −1. */
  today: number;
  busiest: { day: number; count: number } | undefined;
};

const dayNumber = (day: string): number => Number(day.slice(8));

function placed(days: Tally, places: number): (number | null)[] {
  const bars = Array.from<number | null>({ length: places }).fill(null);
  for (const [day, count] of Object.entries(days)) bars[dayNumber(day) - 1] = count;
  return bars.slice(0, places);
}

export function dayHeights(month: string, days: Tally, before: Tally, today: string | undefined): DayHeights {
  const places = placesOf(month);
  const current = placed(days, places);
  let busiest: DayHeights['busiest'];
  current.forEach((count, index) => {
    if (count !== null && count > 0 && (!busiest || count > busiest.count)) busiest = { day: index + 1, count };
  });
  return {
    current,
    before: placed(before, places),
    today: today?.startsWith(month) ? dayNumber(today) - 1 : -1,
    busiest,
  };
}
