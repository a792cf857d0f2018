// Contacts that are registered once however often the request is sent: with a key their ids derive from it, so the log drops
// the repeat, on whichever node it arrives.
import type { ContactTableRow, NewContact } from '../../shared/api/contacts.ts';
import type { StoredEvent } from '../../shared/event.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { derivedId } from '../random-id.ts';
import type { Pace } from '../reading/pace.ts';
import type { Clerk } from './clerk.ts';
import type { FoundContact } from './contact-rows.ts';
import type { TakenLine } from './file-outcome.ts';
import type { ContactSearch } from './contact-search.ts';

type Parts = {
  clerk: Pick<Clerk, 'register' | 'correct'>;
  search: Pick<ContactSearch, 'find'>;
  ledger: Pick<Ledger, 'bySubject'>;
  pace: Pace;
};

export function createRegistering({ clerk, search, ledger, pace }: Parts) {
  return {
    /** Answers the contact as it stands; undefined when an earlier try with this key was withdrawn since. */
    async one(wished: NewContact, by: string, key: string | undefined): Promise<FoundContact | undefined> {
      const own = key === undefined ? undefined : derivedId('c', by, key);
      const first = own === undefined ? undefined : ledger.bySubject(`contact/${own}`)[0]?.event;
      const [made] = await clerk.register([wished], by, own === undefined ? undefined : [own]);
      const known = await search.find(`contact/${made}`);
      if (!known || !first || isAsWished(first, wished)) return known;
      // The answer to the first try was cut off, and the form was changed before the second.
      await clerk.correct(known, wished, by);
      return search.find(`contact/${made}`);
    },

    /** Answers how many rows of a table are registered, by this try or an earlier one with the same key. */
    async table(read: readonly ContactTableRow[], by: string, key: string | undefined): Promise<number> {
      const good = read.flatMap((row) => (row.ok ? [row] : []));
      const idOf = ({ line }: ContactTableRow): string => derivedId('c', by, key ?? '', String(line));
      const contacts = good.map(({ contact }) => contact);
      const ids = key === undefined ? undefined : good.map(idOf);
      const saved = contacts.length > 0 ? await clerk.register(contacts, by, ids, pace) : [];
      if (key === undefined) return saved.length;
      // At a second try the codes of the first one are known; those rows are no fault, but saved already.
      let again = 0;
      for (const row of read) {
        if (!row.ok && (await search.find(`contact/${idOf(row)}`)) !== undefined) again++;
        if (pace.isUsedUp()) await pace.turn();
      }
      return saved.length + again;
    },

    /** As `table`, and answers what became of each line, by this try or an earlier one. */
    async lines(read: readonly ContactTableRow[], by: string, key: string): Promise<TakenLine[]> {
      await this.table(read, by, key);
      const lines: TakenLine[] = [];
      for (const row of read) {
        const { line } = row;
        const found = await search.find(`contact/${derivedId('c', by, key, String(line))}`);
        if (found) lines.push({ line, ref: found.row.ref ?? '' });
        else lines.push(row.ok ? { line, isWithdrawn: true } : { line, problems: row.problems });
      }
      return lines;
    },
  };
}

export type Registering = ReturnType<typeof createRegistering>;

const fields = ['channel', 'on', 'county', 'topic', 'kind', 'agency', 'ref'] as const;

/** Whether a contact was registered with just these fields. */
const isAsWished = (first: StoredEvent, wished: NewContact): boolean =>
  fields.every((name) => (first as Partial<Record<string, unknown>>)[name] === wished[name]);
