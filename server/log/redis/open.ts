// Everything that a node keeps in Redis, put together: log, ledger, vault, what the nodes exchange.
import { join } from 'node:path';
import type { Calendar } from '../../../shared/calendar.ts';
import { ensurePrivateFolder } from '../../sqlite/private-file.ts';
import { openVaultMirror } from '../../vault/mirror.ts';
import { VAULT_SCHEMA } from '../../vault/schema.ts';
import { vaultFile } from '../../vault/vault.ts';
import { createCounts } from './shared-counters.ts';
import { createSharedTurns } from './in-turn.ts';
import { keysOf } from './keys.ts';
import type { LinkState } from './link.ts';
import { beginRedisLog, type RedisLog } from './log.ts';
import { readReport } from './neighbour-report.ts';
import { createNeighbours } from './peers.ts';
import { nodeNameIn } from './node-name.ts';
import { createSeen } from './last-seen.ts';
import { changeOf, createVaultStream } from './vault-stream.ts';

export type SharedOptions = {
  url: string;
  province: string;
  dataDir: string;
  calendar: Calendar;
  /** This machine's own clock, epoch ms. */
  now: () => number;
  newId: () => string;
  onState: (state: LinkState) => void;
  onClock: (ahead: number) => void;
  onError: (cause: unknown) => void;
};

/** Rejects with FileUnusable, StreamRefused, or why Redis cannot be used. */
export async function openShared(options: SharedOptions) {
  const { url, province, dataDir, calendar, newId, onState, onError } = options;
  ensurePrivateFolder(dataDir);
  const keys = keysOf(province);
  const seen = createSeen();
  const node = nodeNameIn(dataDir, newId);
  let ahead = 0;
  const now = (): number => options.now() - ahead;
  const send: RedisLog['send'] = (args, withinMs) => opened.send(args, withinMs);
  const mirror = openVaultMirror({
    path: vaultFile(dataDir),
    changes: createVaultStream({
      send,
      sendDurably: (args) => opened.sendDurably(args),
      keys,
      stream: () => opened.stream(),
    }),
    seen,
  });
  const opened: RedisLog = beginRedisLog({
    url,
    province,
    path: join(dataDir, 'log.sqlite'),
    calendar,
    now,
    newId,
    onState: (state) => {
      if (state.kind === 'up') mirror.catchUp().catch(onError);
      onState(state);
    },
    beside: { key: keys.vault, at: mirror.version, take: (entries) => mirror.take(entries.map(changeOf)) },
    vault: () => ({ version: mirror.version(), schema: VAULT_SCHEMA }),
  });
  await opened.ready.catch((cause: unknown) => {
    mirror.vault.close();
    throw cause;
  });
  const neighbours = createNeighbours({
    send,
    keys,
    node,
    read: opened.read,
    check: opened.check,
    clock: options.now,
    seen,
    onError,
    onClock: (measured) => {
      ahead = measured;
      options.onClock(measured);
    },
  });

  // While Redis is away a node begins with what it knows.
  const meet = async (): Promise<void> => {
    const other = await send(['GET', keys.node(node.name())]);
    const report = typeof other === 'string' ? readReport(other) : undefined;
    if (report !== undefined && report.where !== node.where) node.rename();
    await mirror.catchUp();
    await neighbours.meet();
  };
  if (opened.isUp()) await meet().catch(onError);

  let over = false;
  const { log, ledger, probe, sync, isUp, isCaughtUp, durability, close } = opened;
  return {
    log,
    ledger,
    probe,
    isUp,
    isCaughtUp,
    durability,
    now,
    neighbours,
    vault: mirror.vault,
    node: node.name(),
    counts: createCounts({ send, keys }),
    inTurn: createSharedTurns({ send, keys, newId, sync, poured: neighbours.poured, isOver: () => over }),
    marks: {
      get: async (name: string) => {
        const shared = await send(['HGET', keys.marks, name]).catch(() => null);
        return typeof shared === 'string' ? shared : ledger.mark(name);
      },
      set: async (name: string, value: string) => {
        await ledger.setMark(name, value);
        await opened.sendDurably(['HSET', keys.marks, name, value]);
      },
    },
    close: async () => {
      over = true;
      await neighbours.leave();
      await close();
      mirror.vault.close();
    },
  };
}
