// Takes numbers out of a log and vault in Redis. An entry of a stream cannot be changed, so both are taken into DATA_DIR, scrubbed
// there, and poured into Redis again as another log: the ledgers of all other nodes still hold what was taken out, and a node whose
// ledger is of the log of before refuses to start. Cut short anywhere, it is run again and goes on.
import type { LedgerFile } from '../log/ledger-file.ts';
import { SCRUB_MARK } from '../log/marks.ts';
import type { Connection } from '../log/redis/connection.ts';
import { fill } from '../log/redis/fill.ts';
import type { Keys } from '../log/redis/keys.ts';
import { take } from '../log/redis/take.ts';
import { MINUTE } from '../../shared/time.ts';

type Parts = {
  connection: Pick<Connection, 'send'>;
  keys: Keys;
  /** Opens the ledger of this node; nobody else has it open meanwhile. */
  withLedger: <T>(use: (file: LedgerFile) => Promise<T>) => Promise<T>;
  vaultPath: string;
  /** Scrubs what lies in DATA_DIR; answers how much was found. */
  scrub: () => Promise<number>;
  newId: () => string;
  /** Epoch ms. */
  now: () => number;
};

/** Resolves with the id of the log that is in Redis now, and whether it is another one. Rejects with a sentence what to do. */
export async function scrubRedis(parts: Parts): Promise<{ id: string; isAnother: boolean }> {
  const { connection, keys, withLedger, vaultPath, scrub, newId, now } = parts;
  const wasScrubbing = await withLedger(async (file) => {
    const earlier = file.ledger.mark(SCRUB_MARK) || undefined;
    if (file.stream() !== undefined) await take({ connection, keys, file, vaultPath, newId });
    else if (earlier !== undefined) return true;
    const from = file.left();
    if (from === undefined)
      throw new Error('DATA_DIR is that of no node of this Redis: run it on one, or without REDIS_URL');
    // Said before anything is taken out, so that a run that was cut short never goes back to the log of before.
    await file.ledger.setMark(SCRUB_MARK, from);
    return false;
  });
  const isAnother = (await scrub()) > 0 || wasScrubbing;
  return withLedger(async (file) => {
    const from = file.ledger.mark(SCRUB_MARK);
    if (isAnother && file.left() === from) {
      await empty(connection, keys, from);
      await file.setLeft(newId());
    }
    const { id } = await fill({ connection, keys, file, vaultPath, newId, now });
    await file.ledger.setMark(SCRUB_MARK, '');
    return { id, isAnother };
  });
}

/** All keys of this province go at once, if they are still those of that log. */
async function empty({ send }: Pick<Connection, 'send'>, keys: Keys, log: string | undefined): Promise<void> {
  const [id] = (await send(['HMGET', keys.about, 'id'])) as (string | null)[];
  if (id !== null && id !== log) throw new Error('Redis holds another log than DATA_DIR: nothing is taken out of it');
  const all: string[] = [];
  let cursor = '0';
  do {
    const [next, found] = (await send(['SCAN', cursor, 'MATCH', keys.all, 'COUNT', '1000'])) as [string, string[]];
    all.push(...found);
    cursor = next;
  } while (cursor !== '0');
  if (all.length > 0) await send(['UNLINK', ...all], MINUTE);
}

/** Redis's file still holds what was taken out until Redis rewrites it. */
export async function rewriteFile({ send }: Pick<Connection, 'send'>): Promise<string> {
  try {
    await send(['BGREWRITEAOF']);
    return 'Redis writes its file anew; snapshots and replicas of before are yours to delete\n';
  } catch {
    return 'Redis did not write its file anew: run BGREWRITEAOF there, and delete snapshots of before\n';
  }
}
