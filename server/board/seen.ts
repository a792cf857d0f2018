/**
 * How the id ends of a joining or an answer that was only seen to have been: the caller waited, or talked, at that time. It began
 * earlier, and an answer may belong to a later visit of the caller.
 */
export const SEEN = 'seen';

/** How the id of what a line of queue_log reported ends. */
export const LOGGED = 'log';

/** How the id of a leaving ends that is certain, though nothing reported how: any report of it counts before. */
export const UNREPORTED = 'unreported';
