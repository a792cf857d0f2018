// A contact while it is written down or corrected: every field as text, empty where it is not set.
import type { ContactRow } from '../../shared/api/contacts.ts';
import type { Channel } from '../../shared/contacts.ts';
import type { RequestOf } from '../../shared/api/types.ts';
import { isFitRef } from '../../shared/ref.ts';
import { dayFault } from '../text/day-fault.ts';
import { parseJalaliDay } from '../text/parse-jalali-day.ts';

export type Draft = {
  channel: Channel;
  /** A Jalali day as somebody types it; empty: today. */
  on: string;
  county: string;
  topic: string;
  kind: string;
  agency: string;
  ref: string;
  /** What stands in a tag's field while it is not what was chosen. */
  typed: Partial<Record<TagName, string | undefined>>;
};
export const tagNames = ['county', 'topic', 'kind', 'agency'] as const;
export type TagName = (typeof tagNames)[number];

export const emptyDraft = (channel: Channel, on: string): Draft => ({
  channel,
  on,
  county: '',
  topic: '',
  kind: '',
  agency: '',
  ref: '',
  typed: {},
});

export const draftOf = (row: ContactRow): Draft => ({
  channel: row.channel,
  on: row.day.replaceAll('-', '/'),
  ref: row.ref ?? '',
  county: row.county ?? '',
  topic: row.topic ?? '',
  kind: row.kind ?? '',
  agency: row.agency ?? '',
  typed: {},
});

/** `today`: by the server's clock. */
export const isDayValid = ({ on }: Draft, today?: string): boolean => dayFault(on, today) === undefined;
/** What a field shows is what is sent: no word stands in one that its list does not have. */
export const areTagsValid = ({ typed }: Draft): boolean => tagNames.every((name) => (typed[name] ?? '').trim() === '');
export const isRefValid = ({ ref }: Draft): boolean => ref.trim() === '' || isFitRef(ref.trim());

/** The draft on a newer row: a field that is as it was `then` is as it is `now`; one that was touched since stays. */
export function rebaseDraft(draft: Draft, then: Draft, now: Draft): Draft {
  const touched = Object.entries(draft).filter(([name, value]) => value !== then[name as keyof Draft]);
  return { ...now, ...Object.fromEntries(touched) };
}

type Registration = RequestOf<'POST /api/contacts'>['body'];

/** The body of a new contact: only fields that are set. */
export function registrationOf(draft: Draft): Registration {
  return {
    channel: draft.channel,
    on: parseJalaliDay(draft.on),
    ...Object.fromEntries(tagNames.map((name) => [name, draft[name] || undefined])),
    ref: draft.ref.trim() || undefined,
  };
}

/** A new contact with what an earlier one says; only its code is its own. */
export const copyOf = (row: ContactRow, today: string): Draft => ({
  ...draftOf(row),
  on: row.day === today ? '' : row.day.replaceAll('-', '/'),
  ref: '',
});

/** What differs from the row that the draft was made from; a tag that was taken away is unknown from now on. A call has tags only. */
export function correctionOf(draft: Draft, row: ContactRow): Record<string, string> {
  const before = draftOf(row);
  const changed: Record<string, string> = {};
  for (const name of tagNames) if (draft[name] !== before[name]) changed[name] = draft[name] || 'unknown';
  if (row.subject.startsWith('call/')) return changed;
  if (draft.channel !== before.channel) changed['channel'] = draft.channel;
  const on = parseJalaliDay(draft.on);
  if (on !== undefined && on !== row.day) changed['on'] = on;
  const ref = draft.ref.trim();
  if (ref !== '' && ref !== before.ref) changed['ref'] = ref;
  return changed;
}
