// Contacts of days, months and counties: distinct calls answered at least once, and what came by other channels.
import { DAY } from '../../shared/time.ts';
import { noFollowUp, type Board, type FollowUp, type MonthOnBoard, type Tally } from '../../shared/board.ts';
import type { Calendar } from '../../shared/calendar.ts';
import { monthOf } from '../../shared/calendar.ts';
import type { StoredEvent, StoredOf } from '../../shared/event.ts';
import { earliest, latest, type Reported } from './merge-rules.ts';
import { isCaseEvent, mergeCase, readCase, type Case, type CaseEvent, type CaseFacts } from './case.ts';
import type { TagName } from './call.ts';
import { mergeTags } from './call.ts';
import type { DocumentNode } from './document.ts';
import type { Periods } from './periods.ts';

/** One contact as it counts. `hour` only where the moment is known, that is for calls. */
export type Contact = {
  day: string;
  hour?: number;
  channel: StoredOf<'contact.registered'>['channel'];
  tags: Partial<Record<TagName, string>>;
  case?: Case | undefined;
};

/** The agency that a contact is about: the one that its case was referred to last, else the one it was tagged with. */
export const agencyOf = ({ tags, case: one }: Pick<Contact, 'tags' | 'case'>): string | undefined =>
  one?.agency ?? tags.agency;

/** Adds (or with −1 takes back) one contact wherever it counts; each breakdown sums to the contacts (`unknown` included). */
export function countContact({ periods, counties, calendar }: Counting, contact: Contact, sign: 1 | -1): void {
  const { day, hour, channel, tags } = contact;
  const county = tags.county !== undefined && Object.hasOwn(counties, tags.county) ? tags.county : 'unknown';
  periods.county(county, day, sign);
  const month = periods.month(monthOf(day));
  month.add('contacts', sign);
  const tallies: [Parameters<typeof month.child>[0], string][] = [
    ['byChannel', channel],
    ['byCounty', county],
    ['byTopic', tags.topic ?? 'unknown'],
    ['byKind', tags.kind ?? 'unknown'],
    ['byAgency', agencyOf(contact) ?? 'unknown'],
    ['byDay', day],
  ];
  for (const [name, key] of tallies) month.child<Tally>(name).tally(key, sign);
  followUp(month, contact, calendar, sign);
  if (hour !== undefined) {
    const hours = month.child<Record<string, Tally>>('byHour');
    hours.getOrCreate<Tally>(day, () => ({})).tally(String(hour), sign);
    if (Object.keys(hours.value[day] ?? {}).length === 0) hours.remove(day);
  }
}

/** Counts how far the contact was followed up, in all and for its agency. */
function followUp(month: DocumentNode<MonthOnBoard>, contact: Contact, calendar: Calendar, sign: 1 | -1): void {
  const { day, case: one } = contact;
  const agency = agencyOf(contact) ?? 'unknown';
  const all = month.child<MonthOnBoard['cases']>('cases');
  const agencies = month.child<MonthOnBoard['followUp']>('followUp');
  const own = agencies.getOrCreate<FollowUp>(agency, noFollowUp);
  const count = (step: keyof MonthOnBoard['cases']): void => {
    all.add(step, sign);
    own.add(step, sign);
  };
  count('registered');
  if (one?.referred) count('referred');
  if (one?.closed) count('closed');
  if (one?.answeredAt !== undefined) {
    count('answered');
    const days = Math.round((calendar.startOf(calendar.dayOf(one.answeredAt)) - calendar.startOf(day)) / DAY);
    own.child<Tally>('days').tally(String(Math.max(0, days)), sign);
  }
  if (one?.referred && one.answeredAt === undefined && !one.closed) own.child<Tally>('open').tally(day, sign);
  if (one?.verified !== undefined) {
    month.child<MonthOnBoard['verification']>('verification').add(one.verified, sign);
    own.add(one.verified, sign);
  }
  if (own.value.registered === 0) agencies.remove(agency);
}

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
  const told = <T>(value: T): Reported<T> => ({ value, at: event.at, approx: false, id: event.id });
  switch (event.type) {
    case 'contact.registered': {
      const kept = earliest(
        facts.registered,
        told({ channel: event.channel, day: dayOf(event, calendar) ?? calendar.dayOf(event.at) }),
      );
      const changed = kept !== facts.registered;
      facts.registered = kept;
      return mergeTags(facts.tags, event) || changed;
    }
    case 'contact.tagged':
      return mergeTags(facts.tags, event);
    case 'contact.corrected': {
      if (event.channel !== undefined) facts.channel = latest(facts.channel, told(event.channel));
      const day = dayOf(event, calendar);
      if (day !== undefined) facts.day = latest(facts.day, told(day));
      mergeTags(facts.tags, event);
      return true;
    }
    case 'contact.withdrawn':
      facts.withdrawn = true;
      return true;
  }
}

export type Counting = { periods: Periods; counties: Board['counties']; calendar: Calendar };
type Parts = Counting & {
  /** The events of a contact before a position. */
  recall: (subject: string, before: number) => readonly StoredEvent[];
};

/** Counts contacts that were registered by hand; the earlier events of one are read back with each new one (B7). */
export function createContacts(parts: Parts) {
  const { calendar, recall } = parts;
  return {
    take(event: ContactEvent | (CaseEvent & { contact: string }), before: number): void {
      const facts = gatherContact(recall(`contact/${event.contact}`, before), calendar);
      const old = readContact(facts);
      if (!mergeContact(facts, event, calendar)) return;
      const fresh = readContact(facts);
      if (fresh) countContact(parts, fresh, 1);
      if (old) countContact(parts, old, -1);
    },
  };
}

/** The facts of a contact from the events of its subject. */
export function gatherContact(events: readonly StoredEvent[], calendar: Calendar): ContactFacts {
  const facts: ContactFacts = { tags: {} };
  for (const event of events) if (isContactEvent(event) || isCaseEvent(event)) mergeContact(facts, event, calendar);
  return facts;
}

export const isContactEvent = (event: StoredEvent): event is ContactEvent => event.type.startsWith('contact.');

/** What a contact counts as; undefined while it is not registered, or withdrawn. */
export function readContact(facts: ContactFacts): Contact | undefined {
  if (!facts.registered || facts.withdrawn) return undefined;
  const tags: Contact['tags'] = {};
  for (const [name, told] of Object.entries(facts.tags)) tags[name as TagName] = told.value;
  return {
    day: facts.day?.value ?? facts.registered.value.day,
    channel: facts.channel?.value ?? facts.registered.value.channel,
    tags,
    ...(facts.case && { case: readCase(facts.case) }),
  };
}
