// Events that stand in the log for the record, the links or the notifier, and change nothing on the board.
import type { EventType, StoredEvent } from './event.ts';

type RecordOnly = `${'account' | 'token' | 'display' | 'recipient' | 'notice' | 'log'}.${string}`;
export const isRecordOnly = (
  event: StoredEvent,
): event is Extract<StoredEvent, { type: Extract<EventType, RecordOnly> }> =>
  /^(?:account|token|display|recipient|notice|log)\./.test(event.type);
