// What one machine may post about the facts of another. Pure.
import { isCallFact, type StoredEvent } from '../../shared/event.ts';
import type { Refusal } from './door.ts';

export type Owners = {
  /** The source that registered a contact; undefined when it is not registered. */
  registrantOf: (contact: string) => string | undefined;
  /** Ids of the telephone systems that have a link. */
  systems: () => readonly string[];
};

const NOT_YOURS = 'not-yours';

/**
 * Why a token may not post this; undefined: it may. Contacts are corrected and withdrawn by the source that registered them,
 * and calls that a link reports are only tagged from outside. Anybody may tag a contact and follow a case: those steps are
 * done by other systems than the one that registered it, and all stand with their author in the list of changes.
 */
export function whyNotYours(event: StoredEvent, { registrantOf, systems }: Owners): Refusal | undefined {
  const isOfCallingBack = event.type === 'call.kept' || event.type === 'call.calledback';
  if (isOfCallingBack || (isCallFact(event) && event.type !== 'call.tagged')) {
    const system = systems().find((id) => event.call.startsWith(`${id}-`));
    if (system === undefined) return undefined;
    return {
      ok: false,
      code: NOT_YOURS,
      message: `call: expected no call of ${system}, which its own link reports: only call.tagged and case.* may be posted about it`,
    };
  }
  switch (event.type) {
    case 'contact.registered':
    case 'contact.corrected':
    case 'contact.withdrawn': {
      const owner = registrantOf(event.contact);
      if (owner === undefined || owner === event.source) return undefined;
      return { ok: false, code: NOT_YOURS, message: 'contact: expected one that this token registered itself' };
    }
    default:
      return undefined; // an open set: tags, cases, desks
  }
}
