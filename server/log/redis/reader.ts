// The one blocking reader of a node: it waits for whatever comes next in the province's two streams.
import type { Connection } from './connection.ts';
import { entryOf, idOf, type Entry } from './entry.ts';

/** One stream: where reading stands, and who takes what comes next. */
export type Reading = { key: string; at: () => number; take: (entries: readonly Entry[]) => Promise<void> | void };

/** Some 10 ms of work: what comes meanwhile is read in the next turn. */
const MOST = 2_000;
/** A Redis that says nothing for so long is asked whether it lives: the wait itself is the question. */
const BLOCK_MS = 1_000;

/** Goes on until the connection ends or a taking fails. Streams are taken in the order given: the vault before the log. */
export async function readOn(connection: Connection, streams: readonly Reading[]): Promise<never> {
  for (;;) {
    const ids = streams.map(({ at }) => idOf(at()));
    const keys = streams.map(({ key }) => key);
    const command = ['XREAD', 'COUNT', String(MOST), 'BLOCK', String(BLOCK_MS), 'STREAMS', ...keys, ...ids];
    const reply = await connection.send(command, BLOCK_MS + 2_000);
    if (!Array.isArray(reply)) continue;
    for (const { key, take } of streams) {
      const found = reply.find((one) => Array.isArray(one) && one[0] === key);
      const entries = Array.isArray(found) && Array.isArray(found[1]) ? found[1].map(entryOf) : [];
      if (entries.length > 0) await take(entries);
    }
  }
}
