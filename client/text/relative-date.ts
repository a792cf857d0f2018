// A past time: within a day as an age, before that as a date.
import { DAY } from '../../shared/time.ts';
import type { Moments } from './moment.ts';
import { TEHRAN_OFFSET } from './tehran.ts';

export const relativeDate = (at: number, now: number, { ago, date }: Pick<Moments, 'ago' | 'date'>): string =>
  now - at < DAY ? ago(Math.max(0, now - at) / 1000) : date(at, TEHRAN_OFFSET);
