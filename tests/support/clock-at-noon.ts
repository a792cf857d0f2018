// A server's clock far from midnight at any hour of the day: for tests that put calls or sittings around now, within one day.
import { DAY, MINUTE } from '../../shared/time.ts';

export const TEHRAN_MS = 210 * MINUTE;
/** From now to the noon of this day in Tehran. */
const shift = DAY / 2 - ((Date.now() + TEHRAN_MS) % DAY);

export const noonClock = (): number => Date.now() + shift;
