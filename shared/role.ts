// The roles of people and programs. What each may do is in server/access/permissions.ts.

/** Each of these may do what those before it may. */
export const ladder = ['display', 'deputy', 'supervisor', 'admin'] as const;
/** The others stand beside the ladder. `metrics` reads figures only. */
export const roles = [...ladder, 'clerk', 'ingest', 'metrics'] as const;
export type Role = (typeof roles)[number];

/** Whether a role is this one of the ladder or stands above it; false for those beside it. */
export const isAtLeast = (role: Role | undefined, least: (typeof ladder)[number]): boolean =>
  ladder.slice(ladder.indexOf(least)).some((one) => one === role);

export const isRole = (word: unknown): word is Role => roles.some((role) => role === word);

/** What an account may be: a person. Displays are paired, and machines have tokens. */
export const accountRoles = ['deputy', 'supervisor', 'admin', 'clerk'] as const satisfies readonly Role[];
export type AccountRole = (typeof accountRoles)[number];
export const isAccountRole = (word: unknown): word is AccountRole => accountRoles.some((role) => role === word);

/**
 * The pages of the wall, at `/?page=`; `wall` is the living one. `floor` is for the officials who answer: it hides the
 * callers that wait.
 */
export const wallPages = ['wall', 'queues', 'month', 'officials', 'map', 'floor'] as const;
export type WallPage = (typeof wallPages)[number];

/** What a display shows; `rotate` turns the pages of the wall. */
export const displayPages = [...wallPages, 'sittings', 'rotate'] as const;
export type DisplayPage = (typeof displayPages)[number];
export const isDisplayPage = (word: unknown): word is DisplayPage => displayPages.some((page) => page === word);
