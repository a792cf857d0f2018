// Whether a second try to register a contact wishes the same as the first.
import type { ContactToBe } from '../../shared/contacts.ts';
import type { StoredEvent } from '../../shared/event.ts';

const fields = ['channel', 'on', 'county', 'topic', 'kind', 'agency', 'ref'] as const;

/** `first`: the event by which the contact was registered. */
export const isAsWished = (first: StoredEvent, wished: ContactToBe): boolean =>
  fields.every((name) => (first as Partial<Record<string, unknown>>)[name] === wished[name]);
