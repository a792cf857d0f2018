// The contacts behind a month's figures, read from the ledger a day at a time, newest day first.
import type { Calendar } from '../../shared/calendar.ts';
import type { ContactRow } from '../../shared/api/contacts.ts';
import type { StoredEvent } from '../../shared/event.ts';
import type { Call } from '../board/call.ts';
import { isCaseEvent, mergeCase, type Case, type CaseFacts } from '../board/case.ts';
import { agencyOf } from '../board/contact-counts.ts';
import { gatherContact, readContact } from '../board/contacts.ts';
import type { Fold } from '../board/fold-type.ts';
import { visitKey } from '../board/key.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { createDayRows } from '../reading/day-rows.ts';
import { createPace, type Pace } from '../reading/pace.ts';

/** Entries of the office read at a time. */
const PAGE = 200;

type Parts = {
  fold: Pick<Fold, 'readCall' | 'position'>;
  ledger: Pick<Ledger, 'subjectsOfDay' | 'subjectsAfter' | 'bySubject' | 'bySubjects' | 'byOffice'>;
  calendar: Calendar;
  pace?: Pace | undefined;
  /** The tracking code of a subject for which SAMAD gave none. */
  refOf: (subject: string) => string;
};

/**
 * A contact with what its row does not show: the id of its subject in the log, and the agency that its case was referred to.
 */
export type FoundContact = {
  row: ContactRow;
  call?: string;
  contact?: string;
  referredTo?: string | undefined;
  /** When its case was referred, and answered or closed (epoch ms). */
  referredAt?: number | undefined;
  endedAt?: number | undefined;
};
/** Newest first, those registered by hand last; of one moment by subject. */
export type PlaceOfContact = { row: Pick<ContactRow, 'at' | 'subject'> };

export type ContactRows = {
  /**
   * The contacts of a Jalali day behind a place, in pieces: calls that were answered, and what was registered by hand for it.
   * With `texts`, only those whose JSON contains all of them.
   */
  ofDay: (day: string, behind?: PlaceOfContact, texts?: readonly string[]) => AsyncIterable<readonly FoundContact[]>;
  /** What a person registered by hand since a moment (epoch ms), newest first. */
  registeredSince: (by: string, since: number) => Promise<ContactRow[]>;
  /** By the name of its subject in the log; undefined when that is no contact (any more). */
  ofSubject: (subject: string) => FoundContact | undefined;
  /** The same as it was known up to a position of the log; undefined also for one without a case. */
  caseAt: (subject: string, upTo: number) => FoundContact | undefined;
  /** The tracking code of a contact or call of which the log has so much: SAMAD's if it came along, else ours. */
  codeOf: (subject: string, events: readonly StoredEvent[]) => string;
};

