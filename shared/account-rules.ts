// What names of accounts and tokens and their passwords look like, for the server and for forms.
export const namePattern = /^[a-z0-9][a-z0-9_-]{0,31}$/;
export const SHORTEST_PASSWORD = 10;
export const LONGEST_PASSWORD = 200;

/** Equal for what looks equal, however a keyboard composed it (NFKC). */
export const normalizedPassword = (password: string): string => password.normalize('NFKC');

/** In characters as people see them. */
export const passwordLength = (password: string): number => [...normalizedPassword(password)].length;
