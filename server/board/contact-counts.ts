// Contacts of days, months and counties: distinct calls answered at least once, and what came by other channels. Contacts that
// count alike are gathered and written together, so that a page of events writes each tally once.
import { DAY } from '../../shared/time.ts';
import {
  noFollowUp,
  noKindFollowUp,
  type Board,
  type FollowUp,
  type KindFollowUp,
  type MonthOnBoard,
  type Tally,
} from '../../shared/board.ts';
import { monthOf, type Calendar } from '../../shared/calendar.ts';
import type { StoredOf } from '../../shared/event.ts';
import type { TagName } from './tags.ts';
import type { Case } from './case.ts';
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

type Parts = { periods: Periods; counties: Board['counties']; calendar: Calendar };
export type ContactCounts = ReturnType<typeof createContactCounts>;

export function createContactCounts({ periods, counties, calendar }: Parts) {
  /** By what they count as: one of those contacts, and how many came or, below zero, went since the last flush. */
  const changes = new Map<string, { contact: Contact; amount: number }>();

  /** Adds so many contacts that count alike wherever they count; each breakdown sums to the contacts (`unknown` included). */
  const write = (contact: Contact, amount: number): void => {
    const { day, hour, channel, tags } = contact;
    const county = tags.county !== undefined && Object.hasOwn(counties, tags.county) ? tags.county : 'unknown';
    periods.county(county, day, amount);
    const month = periods.month(monthOf(day));
    month.add('contacts', amount);
    const tallies: [Parameters<typeof month.child>[0], string][] = [
      ['byChannel', channel],
      ['byCounty', county],
      ['byTopic', tags.topic ?? 'unknown'],
      ['byKind', tags.kind ?? 'unknown'],
      ['byAgency', agencyOf(contact) ?? 'unknown'],
      ['byDay', day],
    ];
    for (const [name, key] of tallies) month.child<Tally>(name).tally(key, amount);
    followUp(month, contact, calendar, amount);
    if (hour === undefined) return;
    const hours = month.child<Record<string, Tally>>('byHour');
    hours.getOrCreate<Tally>(day, () => ({})).tally(String(hour), amount);
    if (Object.keys(hours.value[day] ?? {}).length === 0) hours.remove(day);
  };

  return {
    count(contact: Contact, sign: 1 | -1): void {
      const key = nameOf(contact);
      const known = changes.get(key);
      if (known) known.amount += sign;
      else changes.set(key, { contact, amount: sign });
    },

    /** Writes what was counted to the document. */
    flush(): void {
      if (changes.size === 0) return;
      const all = [...changes.values()];
      changes.clear();
      // What came before what went, so that nothing falls to zero, and off the board, in between.
      for (const { contact, amount } of all) if (amount > 0) write(contact, amount);
      for (const { contact, amount } of all) if (amount < 0) write(contact, amount);
    },
  };
}

/** Equal for contacts that count alike; no id holds a line feed. */
const nameOf = ({ day, hour, channel, tags, case: one }: Contact): string =>
  `${day}\n${hour}\n${channel}\n${tags.county}\n${tags.topic}\n${tags.kind}\n${tags.agency}\n` +
  (one === undefined ? '' : JSON.stringify(one));

/** Counts how far the contacts were followed up: in all, for their agency and for their kind. */
function followUp(month: DocumentNode<MonthOnBoard>, contact: Contact, calendar: Calendar, amount: number): void {
  const { day, tags, case: one } = contact;
  const agency = agencyOf(contact) ?? 'unknown';
  const all = month.child<MonthOnBoard['cases']>('cases');
  const agencies = month.child<MonthOnBoard['followUp']>('followUp');
  const own = agencies.getOrCreate<FollowUp>(agency, noFollowUp);
  const kind = tags.kind ?? 'unknown';
  const kinds = month.child<MonthOnBoard['followUpByKind']>('followUpByKind');
  const alike = kinds.getOrCreate<KindFollowUp>(kind, noKindFollowUp);
  const count = (step: keyof MonthOnBoard['cases']): void => {
    for (const counters of [all, own, alike]) counters.add(step, amount);
  };
  count('registered');
  if (one?.settled !== undefined) count(one.settled);
  if (one?.referred) count('referred');
  if (one?.closed) count('closed');
  if (one?.answeredAt !== undefined) {
    count('answered');
    const days = Math.round((calendar.startOf(calendar.dayOf(one.answeredAt)) - calendar.startOf(day)) / DAY);
    own.child<Tally>('days').tally(String(Math.max(0, days)), amount);
  }
  if (one?.referred && one.answeredAt === undefined && !one.closed) own.child<Tally>('open').tally(day, amount);
  if (one?.verified !== undefined) {
    month.child<MonthOnBoard['verification']>('verification').add(one.verified, amount);
    own.add(one.verified, amount);
    alike.add(one.verified, amount);
  }
  if (own.value.registered === 0) agencies.remove(agency);
  if (alike.value.registered === 0) kinds.remove(kind);
}