export function createContactRows({ fold, ledger, calendar, refOf, pace = createPace() }: Parts): ContactRows {
  const eventsOf = (subject: string, upTo?: number): StoredEvent[] =>
    ledger.bySubject(subject, upTo).map(({ event }) => event);

  const codeOf = (subject: string, events: readonly StoredEvent[]): string => {
    const given = events.findLast((event) => 'ref' in event && event.ref !== undefined);
    return given && 'ref' in given && given.ref !== undefined ? given.ref : refOf(subject);
  };

  const byHand = (contact: string, events = eventsOf(`contact/${contact}`)): FoundContact | undefined => {
    const read = readContact(gatherContact(events, calendar));
    if (!read) return undefined;
    const subject = `contact/${contact}`;
    const registered = events.find((event) => event.type === 'contact.registered');
    const row: ContactRow = {
      subject,
      day: read.day,
      channel: read.channel,
      ...read.tags,
      ...agencyIn(read),
      ...(registered?.by !== undefined && { by: registered.by }),
      ...(registered && { registeredAt: registered.at }),
      ref: codeOf(subject, events),
      ...followed(read.case),
    };
    return { row, contact, referredTo: read.case?.agency, ...momentsOfCase(events) };
  };

  const byCall = (id: string, events = eventsOf(`call/${id}`)): FoundContact | undefined => {
    const call = fold.readCall(id, events);
    if (!call.answeredOnce) return undefined;
    const day = calendar.dayOf(call.firstJoinedAt);
    const answer = call.visits.find(({ outcome }) => outcome === 'answered');
    const row: ContactRow = {
      subject: subjectOfCall(id, day),
      day,
      channel: 'phone',
      at: call.firstJoinedAt,
      ...tagsOf(call),
      ...agencyIn(call),
      ...(answer?.official !== undefined && { official: answer.official }),
      ...(answer?.desk !== undefined && { desk: answer.desk }),
      ref: codeOf(`call/${id}`, events),
      ...followed(call.case),
    };
    return { row, call: id, referredTo: call.case?.agency, ...momentsOfCase(events) };
  };

  const rows = createDayRows<PlaceOfContact, FoundContact>({
    ledger,
    pace,
    placeOf: ({ row: { at = 0, subject } }) => ({ at, name: subject }),
    position: () => fold.position,
    isAsked: (subject) => subject.startsWith('call/') || subject.startsWith('contact/'),
    read(subject, day) {
      const [kind, id] = split(subject);
      const found = kind === 'call' ? byCall(id) : byHand(id);
      return found?.row.day === day ? [found] : [];
    },
  });

  return {
    codeOf,
    ofDay: rows.walk,

    async registeredSince(by, since) {
      const found: ContactRow[] = [];
      await pace.turn();
      for (let before = Number.MAX_SAFE_INTEGER; ;) {
        const entries = ledger.byOffice(before, PAGE);
        for (const { event } of entries) {
          if (event.recordedAt < since) return found;
          if (event.type !== 'contact.registered' || event.by !== by) continue;
          const one = byHand(event.contact);
          if (one) found.push(one.row);
          if (pace.isUsedUp()) await pace.turn();
        }
        if (entries.length < PAGE) return found;
        before = entries.at(-1)?.position ?? 0;
        if (pace.isUsedUp()) await pace.turn();
      }
    },

    ofSubject(subject) {
      const [kind, id] = split(subject);
      return kind === 'call' ? byCall(id) : kind === 'contact' ? byHand(id) : undefined;
    },

    caseAt(subject, upTo) {
      const events = eventsOf(subject, upTo);
      if (!events.some(isCaseEvent)) return undefined;
      const [kind, id] = split(subject);
      return kind === 'call' ? byCall(id, events) : kind === 'contact' ? byHand(id, events) : undefined;
    },
  };
}

/** A subject of the ledger in two: its kind and its id. */
function split(subject: string): [kind: string, id: string] {
  const at = subject.indexOf('/');
  return [subject.slice(0, at), subject.slice(at + 1)];
}

const subjectOfCall = (id: string, day: string): string => `call/${day}/${visitKey(id, 0)}`;

const tagsOf = ({ tags }: Call) => ({
  ...(tags.county !== undefined && { county: tags.county }),
  ...(tags.topic !== undefined && { topic: tags.topic }),
  ...(tags.kind !== undefined && { kind: tags.kind }),
});

const agencyIn = (contact: Parameters<typeof agencyOf>[0]) => {
  const agency = agencyOf(contact);
  return agency === undefined ? {} : { agency };
};

const followed = (one: Case | undefined) => ({
  ...(one?.settled !== undefined && { settled: one.settled }),
  ...(one?.referred && { referred: true as const }),
  ...(one?.answeredAt !== undefined && { answeredAt: one.answeredAt }),
  ...(one?.closed && { closed: true as const }),
  ...(one?.verified !== undefined && { verified: one.verified }),
});

/** An answer says that it was referred; closed without either it never was. */
function momentsOfCase(events: readonly StoredEvent[]): Pick<FoundContact, 'referredAt' | 'endedAt'> {
  const facts: CaseFacts = {};
  for (const event of events) if (isCaseEvent(event)) mergeCase(facts, event);
  const { referred, answered, closed } = facts;
  const referredAt = earliestOf(referred?.at, answered?.at);
  return referredAt === undefined ? {} : { referredAt, endedAt: earliestOf(answered?.at, closed?.at) };
}

const earliestOf = (...moments: (number | undefined)[]): number | undefined => {
  const known = moments.filter((at) => at !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
};
