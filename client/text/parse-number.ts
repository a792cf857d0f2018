import { latinDigits } from '../../shared/digits.ts';

/** The number that somebody typed, in Persian, Arabic or Latin digits; undefined when it is none or below zero. */
export function parseNumber(text: string): number | undefined {
  const latin = latinDigits(text.trim()).replace('٫', '.');
  return /^\d{1,7}(\.\d{1,3})?$/.test(latin) ? Number(latin) : undefined;
}
