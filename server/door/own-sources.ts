// Who speaks in the log beside telephone systems and tokens. Nobody else may go by these names: whoever did could take the
// ids of their facts (B2).

/** Our own clock: the same facts on every node, so that the second telling is dropped at the log. */
export const CLOCK = 'clock';
/** What people decide at this server: accounts, tokens, displays, the timetable. */
export const OFFICE = 'office';
