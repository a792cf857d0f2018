// Contacts of days, months and counties: distinct calls answered at least once, and what came by other channels.
import type { Board, Tally } from '../../shared/board.ts';
import type { Calendar } from '../../shared/calendar.ts';
import { monthOf } from '../../shared/calendar.ts';
import type { StoredEvent, StoredOf } from '../../shared/event.ts';
import { first, latest, type Told } from './best.ts';
import type { TagName } from './call.ts';
import { mergeTags } from './call.ts';
import type { Periods } from './periods.ts';

/** One contact as it counts. `hour` only where the moment is known, that is for calls. */
export type Contact = {
  day: string;
  hour?: number;
  channel: StoredOf<'contact.registered'>['channel'];
  tags: Partial<Record<TagName, string>>;
};

/** Adds (or with −1 takes back) one contact wherever it counts; each breakdown sums to the contacts (`unknown` included). */
export function countContact(periods: Periods, counties: Board['counties'], contact: Contact, sign: 1 | -1): void {
  const { day, hour, channel, tags } = contact;
  const county = tags.county !== undefined && Object.hasOwn(counties, tags.county) ? tags.county : 'unknown';
  periods.county(county, day, sign);
  const month = periods.month(monthOf(day));
  month.add('contacts', sign);
  month.at<{ registered: number }>('cases').add('registered', sign);
  const tallies: [Parameters<typeof month.at>[0], string][] = [
    ['byChannel', channel],
    ['byCounty', county],
    ['byTopic', tags.topic ?? 'unknown'],
    ['byKind', tags.kind ?? 'unknown'],
    ['byAgency', tags.agency ?? 'unknown'],
    ['byDay', day],
  ];
  for (const [name, key] of tallies) month.at<Tally>(name).tally(key, sign);
  if (hour !== undefined) {
    const hours = month.at<Record<string, Tally>>('byHour');
    hours.need<Tally>(day, () => ({})).tally(String(hour), sign);
    if (Object.keys(hours.value[day] ?? {}).length === 0) hours.drop(day);
  }
}

type ContactEvent = StoredOf<'contact.registered' | 'contact.tagged' | 'contact.corrected' | 'contact.withdrawn'>;

/** The merged facts of a contact that came by message, visit, post or was registered by hand. */
type ContactFacts = {
  registered?: Told<{ channel: Contact['channel']; day: string }>;
  channel?: Told<Contact['channel']>;
  day?: Told<string>;
  tags: Partial<Record<TagName, Told<string>>>;
  withdrawn?: true;
};

/** Takes one event in; false when it changes nothing. Without `on` a contact belongs to the day of its registration. */
function mergeContact(facts: ContactFacts, event: ContactEvent, calendar: Calendar): boolean {
  const told = <T>(value: T): Told<T> => ({ value, at: event.at, approx: false, id: event.id });
  switch (event.type) {
    case 'contact.registered': {
      const kept = first(facts.registered, told({ channel: event.channel, day: event.on ?? calendar.dayOf(event.at) }));
      const changed = kept !== facts.registered;
      facts.registered = kept;
      return mergeTags(facts.tags, event) || changed;
    }
    case 'contact.tagged':
      return mergeTags(facts.tags, event);
    case 'contact.corrected':
      if (event.channel !== undefined) facts.channel = latest(facts.channel, told(event.channel));
      if (event.on !== undefined) facts.day = latest(facts.day, told(event.on));
      mergeTags(facts.tags, event);
      return true;
    case 'contact.withdrawn':
      facts.withdrawn = true;
      return true;
  }
}

type Parts = {
  periods: Periods;
  counties: Board['counties'];
  calendar: Calendar;
  /** The events of a contact before a position. */
  recall: (subject: string, before: number) => readonly StoredEvent[];
};

/** Counts contacts that came by hand; what was said of one before is read back with each word about it (B7). */
export function createContacts({ periods, counties, calendar, recall }: Parts) {
  return {
    take(event: ContactEvent, before: number): void {
      const facts: ContactFacts = { tags: {} };
      for (const one of recall(`contact/${event.contact}`, before))
        if (isContact(one)) mergeContact(facts, one, calendar);
      const old = readContact(facts);
      if (!mergeContact(facts, event, calendar)) return;
      const fresh = readContact(facts);
      if (fresh) countContact(periods, counties, fresh, 1);
      if (old) countContact(periods, counties, old, -1);
    },
  };
}

const isContact = (event: StoredEvent): event is ContactEvent => event.type.startsWith('contact.');

/** What a contact counts as; undefined while it is not registered, or withdrawn. */
function readContact(facts: ContactFacts): Contact | undefined {
  if (!facts.registered || facts.withdrawn) return undefined;
  const tags: Contact['tags'] = {};
  for (const [name, told] of Object.entries(facts.tags)) tags[name as TagName] = told.value;
  return {
    day: facts.day?.value ?? facts.registered.value.day,
    channel: facts.channel?.value ?? facts.registered.value.channel,
    tags,
  };
}
