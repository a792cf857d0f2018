// The one blocking reader of a node: it waits for whatever comes next in the province's two streams.
import type { Connection, Reply } from './connection.ts';
import { entryOf, idOf, type Entry } from './entry.ts';

/** One stream: where reading stands, and who takes what comes next. */
export type Reading = { key: string; at: () => number; take: (entries: readonly Entry[]) => Promise<void> | void };
/** Resolves when what was read until now cannot be lost; rejects when that is not to be had. */
export type Proof = () => Promise<void>;

/** Some 10 ms of work: what arrives during it is read in the next turn. */
const MOST = 2_000;
/** A Redis that is silent for this long is asked whether it lives: the wait itself is the question. */
const BLOCK_MS = 1_000;

/**
 * Goes on until the connection ends or a taking fails. Streams are taken in the order given: the vault before the log. While
 * what has come is being taken, the next is on its way.
 */
export async function readOn(connection: Connection, streams: readonly Reading[], proof: Proof): Promise<never> {
  const keys = streams.map(({ key }) => key);
  const reached = streams.map(({ at }) => at());
  const ask = (): Promise<Reply> => {
    const ids = streams.map(({ at }, n) => idOf(Math.max(at(), reached[n] ?? 0)));
    const command = ['XREAD', 'COUNT', String(MOST), 'BLOCK', String(BLOCK_MS), 'STREAMS', ...keys, ...ids];
    const asked = connection.send(command, BLOCK_MS + 2_000);
    asked.catch(() => {}); // It is awaited once there is time for it.
    return asked;
  };
  for (let next = ask(); ;) {
    const reply = await next;
    const found = Array.isArray(reply) ? reply : [];
    const fresh = keys.map((key) => {
      const of = found.find((one) => Array.isArray(one) && one[0] === key);
      return Array.isArray(of) && Array.isArray(of[1]) ? of[1].map(entryOf) : [];
    });
    for (const [n, entries] of fresh.entries()) reached[n] = entries.at(-1)?.position ?? reached[n] ?? 0;
    next = ask();
    if (found.length > 0) await proof();
    for (const [n, { take }] of streams.entries()) {
      const entries = fresh[n] ?? [];
      if (entries.length > 0) await take(entries);
    }
  }
}
