// A table of a month, before it is written into a file.

/** `percent`: a share 0–1; `seconds`: a duration; `day`: a Jalali day or month such as 1405-08-01. */
export type Cell = string | number | { percent: number } | { seconds: number } | { day: string };
/** What was not reported is a dash, never zero (B10). */
export const NONE = '–';

export type Sheet = { name: string; head: string[]; rows: Cell[][] };
