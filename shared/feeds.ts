// Calendars of the timetable that others subscribe to.

export const feedScopes = ['province', 'county', 'official'] as const;
/** Which sittings a calendar has: all of them, those of one county, or those of one official. */
export type FeedScope = (typeof feedScopes)[number];
