// The day and the times of a sitting as people read them.
import { language } from '../../state/language.svelte.ts';

export const spanText = ({ from, to }: { from: number; to: number }, utcOffset: number): string => {
  const { dayOfWeek, clock } = language.moments;
  return `${dayOfWeek(from, utcOffset)} ${clock(from, utcOffset)}–${clock(to, utcOffset)}`;
};
