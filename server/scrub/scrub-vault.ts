// Takes numbers out of the vault: tokens and displays could be named after one.
import type { DatabaseSync } from 'node:sqlite';
import type { StoredEvent } from '../../shared/event.ts';
import { hidesNumber } from '../../shared/number.ts';
import { idOf, shownName, type Keyed } from '../sources/names.ts';
import type { AuditEvent } from '../vault/outbox.ts';
import { transaction } from '../vault/schema.ts';
import { scrubEvent } from './scrub-event.ts';

/** How often by table. A token takes the name that its events have in the log now. */
export function scrubVault(db: DatabaseSync, keyed: Keyed, write: boolean): Record<string, number> {
  const found: Record<string, number> = {};
  const count = (table: string): void => void (found[table] = (found[table] ?? 0) + 1);
  db.exec('pragma secure_delete = on');
  transaction(db, () => {
    for (const [table, put] of [
      ['token', (name: string) => idOf(name, keyed)],
      ['session', (name: string) => idOf(name, keyed)],
      ['display', shownName],
    ] as const) {
      const rename = db.prepare(`update ${table} set name = ? where name = ?`);
      for (const row of db.prepare(`select name from ${table}`).all()) {
        const name = String(row['name']);
        if (!hidesNumber(name)) continue;
        count(table);
        if (write) rename.run(put(name), name);
      }
    }
    const change = db.prepare('update outbox set deed = ? where uid = ?');
    for (const { uid, deed } of db.prepare('select uid, deed from outbox').all()) {
      const event = { ...(JSON.parse(String(deed)) as AuditEvent), at: 0 } as unknown as StoredEvent;
      const scrubbed = scrubEvent(event, { keyed, systems: new Set() });
      if (scrubbed === undefined) continue;
      count('outbox');
      const { at: _at, ...rest } = scrubbed.event;
      if (write) change.run(JSON.stringify(rest), String(uid));
    }
  });
  if (write && Object.keys(found).length > 0) db.exec('vacuum; pragma wal_checkpoint(truncate)');
  return found;
}
