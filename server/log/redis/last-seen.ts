// When displays were last seen, by any node: reported every half minute, so that thousands of screens are not thousands of
// writes.
import type { Seen } from '../../vault/displays.ts';
import type { Connection } from './connection.ts';
import type { Keys } from './keys.ts';

export type SharedSeen = Seen & { exchange: (send: Connection['send'], keys: Keys) => Promise<void> };

export function createSeen(): SharedSeen {
  const all = new Map<string, number>();
  const fresh = new Map<string, number>();
  const later = (id: string, at: number): void => void all.set(id, Math.max(at, all.get(id) ?? 0));
  return {
    note: (id, now) => {
      later(id, now);
      fresh.set(id, now);
    },
    at: (id) => all.get(id),
    exchange: async (send, keys) => {
      const told = [...fresh].flatMap(([id, at]) => [id, String(at)]);
      fresh.clear();
      if (told.length > 0) await send(['HSET', keys.seen, ...told]);
      const reply = await send(['HGETALL', keys.seen]);
      const fields = Array.isArray(reply) ? reply.map(String) : [];
      for (let n = 0; n + 1 < fields.length; n += 2) later(fields[n] ?? '', Number(fields[n + 1]));
    },
  };
}
