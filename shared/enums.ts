// The closed lists from which fields of events choose. By themselves, so that screens have them without the schema.

export const leaveReasons = ['abandoned', 'timeout', 'key', 'empty', 'withdrawn', 'other'] as const;
export const deskStates = ['free', 'ringing', 'busy', 'wrapup', 'paused', 'away', 'unreachable'] as const;
export const verificationResults = ['met', 'partly', 'unmet', 'unreachable'] as const;
/** How a contact is settled without a case: advised in the talk itself, or nothing that any agency has to do with. */
export const settlements = ['advised', 'unrelated'] as const;
export const caseSteps = [...settlements, 'referred', 'answered', 'closed', 'verified'] as const;
/** Which days a deadline counts: all, or working days without Fridays and holidays, in offices that work on Thursdays or not. */
export const dayCounts = ['calendar', 'saturdayToThursday', 'saturdayToWednesday'] as const;
/** How far a case has come: each contact has one of these. */
export const caseStates = ['registered', ...settlements, 'open', 'answered', 'closed'] as const;
/** The fate of a visit, by the counter that it counts in. */
export const outcomes = ['waiting', 'answered', 'abandoned', 'timedOut', 'leftByKey', 'leftOtherwise', 'lost'] as const;
/** `missed`: calls that some desk, or the desk asked for, did not answer, whatever became of them. */
export const askedOutcomes = [...outcomes, 'missed'] as const;
/** What people may name. */
export const nameKinds = ['queue', 'desk', 'official'] as const;
