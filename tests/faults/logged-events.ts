// What stands in the stream and in the nodes' ledgers, each event by source and id.
import { DatabaseSync } from 'node:sqlite';
import { idOf, entryOf } from '../../server/log/redis/entry.ts';
import { keysOf } from '../../server/log/redis/keys.ts';
import type { StoredEvent } from '../../shared/event.ts';
import type { RedisServer } from '../support/redis-server.ts';

export type PositionedEvent = { position: number; name: string };

const nameOf = (event: Pick<StoredEvent, 'source' | 'id'>): string => `${event.source} ${event.id}`;

/** After a position, in order. */
export async function eventsInStream(redis: RedisServer, province: string, after: number): Promise<PositionedEvent[]> {
  const reply = await redis.say(['XRANGE', keysOf(province).log, idOf(after + 1), '+']);
  return (Array.isArray(reply) ? reply : []).map(entryOf).map(({ position, value }) => ({
    position,
    name: nameOf(JSON.parse(value) as StoredEvent),
  }));
}

export function eventsInLedger(path: string, after: number): PositionedEvent[] {
  const db = new DatabaseSync(path, { readOnly: true });
  const rows = db.prepare('select position, source, id from event where position > ? order by position').all(after);
  db.close();
  return rows.map(({ position, source, id }) => ({
    position: Number(position),
    name: nameOf({ source: String(source), id: String(id) }),
  }));
}
