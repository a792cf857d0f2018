// Calendars of the timetable that others subscribe to: which sittings each has, and the hash of the secret in its address.
import type { DatabaseSync } from 'node:sqlite';
import type { FeedScope } from '../../shared/feeds.ts';
import type { AuditedWrites } from './outbox.ts';
import { hashOf, newFeedId, newSecret } from './secret.ts';

/** `of`: the county or official; absent for the whole province. */
export type FeedFields = { name: string; scope: FeedScope; of?: string };
export type StoredFeed = FeedFields & { id: string; createdAt: number; revokedAt?: number };
type Done = { by: string; now: number };

export type Feeds = {
  /** `plain` is shown once and kept nowhere. */
  createFeed: (feed: FeedFields & Done) => { id: string; plain: string };
  /** Also one that was revoked: its readers get the answer that it is gone. */
  findFeed: (plain: string) => StoredFeed | undefined;
  /** False when there is none or it was revoked before. */
  revokeFeed: (revoked: { id: string } & Done) => boolean;
  /** All that ever were, oldest first. */
  listFeeds: () => StoredFeed[];
};

const COLUMNS = 'id, name, scope, target, created_at, revoked_at';

export function createFeeds(db: DatabaseSync, audit: AuditedWrites): Feeds {
  const insert = db.prepare('insert into feed (id, hash, name, scope, target, created_at) values (?, ?, ?, ?, ?, ?)');
  const find = db.prepare(`select ${COLUMNS} from feed where hash = ?`);
  const revoke = db.prepare('update feed set revoked_at = ? where id = ? and revoked_at is null returning name');
  const list = db.prepare(`select ${COLUMNS} from feed order by created_at, id`);

  return {
    createFeed: ({ name, scope, of, by, now }) =>
      audit.transaction((note) => {
        const id = newFeedId();
        const plain = newSecret('feed');
        insert.run(id, hashOf(plain), name, scope, of ?? null, now);
        note({ type: 'feed.created', feed: id, name, scope, ...(of !== undefined && { of }), by }, now);
        return { id, plain };
      }),
    findFeed: (plain) => {
      const row = find.get(hashOf(plain));
      return row && found(row);
    },
    revokeFeed: ({ id, by, now }) =>
      audit.transaction((note) => {
        const [row] = revoke.all(now, id);
        if (row === undefined) return false;
        note({ type: 'feed.revoked', feed: id, name: String(row['name']), by }, now);
        return true;
      }),
    listFeeds: () => list.all().map(found),
  };
}

const found = (row: Record<string, unknown>): StoredFeed => ({
  id: String(row['id']),
  name: String(row['name']),
  scope: row['scope'] as FeedScope,
  ...(typeof row['target'] === 'string' && { of: row['target'] }),
  createdAt: Number(row['created_at']),
  ...(row['revoked_at'] !== null && { revokedAt: Number(row['revoked_at']) }),
});
