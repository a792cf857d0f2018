// Sources in the log besides telephone systems and tokens. No token may have these names: it could claim the ids of their
// facts (B2).

/** Our own clock: the same facts on every node, so that the log drops the second one. */
export const CLOCK = 'clock';
/** What people decide at this server: accounts, tokens, displays, the timetable. */
export const OFFICE = 'office';
