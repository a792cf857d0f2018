// Calling back citizens who were not reached: the telephone system keeps the number under a handle, and only the handle comes here.
import { WEEK } from './time.ts';

/**
 * What became of calling back. reached: they talked; unreached: nobody answered, so it stays open; wrong: somebody else answered;
 * declined: the citizen did not need it any more; again: the citizen called again before that and was answered.
 */
export const callbackOutcomes = ['reached', 'unreached', 'wrong', 'declined', 'again'] as const;
export type CallbackOutcome = (typeof callbackOutcomes)[number];

export const callbackStates = ['open', 'done', 'expired'] as const;
export type CallbackState = (typeof callbackStates)[number];

/** So long after the call the telephone system forgets the number. */
export const HANDLE_LIVES_MS = WEEK;
/** What is dialled before a handle, as docs/asterisk.md has it. */
export const CALLBACK_CODE = '*1';

/** Too few digits for a telephone number, so that no field of an event hides one behind a handle (B8). */
export const handlePattern = /^[1-9]\d{4,5}$/;
