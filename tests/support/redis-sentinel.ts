// Three Redis, one of them the master, and three Sentinels that watch them: real processes of a test's own, each Redis behind a
// line that can be cut.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, type Reply } from '../../server/log/redis/connection.ts';
import { openPeerLine } from './peer-line.ts';
import { findRedis } from './redis-program.ts';
import { freePort } from './free-port.ts';
import { startRedis } from './redis-server.ts';
import { MINUTE } from '../../shared/time.ts';

const NAME = 'wall';
/** A Sentinel that was held up for 2 s turns nobody round for the 30 s after it, and a busy machine holds it up again and again. */
const WHOLE_MS = 3 * MINUTE;

export type RedisSet = Awaited<ReturnType<typeof startRedisSet>>;

export async function startRedisSet({ downAfterMs = 2_000 } = {}) {
  const members = await Promise.all(
    [0, 1, 2].map(async () => {
      const line = await openPeerLine();
      const redis = await startRedis({
        'replica-announce-ip': '127.0.0.1',
        'replica-announce-port': String(line.port),
        'min-replicas-to-write': '1',
        // A busy machine is no lost replica.
        'min-replicas-max-lag': '10',
        'repl-diskless-sync-delay': '0',
        'repl-ping-replica-period': '1',
        'repl-timeout': '10',
      });
      line.leadTo(redis.port);
      return { line, redis };
    }),
  );
  const [first, ...others] = members;
  for (const { redis } of others) await redis.say(['REPLICAOF', '127.0.0.1', String(first!.line.port)]);

  const dir = mkdtempSync(join(tmpdir(), 'wallboard-sentinels-'));
  const ports = await Promise.all([0, 1, 2].map(() => freePort()));
  const sentinels: ChildProcess[] = ports.map((port) => {
    const file = join(dir, `${port}.conf`);
    const watched = `127.0.0.1 ${first!.line.port} 2`;
    writeFileSync(
      file,
      `port ${port}\nbind 127.0.0.1\ndir ${dir}\nsentinel monitor ${NAME} ${watched}\nsentinel down-after-milliseconds ${NAME} ${downAfterMs}\nsentinel failover-timeout ${NAME} 6000\n`,
    );
    return spawn(findRedis() ?? 'redis-server', [file, '--sentinel'], { stdio: 'ignore' });
  });
  const ask = async (port: number, ...args: string[]): Promise<Reply> => {
    const connection = await connect(`redis://127.0.0.1:${port}`);
    try {
      return await connection.send(args);
    } finally {
      connection.end(new Error('done'));
    }
  };

  /** The member that all Sentinels name; undefined while they do not agree. */
  const master = async (): Promise<(typeof members)[number] | undefined> => {
    const answers = await Promise.all(
      ports.map((port) => ask(port, 'SENTINEL', 'GET-MASTER-ADDR-BY-NAME', NAME).catch(() => null)),
    );
    const named = new Set(answers.map((answer) => (Array.isArray(answer) ? String(answer[1]) : '')));
    return named.size === 1 ? members.find(({ line }) => named.has(String(line.port))) : undefined;
  };
  /** Whether the master has both replicas, and every Sentinel knows of both and of the other Sentinels. */
  const isWhole = async (): Promise<boolean> => {
    const here = await master();
    if (!here) return false;
    const info = String(await here.redis.say(['INFO', 'replication']).catch(() => ''));
    if ((info.match(/state=online/g) ?? []).length !== 2) return false;
    for (const port of ports) {
      const replicas = await ask(port, 'SENTINEL', 'REPLICAS', NAME).catch(() => null);
      const flags = (Array.isArray(replicas) ? replicas : []).map((one) =>
        String(Array.isArray(one) ? one.join(' ') : ''),
      );
      if (flags.length !== 2 || flags.some((one) => /[so]_down|disconnected/.test(one))) return false;
      const sentinels = await ask(port, 'SENTINEL', 'SENTINELS', NAME).catch(() => null);
      if (!Array.isArray(sentinels) || sentinels.length !== 2) return false;
    }
    return true;
  };
  const untilWhole = async (withinMs = WHOLE_MS): Promise<void> => {
    for (const began = performance.now(); !(await isWhole()); await sleep(100))
      if (performance.now() - began > withinMs) throw new Error(`the set was not whole within ${withinMs} ms`);
  };
  await untilWhole();

  /** As soon as all Sentinels name the same: on a busy machine one of them may be late with its answer. */
  const agreedMaster = async (withinMs = MINUTE): Promise<(typeof members)[number]> => {
    for (const began = performance.now(); ; await sleep(100)) {
      const here = await master();
      if (here) return here;
      if (performance.now() - began > withinMs) throw new Error(`the Sentinels did not agree within ${withinMs} ms`);
    }
  };

  return {
    url: `redis+sentinel://${ports.map((port) => `127.0.0.1:${port}`).join(',')}/${NAME}`,
    members,
    sentinelPorts: ports,
    ask,
    master,
    agreedMaster,
    untilWhole,
    remove: async (): Promise<void> => {
      for (const child of sentinels) {
        child.kill('SIGKILL');
        if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      }
      for (const { line, redis } of members) {
        await redis.remove();
        await line.stop();
      }
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
