// A data folder that is now a node of Redis, now on its own, and what its log and vault hold.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createCalendar } from '../../shared/calendar.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { openVault } from '../../server/vault/vault.ts';
import { runRedisCommand } from '../../server/commands/redis.ts';
import type { LinkState } from '../../server/log/redis/link.ts';
import { openShared } from '../../server/log/redis/open.ts';
import { openSqliteLog } from '../../server/log/sqlite.ts';

export const PROVINCE = 'mazandaran';
export const calendar = createCalendar();

export function tempNodeDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'wallboard-moving-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return join(dir, 'data');
}

/** A node, in this process. */
export async function openRedisNode(url: string, dataDir: string, onState: (state: LinkState) => void = () => {}) {
  const node = await openShared({
    url,
    dataDir,
    province: PROVINCE,
    calendar,
    now: Date.now,
    newId: randomUUID,
    onState,
    onClock: () => {},
    onError: () => {},
  });
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => (closed ??= node.close());
  onTestFinished(close);
  return { ...node, close };
}

/** A server without Redis, in this process. */
export function openSingleNode(dataDir: string) {
  const vault = openVault(dataDir);
  const { log, ledger, close } = openSqliteLog({ path: join(dataDir, 'log.sqlite'), calendar });
  let closed: Promise<void> | undefined;
  const closeAll = (): Promise<void> => (closed ??= close().then(vault.close));
  onTestFinished(closeAll);
  return { log, ledger, vault, close: closeAll };
}

export const idsOf = (ledger: { after: (position: number, limit: number) => { event: StoredEvent }[] }): string[] =>
  ledger.after(0, 1e6).map(({ event }) => event.id);

export const redisCommand = (url: string | undefined, dataDir: string, ...args: string[]) =>
  runRedisCommand({ args, dataDir, redisUrl: url, profile: PROVINCE, now: Date.now });
