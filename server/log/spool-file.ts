// Where the spool keeps what waits, so that a node that is killed while the log is away loses nothing of it.
import { DatabaseSync } from 'node:sqlite';
import type { StoredEvent } from '../../shared/event.ts';
import { ensurePrivateFile } from '../sqlite/private-file.ts';
import { assertDurable } from '../sqlite/durable.ts';
import { inPlace } from '../sqlite/in-place.ts';
import { asOpenError } from '../sqlite/open-errors.ts';

export type SpoolStore = {
  /** What waits from before, in order. */
  load: () => StoredEvent[];
  /** Kept within some 50 ms, in one write with what else came. */
  add: (events: readonly StoredEvent[]) => void;
  /** The first `count` are in the log. */
  drop: (count: number) => void;
  /** Writes what is still to be written, and closes the file. */
  close: () => void;
};

/** Writing waits for the disk on the main thread: only while the log takes nothing, and so often at most. */
const GATHER_MS = 50;

/** `onTrouble` receives the error of a failed write; its events still wait in memory. Throws FileUnusable. */
export function openSpoolFile(path: string, onTrouble: (cause: unknown) => void): SpoolStore {
  const db = open(path);
  const place = inPlace(path);
  const insert = db.prepare('insert into waiting (body) values (?)');
  const remove = db.prepare('delete from waiting where number in (select number from waiting order by number limit ?)');
  let added: string[] = [];
  let gathering: NodeJS.Timeout | undefined;

  const together = (write: () => void): void => {
    try {
      db.exec('begin immediate');
      write();
      place.assert();
      db.exec('commit');
    } catch (cause) {
      if (db.isTransaction) db.exec('rollback');
      onTrouble(cause);
    }
  };
  const flush = (): void => {
    clearTimeout(gathering);
    gathering = undefined;
    const bodies = added;
    added = [];
    if (bodies.length > 0) together(() => bodies.forEach((body) => insert.run(body)));
  };

  return {
    load: () =>
      db
        .prepare('select body from waiting order by number')
        .all()
        .map((row) => JSON.parse(String(row['body'])) as StoredEvent),
    add: (events) => {
      for (const event of events) added.push(JSON.stringify(event));
      gathering ??= setTimeout(flush, GATHER_MS);
    },
    drop: (count) => {
      flush();
      together(() => remove.run(count));
    },
    close: () => {
      flush();
      db.close();
    },
  };
}

function open(path: string): DatabaseSync {
  try {
    ensurePrivateFile(path);
    const db = new DatabaseSync(path);
    db.exec('pragma journal_mode = wal; pragma synchronous = full; pragma fullfsync = on');
    assertDurable(db, path);
    db.exec('create table if not exists waiting (number integer primary key, body text not null) strict');
    return db;
  } catch (error) {
    throw asOpenError(path, error);
  }
}
