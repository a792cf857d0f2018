// A real redis-server of a test's own: on a free port of this machine, in a folder that goes away with it.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, type Reply } from '../../server/log/redis/connection.ts';
import { freePort } from './free-port.ts';
import { findRedis } from './redis-program.ts';

/** What a test is skipped with where there is no Redis to run. */
export const noRedis = findRedis() === undefined;
if (noRedis) console.warn('skipped: expected redis-server on PATH, found none (Debian: apt-get install redis-server)');

export type RedisServer = Awaited<ReturnType<typeof startRedis>>;

/** Reading back a long file takes a while, and a busy machine much longer. */
const STARTED_MS = 30_000;

/** `settings`: more of redis.conf; what is acknowledged is on disk unless they say otherwise. */
export async function startRedis(settings: Readonly<Record<string, string>> = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'wallboard-redis-'));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;

  const start = async (): Promise<void> => {
    const all = { appendonly: 'yes', appendfsync: 'always', save: '', ...settings };
    const args = Object.entries({ port: String(port), bind: '127.0.0.1', dir, ...all }).flatMap(([name, value]) => [
      `--${name}`,
      value,
    ]);
    const started = spawn(findRedis() ?? 'redis-server', args, { stdio: 'ignore' });
    child = started;
    for (const began = performance.now(); ; await sleep(15)) {
      const answer = await say(['PING']).catch(() => undefined);
      if (answer === 'PONG') return;
      if (started.exitCode !== null || performance.now() - began > STARTED_MS)
        throw new Error(`redis-server on ${port} did not start`);
    }
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ending = child;
    child = undefined;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const exit = once(ending, 'exit');
    ending.kill(signal);
    await exit;
  };
  /** One command over a connection of its own. */
  const say = async (args: readonly string[]): Promise<Reply> => {
    const connection = await connect(url);
    try {
      return await connection.send(args);
    } finally {
      connection.end(new Error('done'));
    }
  };
  await start();

  return {
    url,
    port,
    dir,
    say,
    start,
    pid: (): number | undefined => child?.pid,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    pause: () => child?.kill('SIGSTOP'),
    goOn: () => child?.kill('SIGCONT'),
    remove: async (): Promise<void> => {
      child?.kill('SIGCONT');
      await end('SIGKILL');
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
