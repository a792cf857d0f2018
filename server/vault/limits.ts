/** The longest time that a token may be made for, in days. */
export const MOST_DAYS = 3_650;
