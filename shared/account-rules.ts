// What names of accounts and tokens and their passwords look like, for the server and for forms.
export const namePattern = /^[a-z0-9][a-z0-9_-]{0,31}$/;
/** Of what a person is called on screens. */
export const LONGEST_NAME = 60;
export const SHORTEST_PASSWORD = 10;
export const LONGEST_PASSWORD = 200;

/**
 * Why a password is refused: its length, that it is mostly the user name, the province or this system's own name, or that it is
 * among those that are tried first.
 */
export const passwordFaults = ['length', 'context', 'common'] as const;
export type PasswordFault = (typeof passwordFaults)[number];

/** Equal for what looks equal, however a keyboard composed it (NFKC). */
export const normalizedPassword = (password: string): string => password.normalize('NFKC');

/** In characters as people see them. */
export const passwordLength = (password: string): number => [...normalizedPassword(password)].length;

/**
 * Why passkeys do not work on a page: it came without TLS, at an address without a name, at another one than the public one, or
 * no public one is set.
 */
export const passkeyObstacles = ['not-secure', 'no-name', 'other-address', 'no-public-address'] as const;
export type PasskeyObstacle = (typeof passkeyObstacles)[number];

/** What may be asked for beside a password. */
export const factorWays = ['code', 'passkey', 'recovery'] as const;
export type FactorWay = (typeof factorWays)[number];
