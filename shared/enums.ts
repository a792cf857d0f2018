// The closed lists from which fields of events choose. By themselves, so that screens have them without the schema.

export const leaveReasons = ['abandoned', 'timeout', 'key', 'empty', 'withdrawn', 'other'] as const;
export const deskStates = ['free', 'ringing', 'busy', 'wrapup', 'paused', 'away', 'unreachable'] as const;
export const verificationResults = ['met', 'partly', 'unmet', 'unreachable'] as const;
export const caseSteps = ['referred', 'answered', 'closed', 'verified'] as const;
/** The fate of a visit, by the counter that it counts in. */
export const outcomes = ['waiting', 'answered', 'abandoned', 'timedOut', 'leftByKey', 'leftOtherwise', 'lost'] as const;
/** `missed`: calls that some desk, or the desk asked for, did not answer, whatever became of them. */
export const askedOutcomes = [...outcomes, 'missed'] as const;
