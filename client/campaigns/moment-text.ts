// A moment with its day. Pure.
import type { Moments } from '../text/moment.ts';

export const momentText = (at: number, utcOffset: number, { dayOfWeek, clock }: Moments): string =>
  `${dayOfWeek(at, utcOffset)} ${clock(at, utcOffset)}`;
