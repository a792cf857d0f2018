// Contacts that came by message, visit or post, or were registered by hand: their facts merged, and what each counts as.
import type { Calendar } from '../../shared/calendar.ts';
import type { StoredEvent, StoredOf } from '../../shared/event.ts';
import { earliest, latest, type Reported } from './merge-rules.ts';
import { isCaseEvent, mergeCase, readCase, type CaseEvent, type CaseFacts } from './case.ts';
import { mergeTags, type TagName } from './tags.ts';
import type { Contact, ContactCounts } from './contact-counts.ts';

type ContactEvent = StoredOf<'contact.registered' | 'contact.tagged' | 'contact.corrected' | 'contact.withdrawn'>;

/** The merged facts of a contact that came by message, visit, post or was registered by hand. */
export type ContactFacts = {
  registered?: Reported<{ channel: Contact['channel']; day: string }>;
  channel?: Reported<Contact['channel']>;
  day?: Reported<string>;
  tags: Partial<Record<TagName, Reported<string>>>;
  withdrawn?: true;
  case?: CaseFacts;
};

/** The day that was written down. Old logs may name one that the calendar lacks: it is ignored. */
const dayOf = ({ on }: { on?: string | undefined }, calendar: Calendar): string | undefined =>
  on !== undefined && calendar.has(on) ? on : undefined;

/** Takes one event in; false when it changes nothing. Without `on` a contact belongs to the day of its registration. */
function mergeContact(facts: ContactFacts, event: ContactEvent | CaseEvent, calendar: Calendar): boolean {
  if (isCaseEvent(event)) return mergeCase((facts.case ??= {}), event);
  const report = <T>(value: T): Reported<T> => ({ value, at: event.at, approx: false, id: event.id });
  switch (event.type) {
    case 'contact.registered': {
      const kept = earliest(
        facts.registered,
        report({ channel: event.channel, day: dayOf(event, calendar) ?? calendar.dayOf(event.at) }),
      );
      const changed = kept !== facts.registered;
      facts.registered = kept;
      return mergeTags(facts.tags, event) || changed;
    }
    case 'contact.tagged':
      return mergeTags(facts.tags, event);
    case 'contact.corrected': {
      if (event.channel !== undefined) facts.channel = latest(facts.channel, report(event.channel));
      const day = dayOf(event, calendar);
      if (day !== undefined) facts.day = latest(facts.day, report(day));
      mergeTags(facts.tags, event);
      return true;
    }
    case 'contact.withdrawn':
      facts.withdrawn = true;
      return true;
  }
}

type Parts = {
  counts: Pick<ContactCounts, 'count'>;
  calendar: Calendar;
  /** The events of a contact before a position. */
  recall: (subject: string, before: number) => readonly StoredEvent[];
};

/** Counts contacts that were registered by hand; the earlier events of one are read back with each new one (B7). */
export function createContacts({ counts, calendar, recall }: Parts) {
  return {
    take(event: ContactEvent | (CaseEvent & { contact: string }), before: number): void {
      const facts = gatherContact(recall(`contact/${event.contact}`, before), calendar);
      const old = readContact(facts);
      if (!mergeContact(facts, event, calendar)) return;
      const fresh = readContact(facts);
      if (fresh) counts.count(fresh, 1);
      if (old) counts.count(old, -1);
    },
  };
}

/** The facts of a contact from the events of its subject. */
export function gatherContact(events: readonly StoredEvent[], calendar: Calendar): ContactFacts {
  const facts: ContactFacts = { tags: {} };
  for (const event of events) if (isContactEvent(event) || isCaseEvent(event)) mergeContact(facts, event, calendar);
  return facts;
}

const ofContacts: ReadonlySet<string> = new Set<ContactEvent['type']>([
  'contact.registered',
  'contact.corrected',
  'contact.tagged',
  'contact.withdrawn',
]);
export const isContactEvent = (event: StoredEvent): event is ContactEvent => ofContacts.has(event.type);

/** What a contact counts as; undefined while it is not registered, or withdrawn. */
export function readContact(facts: ContactFacts): Contact | undefined {
  if (!facts.registered || facts.withdrawn) return undefined;
  const tags: Contact['tags'] = {};
  for (const [name, report] of Object.entries(facts.tags)) tags[name as TagName] = report.value;
  return {
    day: facts.day?.value ?? facts.registered.value.day,
    channel: facts.channel?.value ?? facts.registered.value.channel,
    tags,
    ...(facts.case && { case: readCase(facts.case) }),
  };
}
