// The whole server in this process, on free ports and a folder of its own, and what it says outside: the board, the links.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { randomId } from '../../server/random-id.ts';
import type { Vault } from '../../server/vault/vault.ts';
import type { Environment } from '../../server/environment.ts';
import { startServer } from '../../server/start.ts';
import type { Board } from '../../shared/board.ts';
import type { Links } from '../../shared/links.ts';
import type { Recording } from '../../shared/wire.ts';
import { freePort } from './free-port.ts';

export type BoardAnswer = Board & { epoch: string; rev: number; serverNow: number; links: Links; recording: Recording };
export type LogLine = { level: number; msg: string } & Record<string, unknown>;
export type TestServer = Awaited<ReturnType<typeof startTestServer>>;

export function tempDataDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'wallboard-fault-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** `telephony`: as the variable TELEPHONY. Stops with the test, or by `stop`. */
export async function startTestServer(
  telephony: string,
  more: {
    dataDir?: string;
    port?: number;
    profile?: string;
    contactsFolder?: string;
    /** Further variables of the environment. */
    settings?: Readonly<Record<string, string>>;
    world?: Partial<Environment>;
  } = {},
) {
  const dataDir = more.dataDir ?? tempDataDir();
  const place = {
    PORT: String(more.port ?? (await freePort())),
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    PROFILE: more.profile,
  };
  const folder = { CONTACTS_FOLDER: more.contactsFolder };
  const read = readConfig({ ...place, ...folder, ...more.settings, TELEPHONY: telephony });
  if (!read.ok) throw new Error(read.faults.join('\n'));
  const logged: LogLine[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(JSON.parse(line) as LogLine) });
  const world: Environment = { now: Date.now, random: () => 0, log, dist: 'dist', ...more.world };
  const server = await startServer(read.config, world);
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopped ??= server.stop());
  onTestFinished(stop);
  // The embedded one answers at once.
  const vault = server.vault as Vault;
  const token = vault.createToken({ name: randomId('deputy'), role: 'deputy', now: Date.now() }).plain;
  const url = `http://127.0.0.1:${server.port}`;
  const get = (path: string): Promise<Response> => fetch(url + path, { headers: { authorization: `Bearer ${token}` } });
  const board = async (): Promise<BoardAnswer> => (await get('/api/board')).json() as Promise<BoardAnswer>;

  return {
    port: server.port,
    url,
    vault,
    token,
    dataDir,
    logged,
    stop,
    get,
    board,
    /** Levels 40 and above: warnings and errors. */
    warnings: (): LogLine[] => logged.filter(({ level }) => level >= 40),
    /** The state of the one telephone system. */
    link: async () => Object.values((await board()).links)[0],
    /** Resolves with the first board of which it is so, and how long that took, ms. */
    async until(what: string, isSo: (board: BoardAnswer) => boolean, withinMs = 30_000) {
      const began = performance.now();
      for (;;) {
        const now = await board();
        const ms = performance.now() - began;
        if (isSo(now)) return { board: now, ms };
        if (ms > withinMs)
          throw new Error(`never came within ${withinMs} ms: ${what}\n${JSON.stringify(summaryOf(now))}`);
        await sleep(25);
      }
    },
  };
}

const summaryOf = ({ now, queues, links, recording }: BoardAnswer) => ({
  now,
  links,
  recording,
  queues: Object.fromEntries(
    Object.entries(queues).map(([id, { waiting, talking, today }]) => [id, { waiting, talking, today }]),
  ),
});
