// Contacts over HTTP: what clerks register, tag and correct, the changes, and the steps of a case; lists are in contact-lists.ts.
import type { ChangeEntry } from '../../shared/api/audit.ts';
import type { Calendar } from '../../shared/calendar.ts';
import type { ContactRow, ContactTableRow } from '../../shared/api/contacts.ts';
import type { Role } from '../../shared/role.ts';
import { before } from '../contacts/before.ts';
import type { Clerk } from '../contacts/clerk.ts';
import type { ContactRows, FoundContact } from '../contacts/contact-rows.ts';
import type { ContactSearch } from '../contacts/contact-search.ts';
import type { Registering } from '../contacts/registering.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { subjectOf } from '../ledger/subject.ts';
import { createPace, inSlices, type Pace } from '../reading/pace.ts';
import { invalidField, jsonUpTo } from './body.ts';
import type { Costly } from './costly.ts';
import { idempotencyKey } from './idempotency.ts';
import { isOfContacts, officePage, rowOf } from './audit-page.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';

export type ContactOptions = {
  clerk: Clerk;
  registering: Pick<Registering, 'one' | 'table'>;
  rows: ContactRows;
  calendar: Calendar;
  today: () => string;
  /** Ids of the profile's topics and kinds: the door knows its channels and counties, and agencies may be others. */
  known: Record<'topic' | 'kind', ReadonlySet<string>>;
  /** A table, as it is understood now. Throws TooManyRows. */
  read: (text: string) => Promise<ContactTableRow[]>;
  ledger: Pick<Ledger, 'changes' | 'bySubject'>;
  search: Pick<ContactSearch, 'find'>;
  costly: Costly;
  pace?: Pace | undefined;
};

const MOST_ROWS = 200;
/** A clerk may tag calls of this many days, today being the first. */
const CLERK_DAYS = 2;

export function contactRoutes({
  clerk,
  registering,
  rows,
  calendar,
  today,
  known,
  read,
  ledger,
  search,
  costly,
  pace = createPace(),
}: ContactOptions): readonly Route[] {
  const recentDays = (): string[] => {
    const days = [today()];
    while (days.length < CLERK_DAYS) days.push(calendar.dayOf(calendar.startOf(days.at(-1) ?? '') - 1));
    return days;
  };
  const requireKnown = (given: Partial<Record<keyof typeof known, string | undefined>>): void => {
    for (const [name, ids] of Object.entries(known)) {
      const value = given[name as keyof typeof known];
      if (value !== undefined && value !== 'unknown' && !ids.has(value))
        throw invalidField(name, `expected an id of the profile, such as ${[...ids].slice(0, 6).join(', ')}`);
    }
  };
  /** What a clerk may change: own entries of today, and tags of late calls; roles that plan may change everything. */
  const mine = (found: FoundContact | undefined, who: { role: Role; name: string }): FoundContact => {
    if (!found) throw gone();
    if (who.role !== 'clerk') return found;
    const { row, contact } = found;
    const isOwn = contact !== undefined && row.by === who.name && (row.registeredAt ?? 0) >= calendar.startOf(today());
    if (isOwn || (contact === undefined && recentDays().includes(row.day))) return found;
    throw new Problem('forbidden', 'a clerk corrects own entries of today and tags calls of today and yesterday');
  };

  const own = serve('GET /api/contacts/mine', async (call) => {
    const entries = await costly(call, () => rows.registeredSince(call.who.name, calendar.startOf(today())));
    const totals: Record<string, number> = {};
    for (const { channel } of entries) totals[channel] = (totals[channel] ?? 0) + 1;
    return { rows: entries, totals };
  });

  const untagged = serve('GET /api/contacts/untagged', (call) =>
    costly(call, async () => {
      const open: ContactRow[] = [];
      const counts = { untagged: 0, all: 0 };
      for (const one of recentDays())
        for await (const piece of rows.ofDay(one))
          for (const { row } of piece) {
            if (!row.subject.startsWith('call/')) continue;
            counts.all++;
            if (row.settled === 'unrelated' || (row.topic !== undefined && row.kind !== undefined)) continue;
            if (counts.untagged++ < MOST_ROWS) open.push(row);
          }
      return { rows: open, ...counts };
    }),
  );

  const register = serve('POST /api/contacts', async ({ body, who, request }) => {
    requireKnown(body);
    const found = await registering.one(body, who.name, idempotencyKey(request));
    if (!found) throw new Problem('not-found', 'it was registered with this key, and withdrawn since');
    return found.row;
  });

  const take = serve(
    'POST /api/contacts/import',
    async ({ body: { text, save }, who, request }) => {
      const understood = await read(text);
      if (!save) return { rows: understood };
      return { rows: understood, saved: await registering.table(understood, who.name, idempotencyKey(request)) };
    },
    { parse: jsonUpTo(1024 * 1024) },
  );

  const correct = serve('PATCH /api/contacts', async ({ body: { subject: name, ...changes }, who }) => {
    requireKnown(changes);
    const found = mine(await search.find(name), who);
    if (found.call !== undefined && (changes.channel ?? changes.on ?? changes.ref) !== undefined)
      throw invalidField('subject', 'expected only tags for a call: its channel, day and code are facts');
    await clerk.correct(found, changes, who.name);
    return kept(await search.find(name));
  });

  const withdraw = serve('POST /api/contacts/withdraw', async ({ body: { subject: name }, who }) => {
    const found = mine(await search.find(name), who);
    if (found.call !== undefined && who.role === 'clerk') throw new Problem('forbidden', 'a clerk withdraws no call');
    await clerk.withdraw(found, who.name);
    return undefined;
  });

  const follow = serve('POST /api/cases', async ({ body: { subject: name, step: taken, ...more }, who }) => {
    if (taken === 'verified' && more.result === undefined)
      throw invalidField('result', 'expected what the verification found');
    if (more.mistaken && taken !== 'advised' && taken !== 'unrelated')
      throw invalidField('mistaken', 'expected it with advised or unrelated only');
    const found = await search.find(name);
    if (!found) throw gone();
    await clerk.step(found, taken, more, who.name);
    return kept(await search.find(name));
  });

  /** Changes with their author, the values before, and the tracking code of the contact. */
  const changes = serve('GET /api/contacts/changes', async ({ query }) => {
    const { entries, next } = await officePage(ledger.changes, query, isOfContacts, pace);
    const listed: ChangeEntry[] = [];
    await inSlices(pace, entries, (entry) => {
      const { event, position } = entry;
      const about = subjectOf(event);
      if (about === undefined || event.type === 'verification.sampled')
        return void listed.push({ ...rowOf(entry), before: {} } as ChangeEntry);
      const earlier = ledger.bySubject(about).filter((one) => one.position < position);
      const code = rows.codeOf(about, [...earlier.map((one) => one.event), event]);
      listed.push({ ...rowOf(entry), code, before: before(event, earlier) });
    });
    return { rows: listed, next };
  });

  return [changes, own, untagged, register, correct, withdraw, take, follow];
}

const gone = (): Problem => new Problem('not-found', 'there is no such contact (any more)');

/** What a change made of a contact; another person may have withdrawn it in the same moment. */
function kept(found: FoundContact | undefined): ContactRow {
  if (!found) throw gone();
  return found.row;
}
