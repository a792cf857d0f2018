// Whether another copy of the log (the stream in Redis, an archive) has the very events that the ledger has.
import type { DatabaseSync } from 'node:sqlite';
import type { LogEntry, StoredEvent } from '../../shared/event.ts';
import { REHASHED } from '../ledger/subject.ts';
import { readRehashed } from './rehashed.ts';
import { leafOf } from './seal.ts';

/** `unscrubbed`: events that still have numbers which were taken out of the ledger. */
export type Compared = { events: number; unscrubbed: number; difference?: { position: number; message: string } };

/** `entries`: in order, without a gap. Stops at the first difference. */
export async function compareWith(db: DatabaseSync, pages: AsyncIterable<readonly LogEntry[]>): Promise<Compared> {
  const at = db.prepare('select body from event where position = ?');
  const named = db.prepare('select 1 from event where source = ? and id = ?');
  const records = db.prepare('select position, body from event where subject = ?').all(REHASHED);
  const rehashed = readRehashed(
    records.map(({ position, body }) => ({
      position: Number(position),
      event: JSON.parse(String(body)) as StoredEvent,
    })),
  );
  const compared: Compared = { events: 0, unscrubbed: 0 };
  let next: number | undefined;
  for await (const page of pages)
    for (const { position, event } of page) {
      const blame = (message: string): Compared => ({ ...compared, difference: { position, message } });
      if (next !== undefined && position !== next) return blame(`events ${next} to ${position - 1} are missing there`);
      next = position + 1;
      compared.events += 1;
      const body = at.get(position)?.['body'];
      if (body === undefined) {
        // What came again long after stands in a stream twice, and in a ledger once.
        if (named.get(event.source, event.id) === undefined) return blame('the ledger has no such event');
        continue;
      }
      const own = leafOf(JSON.parse(String(body)) as StoredEvent);
      const other = leafOf(event);
      if (other === own) continue;
      if (rehashed.before(position, own)?.leaf !== other) return blame('it is another event than in the ledger');
      compared.unscrubbed += 1;
    }
  return compared;
}
