// Whether the log still is what was sealed: each day's events are hashed again and compared with its seal, and each seal with the
// one before it.
import type { DatabaseSync } from 'node:sqlite';
import type { Calendar } from '../../shared/calendar.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { REHASHED, SEALS } from '../ledger/subject.ts';
import { rowOf } from '../log/row.ts';
import { createTree } from './merkle.ts';
import { readRehashed } from './rehashed.ts';
import { dayBegunBy, headOf, leafOf, sealIn, type Seal } from './seal.ts';

/** `position`: the first event that is known to be to blame; without it only the day is known. */
export type Difference = { day: string; seal: number; message: string; position?: number };
/** `scrubbed`: events of the day from which numbers were taken out, by a record in the log that names them. */
export type Verified = {
  seals: readonly Seal[];
  difference?: Difference;
  scrubbed: { day: string; seal: number; events: number }[];
  /** Events behind the last seal, and days among them that are over. */
  unsealed: { events: number; days: number };
};

type Row = { position: number; source: string; id: string; subject: string | null; day: number; body: string };

/** Of a ledger's file, or of a backup. Stops at the first difference. */
export function verifyLog(db: DatabaseSync, calendar: Calendar): Verified {
  const ofSubject = db.prepare('select position, body from event where subject = ? order by position');
  const events = (subject: string) =>
    ofSubject
      .all(subject)
      .map(({ position, body }) => ({ position: Number(position), event: JSON.parse(String(body)) as StoredEvent }));
  const recorded = events(SEALS).flatMap(({ position, event }) =>
    event.type === 'log.sealed' ? [{ position, seal: sealIn(event) }] : [],
  );
  const rehashed = readRehashed(events(REHASHED));
  const seals = recorded.map(({ seal }) => seal);
  const scrubbed: Verified['scrubbed'] = [];
  const end = (difference?: Difference): Verified => ({
    seals,
    scrubbed,
    unsealed: unsealedIn(db, seals.at(-1)?.to ?? 0, calendar),
    ...(difference && { difference }),
  });

  let before: Seal | undefined;
  for (const { seal, position } of recorded) {
    const blame = (message: string, at?: number): Verified =>
      end({ day: seal.day, seal: seal.seal, message, ...(at !== undefined && { position: at }) });
    const fault = faultOfChain(seal, before);
    if (fault !== undefined) return blame(fault, position);
    const tree = createTree();
    let changed = 0;
    for (const row of rowsOf(db, seal.from, seal.to)) {
      const read = readRow(row, calendar);
      if ('message' in read) return blame(read.message, row.position);
      const earlier = rehashed.before(row.position, read.leaf);
      if (earlier) changed += 1;
      tree.add(earlier?.leaf ?? read.leaf);
    }
    if (changed > 0) scrubbed.push({ day: seal.day, seal: seal.seal, events: changed });
    if (tree.leaves() !== seal.events)
      return blame(`it was sealed with ${seal.events} events and has ${tree.leaves()} now`);
    if (tree.root() !== seal.root) return blame('an event was changed, or events were exchanged, after it was sealed');
    before = seal;
  }
  return end();
}

function faultOfChain(seal: Seal, before: Seal | undefined): string | undefined {
  if (seal.seal !== (before?.seal ?? 0) + 1)
    return `expected seal ${(before?.seal ?? 0) + 1}: one before it is missing`;
  if (seal.from !== (before?.to ?? 0) + 1 || seal.to < seal.from) return 'it does not begin where the day before ended';
  if (seal.previous !== before?.head) return 'it does not go on from the head of the day before';
  return headOf(seal) === seal.head ? undefined : 'its head is not that of what it says';
}

function* rowsOf(db: DatabaseSync, from: number, to: number): Generator<Row> {
  const rows = db.prepare(
    'select position, source, id, subject, day, body from event where position between ? and ? order by position',
  );
  for (const row of rows.iterate(from, to)) yield row as Row;
}

/** What stands for the event, or what is wrong with its row: lists and sums are read by the columns beside it. */
function readRow({ source, id, subject, day, body }: Row, calendar: Calendar): { leaf: string } | { message: string } {
  try {
    const event = JSON.parse(body) as StoredEvent;
    const leaf = leafOf(event);
    const own = rowOf(event, calendar, body);
    return own[0] === source && own[1] === id && own[2] === subject && own[3] === day
      ? { leaf }
      : { message: 'an event is filed under another source, id, subject or day than its own' };
  } catch {
    return { message: 'an event cannot be read' };
  }
}

function unsealedIn(db: DatabaseSync, after: number, calendar: Calendar): Verified['unsealed'] {
  let events = 0;
  let day: string | undefined;
  let days = 0;
  for (const { body } of rowsOf(db, after + 1, Number.MAX_SAFE_INTEGER)) {
    events += 1;
    try {
      const event = JSON.parse(body) as StoredEvent;
      const begun = dayBegunBy(event);
      if (begun !== undefined && day !== undefined && begun !== day) [days, day] = [days + 1, begun];
      day ??= begun ?? calendar.dayOf(event.recordedAt);
    } catch {
      // Nothing that is not sealed is judged.
    }
  }
  return { events, days };
}
