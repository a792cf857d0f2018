// Takes numbers out of the file that is log and ledger, in one transaction, and then out of what SQLite keeps of deleted rows.
import type { DatabaseSync } from 'node:sqlite';
import type { Calendar } from '../../shared/calendar.ts';
import type { StoredEvent, StoredOf } from '../../shared/event.ts';
import { replaceNumbers } from '../../shared/number.ts';
import { OFFICE } from '../door/own-sources.ts';
import { stampsOf } from '../door/stamps.ts';
import { rowOf } from '../log/row.ts';
import type { Keyed } from '../sources/names.ts';
import { COMMAND_LINE } from '../vault/names.ts';
import { newEventId } from '../vault/secret.ts';
import { SEALS } from '../ledger/subject.ts';
import { leafOf } from '../seals/seal.ts';
import { scrubEvent } from './scrub-event.ts';

/** `fields`: how often by name of the field, of marks as `mark`. */
export type Found = { events: number; fields: Record<string, number> };

type Parts = { db: DatabaseSync; calendar: Calendar; keyed: Keyed; write: boolean; now: number };

const PAGE = 5_000;
/** Hashes of so many events are in one record. */
const REHASHED_AT_ONCE = 500;

export function scrubLog({ db, calendar, keyed, write, now }: Parts): Found {
  const found: Found = { events: 0, fields: {} };
  const systems = systemsIn(db);
  const page = db.prepare('select position, body from event where position > ? order by position limit ?');
  const put = db.prepare('update event set source = ?, id = ?, subject = ?, day = ?, body = ? where position = ?');
  const taken = db.prepare('select 1 from event where source = ? and id = ? and position <> ?');
  const rehashed = createRehashed(db, (events) => append(db, calendar, { type: 'log.rehashed', events }, now));
  db.exec('pragma secure_delete = on; begin immediate');
  try {
    for (let rows = page.all(0, PAGE); rows.length > 0; rows = page.all(Number(rows.at(-1)?.['position']), PAGE))
      for (const { position, body } of rows) {
        const old = JSON.parse(String(body)) as StoredEvent;
        const scrubbed = scrubEvent(old, { keyed, systems });
        if (scrubbed === undefined) continue;
        found.events++;
        for (const field of scrubbed.fields) found.fields[field] = (found.fields[field] ?? 0) + 1;
        if (!write) continue;
        const { event } = scrubbed;
        // The same fact came again under the new id before this one was scrubbed: both stay, as they were.
        const id = taken.get(event.source, event.id, Number(position)) ? `${event.id}~${Number(position)}` : event.id;
        const fresh = { ...event, id };
        put.run(...rowOf(fresh, calendar), Number(position));
        rehashed.add(Number(position), old, fresh);
      }
    rehashed.end();
    const marks = marksWithNumbers(db, keyed);
    if (marks.length > 0) found.fields['mark'] = marks.length;
    if (write && (found.events > 0 || marks.length > 0)) {
      const setMark = db.prepare('update mark set value = ? where name = ?');
      for (const { name, value } of marks) setMark.run(value, name);
      // Boards of before: the next start folds the log again.
      db.exec('delete from checkpoint; delete from past_checkpoint; delete from month');
      append(db, calendar, { type: 'log.scrubbed', ...found }, now);
    }
    db.exec(write ? 'commit' : 'rollback');
  } catch (error) {
    if (db.isTransaction) db.exec('rollback');
    throw error;
  }
  // Pages that are free, and the WAL, still hold what was deleted before.
  if (write && (found.events > 0 || found.fields['mark'] !== undefined))
    db.exec('vacuum; pragma wal_checkpoint(truncate)');
  return found;
}

type Note = { type: 'log.scrubbed'; events: number; fields: Record<string, number> } | RehashedNote;
type RehashedNote = { type: 'log.rehashed'; events: StoredOf<'log.rehashed'>['events'] };

function append(db: DatabaseSync, calendar: Calendar, note: Note, now: number): void {
  const common = { id: `scrubbed/${newEventId()}`, at: now, by: COMMAND_LINE, ...stampsOf(OFFICE, now) };
  const event: StoredEvent = { ...note, ...common };
  db.prepare('insert into event (source, id, subject, day, body) values (?, ?, ?, ?, ?)').run(
    ...rowOf(event, calendar),
  );
}

/** What stood for each sealed event stays on record, so that the seals of its day and of all later ones can still be checked. */
function createRehashed(db: DatabaseSync, record: (events: RehashedNote['events']) => void) {
  const last = db.prepare('select body from event where subject = ? order by position desc limit 1').get(SEALS);
  const sealed = last ? (JSON.parse(String(last['body'])) as StoredOf<'log.sealed'>).to : 0;
  let events: RehashedNote['events'] = [];
  const end = (): void => {
    if (events.length > 0) record(events);
    events = [];
  };
  return {
    add(position: number, was: StoredEvent, is: StoredEvent): void {
      if (position > sealed) return;
      events.push({ position, was: leafOf(was), is: leafOf(is) });
      if (events.length >= REHASHED_AT_ONCE) end();
    },
    end,
  };
}

/** Ids of telephone systems: each has events about itself in the log. */
export function systemsIn(db: DatabaseSync): Set<string> {
  const rows = db
    .prepare(`select distinct substr(subject, 8) as id from event where subject >= 'system/' and subject < 'system0'`)
    .all();
  return new Set(rows.map(({ id }) => String(id)));
}

/** Members of queues by name and interface, of which some are mobiles. */
function marksWithNumbers(db: DatabaseSync, keyed: Keyed): { name: string; value: string }[] {
  const cover = (text: string): string => replaceNumbers(text, (number) => `~${keyed(number)}`);
  return db
    .prepare(`select name, value from mark where name like 'asterisk/%'`)
    .all()
    .flatMap(({ name, value }) => {
      const kept = JSON.parse(String(value)) as { members?: Record<string, string> };
      const members = Object.entries(kept.members ?? {}).map(([member, face]) => [cover(member), cover(face)]);
      const covered = JSON.stringify({
        ...kept,
        ...(kept.members && { members: Object.fromEntries(members) as object }),
      });
      return covered === String(value) ? [] : [{ name: String(name), value: covered }];
    });
}
