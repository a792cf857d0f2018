// What a desk may do at a moment, in the order in which it is shown.

/**
 * busy: on a call that no queue of ours gave it; away: not signed in; unreachable: signed in, and its telephone cannot be
 * reached; unknown: nothing reported it, or nobody listened.
 */
export const deskParts = [
  'talking',
  'ringing',
  'wrapup',
  'idle',
  'paused',
  'busy',
  'unreachable',
  'away',
  'unknown',
] as const;
export type DeskPart = (typeof deskParts)[number];

/** Signed in and within reach. */
export const signedInParts = ['talking', 'ringing', 'wrapup', 'idle', 'paused', 'busy'] as const;
