// How long a planned sitting may be, and by how much one that is on can be extended.
import { HOUR, MINUTE } from './time.ts';

export const SHORTEST_SITTING = 5 * MINUTE;
export const LONGEST_SITTING = 12 * HOUR;

/** Minutes. */
export const extensions = [10, 20, 30] as const;
export type Extension = (typeof extensions)[number];
