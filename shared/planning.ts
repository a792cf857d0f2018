// How long a planned sitting may be.
import { HOUR, MINUTE } from './time.ts';

export const SHORTEST_SITTING = 5 * MINUTE;
export const LONGEST_SITTING = 12 * HOUR;
