// The closed lists from which fields of events choose. By themselves, so that screens have them without the schema.

export const leaveReasons = ['abandoned', 'timeout', 'key', 'empty', 'withdrawn', 'other'] as const;
export const deskStates = ['free', 'ringing', 'busy', 'wrapup', 'paused', 'away', 'unreachable'] as const;
export const verificationResults = ['met', 'partly', 'unmet', 'unreachable'] as const;
