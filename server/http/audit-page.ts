// Pages of what people, tokens and commands did, newest first, as far as it is of one sort.
import type { EventType, LogEntry } from '../../shared/event.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Pace } from '../reading/pace.ts';
import type { AuditEntry } from '../../shared/api/audit.ts';

const USUAL_ROWS = 50;
const MOST_ROWS = 200;
const READ_AT_ONCE = 200;
/** A page ends after this many entries of another sort; the next one goes on there. */
const MOST_READ = 20_000;

/** Clerks' entries far outnumber the rest, so they have their own list. */
export const isOfContacts = (type: EventType): boolean =>
  /^(contact|call|case|verification)\./.test(type) && type !== 'call.calledback';

/** `next`: the position before which the next page begins; absent after the last. */
export async function officePage(
  newest: Ledger['byOffice'],
  query: { before?: string | undefined; limit?: string | undefined },
  isAsked: (type: EventType) => boolean,
  pace: Pace,
): Promise<{ entries: LogEntry[]; next?: number }> {
  const limit = Math.min(Number(query.limit ?? USUAL_ROWS), MOST_ROWS);
  let before = Number(query.before ?? Number.MAX_SAFE_INTEGER);
  const entries: LogEntry[] = [];
  await pace.turn();
  for (let read = 0; read < MOST_READ; read += READ_AT_ONCE) {
    const page = newest(before, READ_AT_ONCE);
    for (const entry of page) {
      if (!isAsked(entry.event.type)) continue;
      // One more than asked for shows that there is another page.
      if (entries.length === limit) return { entries, next: entries.at(-1)?.position ?? before };
      entries.push(entry);
    }
    if (page.length < READ_AT_ONCE) return { entries };
    before = page.at(-1)?.position ?? 1;
    if (pace.isUsedUp()) await pace.turn();
  }
  return { entries, next: before };
}

/** The event's own fields, without its id and the door's stamps. */
export function rowOf({ position, event }: LogEntry): AuditEntry {
  const { id: _id, source: _source, recordedAt: _recordedAt, v: _v, ...own } = event;
  return { position, ...own };
}
