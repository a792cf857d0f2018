// Contacts that came to the office otherwise than by telephone, and how cases were followed up.
import type { NewEvent } from '../../log/intake.ts';
import { DAY, HOUR, MINUTE } from '../../../shared/time.ts';
import type { Chance } from '../../chance.ts';
import { countyBy, tagsBy } from './tags.ts';

/** What a person decided, and when. */
export type Decided = { at: number; event: NewEvent };

/** How many come by each way on an ordinary working day. */
const usual = { message: 46, visit: 17, post: 13, 'service-desk': 9, ceremony: 6, branch: 4 };

/** Registered by a clerk in office hours. `share`: how much of an ordinary day it was. */
export function contactsOf(
  { from, to, share }: { from: number; to: number; share: number },
  chance: Chance,
): { contacts: { id: string; at: number; agency: string | undefined }[]; events: Decided[] } {
  const events: Decided[] = [];
  const contacts: { id: string; at: number; agency: string | undefined }[] = [];
  for (const [channel, mean] of Object.entries(usual))
    for (let n = Math.round(mean * share * (0.75 + chance.next() / 2)); n > 0; n--) {
      const at = Math.floor(from + chance.next() * (to - from));
      const id = `c-${Math.floor(from / HOUR).toString(36)}-${channel}-${n}`;
      const county = countyBy(chance);
      const tags = tagsBy(chance);
      events.push({
        at,
        event: {
          type: 'contact.registered',
          id: `contact/${id}`,
          contact: id,
          channel,
          ...(county && { county }),
          ...tags,
        },
      });
      contacts.push({ id, at, agency: tags.agency });
    }
  return { contacts, events };
}

/** Days within which an agency answers half of its cases, more or less. */
const pace: Readonly<Record<string, number>> = { governorate: 3, roads: 7, water: 2, labour: 5, health: 4 };
const results = { met: 58, partly: 24, unmet: 12, unreachable: 6 } as const;

/**
 * The steps of one case until now. It is referred within two hours, answered at the agency's pace, closed soon after, and one
 * in five of the closed is verified. One in twelve is left lying: no office answers everything.
 */
export function caseOf(
  subject: { call: string } | { contact: string },
  { at, agency }: { at: number; agency: string },
  until: number,
  chance: Chance,
): Decided[] {
  const name = 'call' in subject ? subject.call : subject.contact;
  const steps: Decided[] = [];
  const add = (moment: number, event: NewEvent): boolean => {
    if (moment < until) steps.push({ at: Math.floor(moment), event });
    return moment < until;
  };
  const step = (word: string) => ({ id: `case/${name}/${word}`, ...subject });
  const referredAt = at + chance.within(5, 120) * MINUTE;
  if (!add(referredAt, { type: 'case.referred', ...step('referred'), agency })) return steps;
  if (chance.is(1 / 12)) return steps;
  const answeredAt = inOfficeHours(referredAt + (0.2 + chance.about(pace[agency] ?? 4)) * DAY, chance);
  if (!add(answeredAt, { type: 'case.answered', ...step('answered') })) return steps;
  if (chance.is(0.1)) return steps;
  const closedAt = inOfficeHours(answeredAt + chance.within(0, 3) * DAY, chance);
  if (!add(closedAt, { type: 'case.closed', ...step('closed') })) return steps;
  if (!chance.is(0.2)) return steps;
  const verifiedAt = inOfficeHours(closedAt + chance.within(1, 6) * DAY, chance);
  add(verifiedAt, { type: 'case.verified', ...step('verified'), result: chance.pick(results) });
  return steps;
}

/** How a call ends that becomes no case: most are answered in the talk itself, and some concern no agency. */
const SETTLED = { advised: 0.55, unrelated: 0.03 };

export function settledBy(call: string, endedAt: number, until: number, chance: Chance): Decided[] {
  const at = endedAt + chance.within(1, 20) * MINUTE;
  const share = chance.next();
  if (at >= until || share >= SETTLED.advised + SETTLED.unrelated) return [];
  const type = share < SETTLED.advised ? 'case.advised' : 'case.unrelated';
  return [{ at: Math.floor(at), event: { type, id: `case/${call}/settled`, call } }];
}

/** Between 04:30 and 10:30 UTC, that is from eight to two in Tehran. */
const inOfficeHours = (moment: number, chance: Chance): number =>
  Math.max(moment, Math.floor(moment / DAY) * DAY + 4.5 * HOUR + chance.next() * 6 * HOUR);
