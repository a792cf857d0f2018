// What clerks write: contacts registered by hand, tags, corrections of any age, withdrawals and the steps of a case. Each is
// an event of the office with its author, so the audit shows who changed what, and totals follow.
import type { NewContact } from '../../shared/api/contacts.ts';
import type { CaseStep, Tags, VerificationResult } from '../../shared/contacts.ts';
import { unreachable } from '../../shared/unreachable.ts';
import type { Intake, NewEvent } from '../log/intake.ts';
import type { Pace } from '../reading/pace.ts';
import type { FoundContact } from './contact-rows.ts';

/** A correction; what is not there stays. */
export type Correction = Tags & { channel?: NewContact['channel']; on?: string; ref?: string };

export type Clerk = {
  /**
   * Registers contacts; returns their ids in the same order, once they are durable. Given `ids`, contacts that are registered
   * under one of them already stay as they are. With a `pace` many are checked in slices.
   */
  register: (
    contacts: readonly NewContact[],
    by: string,
    ids?: readonly string[],
    pace?: Pace,
  ) => Promise<readonly string[]>;
  correct: (found: FoundContact, correction: Correction, by: string) => Promise<void>;
  withdraw: (found: FoundContact, by: string) => Promise<void>;
  step: (
    found: FoundContact,
    step: CaseStep,
    more: { agency?: string; outcome?: string; result?: VerificationResult; mistaken?: true },
    by: string,
  ) => Promise<void>;
};

type Parts = { intake: Pick<Intake, 'write'>; newId: (prefix: string) => string };

export function createClerk({ intake, newId }: Parts): Clerk {
  const write = async (by: string, ...events: NewEvent[]): Promise<void> => void (await intake.write(events, by));
  /** A contact that was registered by hand, or a call. */
  const named = ({ call, contact }: FoundContact): { call: string } | { contact: string } =>
    contact !== undefined ? { contact } : { call: call ?? '' };

  return {
    async register(contacts, by, ids = contacts.map(() => newId('c')), pace) {
      const events = contacts.map((contact, n): NewEvent => {
        const id = ids[n] ?? '';
        return { type: 'contact.registered', id: `contact/${id}`, contact: id, ...contact };
      });
      await intake.write(events, by, pace);
      return ids;
    },

    async correct(found, { channel, on, ref, ...tags }, by) {
      const id = newId('e');
      // A referral counts before a tag, so correcting the agency of a referred case also refers it again.
      const moved: NewEvent[] =
        tags.agency === undefined || found.referredTo === undefined
          ? []
          : [{ ...named(found), type: 'case.referred', id: newId('e'), agency: tags.agency }];
      if (found.contact !== undefined) {
        const more = {
          ...(channel !== undefined && { channel }),
          ...(on !== undefined && { on }),
          ...(ref !== undefined && { ref }),
        };
        const corrected = { type: 'contact.corrected', id, contact: found.contact } as const;
        return write(by, { ...corrected, ...tags, ...more }, ...moved);
      }
      return write(by, { type: 'call.tagged', id, call: found.call ?? '', ...tags }, ...moved);
    },

    withdraw: (found, by) =>
      found.contact !== undefined
        ? write(by, { type: 'contact.withdrawn', id: newId('e'), contact: found.contact })
        : write(by, { type: 'call.withdrawn', id: newId('e'), call: found.call ?? '' }),

    async step(found, step, { agency, outcome, result, mistaken }, by) {
      const common = {
        ...named(found),
        id: newId('e'),
        ...(agency !== undefined && { agency }),
        ...(outcome !== undefined && { outcome }),
      };
      switch (step) {
        case 'advised':
          return write(by, { ...common, type: 'case.advised', ...(mistaken && { mistaken }) });
        case 'unrelated':
          return write(by, { ...common, type: 'case.unrelated', ...(mistaken && { mistaken }) });
        case 'referred':
          return write(by, { ...common, type: 'case.referred' });
        case 'answered':
          return write(by, { ...common, type: 'case.answered' });
        case 'closed':
          return write(by, { ...common, type: 'case.closed' });
        case 'verified':
          return write(by, { ...common, type: 'case.verified', result: result ?? 'unreachable' });
        default:
          return unreachable(step);
      }
    },
  };
}
