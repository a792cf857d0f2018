// The emblem of the office: one small picture, which everybody may see. It lies here because the vault is on every node.
import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { AuditedWrites } from './outbox.ts';

/** `version`: changes with the picture. */
export type Emblem = { type: string; bytes: Buffer; version: string };
type Done = { by: string; now: number };

export type Emblems = {
  emblem: () => Emblem | undefined;
  setEmblem: (picture: { type: string; bytes: Buffer } & Done) => void;
  /** False when there is none. */
  removeEmblem: (done: Done) => boolean;
};

export function createEmblems(db: DatabaseSync, audit: AuditedWrites): Emblems {
  const find = db.prepare('select type, bytes from emblem');
  const set = db.prepare(
    'insert into emblem values (1, ?, ?) on conflict do update set type = excluded.type, bytes = excluded.bytes',
  );
  const remove = db.prepare('delete from emblem');
  return {
    emblem: () => {
      const row = find.get();
      if (!row) return undefined;
      const bytes = Buffer.from(row['bytes'] as Uint8Array);
      const version = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
      return { type: String(row['type']), bytes, version };
    },
    setEmblem: ({ type, bytes, by, now }) =>
      audit.transaction((note) => {
        set.run(type, bytes);
        note({ type: 'emblem.changed', by }, now);
      }),
    removeEmblem: ({ by, now }) =>
      audit.transaction((note) => {
        if (remove.run().changes === 0) return false;
        note({ type: 'emblem.removed', by }, now);
        return true;
      }),
  };
}
