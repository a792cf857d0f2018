// Seconds as m:ss, or h:mm:ss from an hour on, in a language's digits.
import type { Numerals } from './numerals.ts';

export function duration(seconds: number, { count, two }: Pick<Numerals, 'count' | 'two'>): string {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = two(whole % 60);
  return hours > 0 ? `${count(hours)}:${two(minutes)}:${rest}` : `${count(minutes)}:${rest}`;
}
