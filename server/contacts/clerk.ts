// What clerks write: contacts registered by hand, tags, corrections of any age, withdrawals and the steps of a case. Each is
// an event of the office with its author, so the audit shows who changed what, and totals follow.
import type { NewContact } from '../../shared/api/contacts.ts';
import type { CaseStep, Tags, VerificationResult } from '../../shared/contacts.ts';
import { EVENT_VERSION, type StoredEvent } from '../../shared/event.ts';
import { unreachable } from '../../shared/unreachable.ts';
import type { Log } from '../log/log.ts';
import { OFFICE } from '../door/own-sources.ts';
import type { FoundContact } from './contact-rows.ts';

/** A correction; what is not there stays. */
export type Correction = Tags & { channel?: NewContact['channel']; on?: string; ref?: string };

export type Clerk = {
  /**
   * Registers contacts; answers their ids in the same order, once they are durable. With `ids` of their own those that are
   * registered already stay as they are.
   */
  register: (contacts: readonly NewContact[], by: string, ids?: readonly string[]) => Promise<readonly string[]>;
  correct: (found: FoundContact, correction: Correction, by: string) => Promise<void>;
  withdraw: (found: FoundContact, by: string) => Promise<void>;
  step: (
    found: FoundContact,
    step: CaseStep,
    more: { agency?: string; outcome?: string; result?: VerificationResult },
    by: string,
  ) => Promise<void>;
};

type Parts = { log: Pick<Log, 'append'>; now: () => number; newId: (prefix: string) => string };

export function createClerk({ log, now, newId }: Parts): Clerk {
  const stamp = (by: string) => ({ at: now(), source: OFFICE, recordedAt: now(), v: EVENT_VERSION, by });
  const write = async (...events: StoredEvent[]): Promise<void> => void (await log.append(events));
  /** A contact of its own, or a call. */
  const named = ({ call, contact }: FoundContact): { call: string } | { contact: string } =>
    contact !== undefined ? { contact } : { call: call ?? '' };

  return {
    async register(contacts, by, ids = contacts.map(() => newId('c'))) {
      await write(
        ...contacts.map((contact, n): StoredEvent => {
          const id = ids[n] ?? '';
          return { ...stamp(by), type: 'contact.registered', id: `contact/${id}`, contact: id, ...contact };
        }),
      );
      return ids;
    },

    async correct(found, { channel, on, ref, ...tags }, by) {
      const id = newId('e');
      // A referral counts before a tag, so who corrects the agency of a case refers it anew.
      const moved: StoredEvent[] =
        tags.agency === undefined || found.referredTo === undefined
          ? []
          : [{ ...stamp(by), ...named(found), type: 'case.referred', id: newId('e'), agency: tags.agency }];
      if (found.contact !== undefined) {
        const more = {
          ...(channel !== undefined && { channel }),
          ...(on !== undefined && { on }),
          ...(ref !== undefined && { ref }),
        };
        const corrected = { ...stamp(by), type: 'contact.corrected', id, contact: found.contact } as const;
        return write({ ...corrected, ...tags, ...more }, ...moved);
      }
      return write({ ...stamp(by), type: 'call.tagged', id, call: found.call ?? '', ...tags }, ...moved);
    },

    withdraw: (found, by) =>
      found.contact !== undefined
        ? write({ ...stamp(by), type: 'contact.withdrawn', id: newId('e'), contact: found.contact })
        : write({ ...stamp(by), type: 'call.withdrawn', id: newId('e'), call: found.call ?? '' }),

    async step(found, step, { agency, outcome, result }, by) {
      const common = {
        ...stamp(by),
        ...named(found),
        id: newId('e'),
        ...(agency !== undefined && { agency }),
        ...(outcome !== undefined && { outcome }),
      };
      switch (step) {
        case 'referred':
          return write({ ...common, type: 'case.referred' });
        case 'answered':
          return write({ ...common, type: 'case.answered' });
        case 'closed':
          return write({ ...common, type: 'case.closed' });
        case 'verified':
          return write({ ...common, type: 'case.verified', result: result ?? 'unreachable' });
        default:
          return unreachable(step);
      }
    },
  };
}
