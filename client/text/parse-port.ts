import { latinDigits } from '../../shared/digits.ts';

/** The port that somebody typed, in Persian, Arabic or Latin digits; undefined when it is none. */
export function parsePort(text: string): number | undefined {
  const latin = latinDigits(text.trim());
  return /^\d{1,5}$/.test(latin) && Number(latin) >= 1 && Number(latin) <= 65_535 ? Number(latin) : undefined;
}
