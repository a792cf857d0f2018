// Takes numbers out of the file that is log and ledger, in one transaction, and then out of what SQLite keeps of deleted rows.
import type { DatabaseSync } from 'node:sqlite';
import type { Calendar } from '../../shared/calendar.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { replaceNumbers } from '../../shared/number.ts';
import { OFFICE } from '../door/own-sources.ts';
import { stampsOf } from '../door/stamps.ts';
import { rowOf } from '../log/row.ts';
import type { Keyed } from '../sources/names.ts';
import { COMMAND_LINE } from '../vault/names.ts';
import { newEventId } from '../vault/secret.ts';
import { scrubEvent } from './scrub-event.ts';

/** `fields`: how often by name of the field, of marks as `mark`. */
export type Found = { events: number; fields: Record<string, number> };

type Parts = { db: DatabaseSync; calendar: Calendar; keyed: Keyed; write: boolean; now: number };

const PAGE = 5_000;

export function scrubLog({ db, calendar, keyed, write, now }: Parts): Found {
  const found: Found = { events: 0, fields: {} };
  const systems = systemsIn(db);
  const page = db.prepare('select position, body from event where position > ? order by position limit ?');
  const put = db.prepare('update event set source = ?, id = ?, subject = ?, day = ?, body = ? where position = ?');
  const taken = db.prepare('select 1 from event where source = ? and id = ? and position <> ?');
  db.exec('pragma secure_delete = on; begin immediate');
  try {
    for (let rows = page.all(0, PAGE); rows.length > 0; rows = page.all(Number(rows.at(-1)?.['position']), PAGE))
      for (const { position, body } of rows) {
        const scrubbed = scrubEvent(JSON.parse(String(body)) as StoredEvent, { keyed, systems });
        if (scrubbed === undefined) continue;
        found.events++;
        for (const field of scrubbed.fields) found.fields[field] = (found.fields[field] ?? 0) + 1;
        if (!write) continue;
        const { event } = scrubbed;
        // The same fact came again under the new id before this one was scrubbed: both stay, as they were.
        const id = taken.get(event.source, event.id, Number(position)) ? `${event.id}~${Number(position)}` : event.id;
        put.run(...rowOf({ ...event, id }, calendar), Number(position));
      }
    const marks = marksWithNumbers(db, keyed);
    if (marks.length > 0) found.fields['mark'] = marks.length;
    if (write && (found.events > 0 || marks.length > 0)) {
      const setMark = db.prepare('update mark set value = ? where name = ?');
      for (const { name, value } of marks) setMark.run(value, name);
      // Boards of before: the next start folds the log again.
      db.exec('delete from checkpoint; delete from month');
      append(db, calendar, found, now);
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

function append(db: DatabaseSync, calendar: Calendar, { events, fields }: Found, now: number): void {
  const event: StoredEvent = {
    type: 'log.scrubbed',
    id: `scrubbed/${newEventId()}`,
    at: now,
    events,
    fields,
    by: COMMAND_LINE,
    ...stampsOf(OFFICE, now),
  };
  db.prepare('insert into event (source, id, subject, day, body) values (?, ?, ?, ?, ?)').run(
    ...rowOf(event, calendar),
  );
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
