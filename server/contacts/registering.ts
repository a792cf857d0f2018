// Contacts that are registered once however often the request is sent: with a key their ids derive from it, so the log drops
// the repeat, on whichever node it arrives.
import type { ContactTableRow, NewContact } from '../../shared/contacts.ts';
import type { StoredEvent } from '../../shared/event.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { derivedId } from '../random-id.ts';
import type { Clerk } from './clerk.ts';
import type { ContactRows, FoundContact } from './contact-rows.ts';

type Parts = {
  clerk: Pick<Clerk, 'register' | 'correct'>;
  rows: Pick<ContactRows, 'find'>;
  ledger: Pick<Ledger, 'bySubject'>;
};

export function createRegistering({ clerk, rows, ledger }: Parts) {
  return {
    /** Answers the contact as it stands; undefined when an earlier try with this key was withdrawn since. */
    async one(wished: NewContact, by: string, key: string | undefined): Promise<FoundContact | undefined> {
      const own = key === undefined ? undefined : derivedId('c', by, key);
      const first = own === undefined ? undefined : ledger.bySubject(`contact/${own}`)[0]?.event;
      const [made] = await clerk.register([wished], by, own === undefined ? undefined : [own]);
      const known = await rows.find(`contact/${made}`);
      if (!known || !first || isAsWished(first, wished)) return known;
      // The answer to the first try was cut off, and the form was changed before the second.
      await clerk.correct(known, wished, by);
      return rows.find(`contact/${made}`);
    },

    /** Answers how many rows of a table are registered, by this try or an earlier one with the same key. */
    async table(read: readonly ContactTableRow[], by: string, key: string | undefined): Promise<number> {
      const good = read.flatMap((row) => (row.ok ? [row] : []));
      const idOf = ({ line }: ContactTableRow): string => derivedId('c', by, key ?? '', String(line));
      const contacts = good.map(({ contact }) => contact);
      const ids = key === undefined ? undefined : good.map(idOf);
      const saved = contacts.length > 0 ? await clerk.register(contacts, by, ids) : [];
      if (key === undefined) return saved.length;
      // At a second try the codes of the first one are known; those rows are no fault, but saved already.
      let again = 0;
      for (const row of read) if (!row.ok && (await rows.find(`contact/${idOf(row)}`)) !== undefined) again++;
      return saved.length + again;
    },
  };
}

const fields = ['channel', 'on', 'county', 'topic', 'kind', 'agency', 'ref'] as const;

/** Whether a contact was registered with just these fields. */
const isAsWished = (first: StoredEvent, wished: NewContact): boolean =>
  fields.every((name) => (first as Partial<Record<string, unknown>>)[name] === wished[name]);
