// Half-hours of the day, from 0 to 47.
import { MINUTE } from './time.ts';

export const HALF_HOURS = 48;

/** The half-hour at a moment, in a zone so many minutes east of UTC. */
export const halfHourAt = (ms: number, utcOffset: number): number =>
  Math.floor((ms / MINUTE + utcOffset) / 30) % HALF_HOURS;

/** How much of it is over, from 0 to 1. */
export const partOfHalfHour = (ms: number, utcOffset: number): number => ((ms / MINUTE + utcOffset) % 30) / 30;
