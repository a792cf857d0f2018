// A length of time in its fitting unit, for a sentence in which its exact seconds do not matter. Pure.
import { DAY, HOUR, MINUTE, SECOND } from '../../shared/time.ts';
import type { Numerals } from './numerals.ts';

type Lengths = Readonly<Record<'seconds' | 'minutes' | 'hours' | 'days', (count: string) => string>>;

/** The larger unit begins with two of it, so that rounding hides no more than a quarter. */
export function roughLength(ms: number, lengths: Lengths, { count }: Pick<Numerals, 'count'>): string {
  if (ms < 2 * MINUTE) return lengths.seconds(count(Math.round(ms / SECOND)));
  if (ms < 2 * HOUR) return lengths.minutes(count(Math.round(ms / MINUTE)));
  if (ms < 2 * DAY) return lengths.hours(count(Math.round(ms / HOUR)));
  return lengths.days(count(Math.round(ms / DAY)));
}
