// The day and the times of a sitting as people read them.
import { language } from '../../state/language.svelte.ts';

/** `withYear`: where it need not be this year's. */
export const spanText = ({ from, to }: { from: number; to: number }, utcOffset: number, withYear = false): string => {
  const { date, dayOfWeek, clock } = language.moments;
  return `${(withYear ? date : dayOfWeek)(from, utcOffset)} ${clock(from, utcOffset)}–${clock(to, utcOffset)}`;
};
