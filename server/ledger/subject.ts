// What an event is about, in the ledger's index: a late fact reads the rest of its subject back (B2).
import { isCallbackEvent, type StoredEvent, type StoredOf } from '../../shared/event.ts';
import { DAY } from '../../shared/time.ts';

/**
 * `call/<call>`, `contact/<contact>`, `sitting/<sitting>`, `alert/<alert>`, `notice/<day of the alert>`, `message/<message>`, `help/<help>`,
 * `callback/<day>` (of its moment, in days since 1970),
 * `threshold/<rule>`, `deadline/<agency>/<kind>`, `naming`, `province`, `campaigns`, `timetable`, `seals`, `counted`, `rehashed`, `month/<month>` (imports), `verification/<month>` (samples) or `system/<system>`
 * (events of telephone systems about themselves); undefined for the rest. A case hangs on its contact, or on its call where it
 * has none.
 */
export function subjectOf(event: StoredEvent): string | undefined {
  if (isCallbackEvent(event)) return callbackSubject(event.at);
  if ('contact' in event && event.contact !== undefined) return `contact/${event.contact}`;
  if ('call' in event && event.call !== undefined) return `call/${event.call}`;
  if ('sitting' in event) return `sitting/${event.sitting}`;
  if (event.type === 'month.imported') return `month/${event.month}`;
  if (event.type === 'verification.sampled') return `verification/${event.month}`;
  if (isNaming(event)) return NAMING;
  if (isOfProvince(event)) return PROVINCE;
  if (isNotice(event)) return noticeSubject(dayOfAlert(event.alert));
  if ('alert' in event) return `alert/${event.alert}`;
  if (event.type === 'deadline.set') return `deadline/${event.agency ?? ''}/${event.kind ?? ''}`;
  if ('help' in event) return `help/${event.help}`;
  if ('campaign' in event) return CAMPAIGNS;
  if ('message' in event) return `message/${event.message}`;
  if (event.type === 'threshold.set') return `threshold/${event.rule}`;
  if (isOfTimetable(event)) return TIMETABLE;
  if (event.type === 'log.sealed') return SEALS;
  if (event.type === 'log.counted') return COUNTED;
  if (event.type === 'log.rehashed') return REHASHED;
  if ('system' in event) return `system/${event.system}`;
  return undefined;
}

type NamingEvent = Extract<StoredEvent, { type: `${string}.named` }>;
/** What queues, desks and officials are called: there are few, and they are read together. */
export const NAMING = 'naming';
/** Which province it is, and what was changed of it. */
export const PROVINCE = 'province';
export const isOfProvince = (event: StoredEvent): boolean =>
  event.type === 'province.set' || (event.type === 'profile.changed' && event.set !== undefined);
export const isNaming = (event: StoredEvent): event is NamingEvent => event.type.endsWith('.named');

/** Whether the timetable is public, and which days of it were announced. */
export const TIMETABLE = 'timetable';
export const isOfTimetable = (event: StoredEvent): event is StoredOf<'timetable.set' | 'timetable.published'> =>
  event.type === 'timetable.set' || event.type === 'timetable.published';

/** There are few, and they are read together. */
export const CAMPAIGNS = 'campaigns';

/** What is about calling back: lists of it reach back over a few days. */
export const callbackSubject = (at: number): string => `callback/${Math.floor(at / DAY)}`;
/** The seals of days, the promises of months that were counted with them, and sealed events that were changed since. */
export const SEALS = 'seals';
export const COUNTED = 'counted';
export const REHASHED = 'rehashed';

type NoticeEvent = Extract<StoredEvent, { type: `notice.${string}` }>;
export const isNotice = (event: StoredEvent): event is NoticeEvent => event.type.startsWith('notice.');
export const noticeSubject = (day: string): string => `notice/${day}`;
/** The Jalali day in an alert's name. */
export const dayOfAlert = (alert: string): string => /\/(\d{4}-\d\d-\d\d)-\d+$/.exec(alert)?.[1] ?? 'undated';
