// A time of day as people type it and as a field shows it, in minutes since midnight. Pure.
import { latinDigits } from '../../shared/digits.ts';

/** Of `8`, `8:30`, `۸:۳۰`, up to 24:00; undefined when it is no time of day. */
export function minutesOf(text: string): number | undefined {
  const latin = latinDigits(text);
  const found = /^\s*(\d{1,2})(?:\s*[:.]\s*(\d{2}))?\s*$/.exec(latin);
  if (!found) return undefined;
  const minutes = Number(found[1]) * 60 + Number(found[2] ?? 0);
  return minutes > 1440 || Number(found[2] ?? 0) > 59 ? undefined : minutes;
}

/** 08:30, in Latin digits. */
export const timeOfDay = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
