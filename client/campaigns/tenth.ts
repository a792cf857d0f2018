// A mean with one digit behind the point, without it where it is whole. Pure.
import type { Numerals } from '../text/numerals.ts';

export const tenth = (value: number, { plain }: Pick<Numerals, 'plain'>): string => plain(Math.round(value * 10) / 10);
