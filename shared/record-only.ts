// Events that change nothing on the board: they are for the record, the links, the notifier, the timetable or lists that are read
// from the ledger.
import { isCallbackEvent, type CallbackEvent, type EventType, type StoredEvent } from './event.ts';

/** What stands before the dot in the types of these events. */
const subjects = [
  ...(['account', 'session', 'factor', 'token', 'display', 'recipient', 'request', 'list'] as const),
  ...(['link', 'notice', 'log', 'province', 'deadline', 'feed', 'emblem', 'timetable', 'campaign'] as const),
];
type RecordOnly = `${(typeof subjects)[number]}.${string}`;
const recordOnly: ReadonlySet<string> = new Set(subjects);

export const isRecordOnly = (
  event: StoredEvent,
): event is Extract<StoredEvent, { type: Extract<EventType, RecordOnly> }> | CallbackEvent =>
  recordOnly.has(event.type.slice(0, event.type.indexOf('.'))) || isCallbackEvent(event);
