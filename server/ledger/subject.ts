// What an event is about, in the ledger's index: a late fact reads the rest of its subject back (B2).
import type { StoredEvent } from '../../shared/event.ts';

/**
 * `call/<call>`, `contact/<contact>`, `sitting/<sitting>`, `alert/<alert>`, `notice/<day of the alert>`, `threshold/<rule>`, `month/<month>` (imports),
 * `verification/<month>` (samples) or `system/<system>` (events of telephone systems about themselves); undefined for the
 * rest. A case hangs on its contact, or on its call where it has none.
 */
export function subjectOf(event: StoredEvent): string | undefined {
  if ('contact' in event && event.contact !== undefined) return `contact/${event.contact}`;
  if ('call' in event && event.call !== undefined) return `call/${event.call}`;
  if ('sitting' in event) return `sitting/${event.sitting}`;
  if (event.type === 'month.imported') return `month/${event.month}`;
  if (event.type === 'verification.sampled') return `verification/${event.month}`;
  if (isNotice(event)) return noticeSubject(dayOfAlert(event.alert));
  if ('alert' in event) return `alert/${event.alert}`;
  if (event.type === 'threshold.set') return `threshold/${event.rule}`;
  if ('system' in event) return `system/${event.system}`;
  return undefined;
}

type NoticeEvent = Extract<StoredEvent, { type: `notice.${string}` }>;
export const isNotice = (event: StoredEvent): event is NoticeEvent => event.type.startsWith('notice.');
export const noticeSubject = (day: string): string => `notice/${day}`;
/** The Jalali day in an alert's name. */
const dayOfAlert = (alert: string): string => /\/(\d{4}-\d\d-\d\d)-\d+$/.exec(alert)?.[1] ?? 'undated';
