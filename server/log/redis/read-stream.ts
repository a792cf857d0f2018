// The stream as it is now, page by page, from its first entry to its last.
import type { LogEntry, StoredEvent } from '../../../shared/event.ts';
import type { Connection } from './connection.ts';
import { entryOf, idOf } from './entry.ts';
import type { Keys } from './keys.ts';

const PAGE = 2_000;
const ANSWER_MS = 30_000;

export async function* readStream(
  send: Connection['send'],
  { log }: Pick<Keys, 'log'>,
  from = 1,
  to = Infinity,
): AsyncGenerator<LogEntry[]> {
  const end = to === Infinity ? '+' : idOf(to);
  for (let next = from; next <= to;) {
    const reply = await send(['XRANGE', log, idOf(next), end, 'COUNT', String(PAGE)], ANSWER_MS);
    const entries = (Array.isArray(reply) ? reply : []).map(entryOf);
    const last = entries.at(-1);
    if (last === undefined) return;
    yield entries.map(({ position, value }) => ({ position, event: JSON.parse(value) as StoredEvent }));
    next = last.position + 1;
  }
}
