// What can be changed in a simulation of a sitting, and why there may be none.

/** Offered to be chosen: further desks, further minutes, and the longest talk in minutes. */
export const moreDesks = [0, 1, 2] as const;
export const moreMinutes = [0, 10, 20, 30] as const;
export const talkLimits = [3, 4, 5, 6, 8, 10] as const;

/** `talkLimit`: seconds. */
export type Scenario = { desks: number; minutes: number; talkLimit?: number | undefined };

export const silences = ['not-over', 'no-queue', 'too-few-talks', 'incomplete', 'too-many-callers'] as const;
/** Why nothing is simulated. */
export type Silence = (typeof silences)[number];
