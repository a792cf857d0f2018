// What a node and its Redis cost: processor time an event, on the node that takes it in and on one that only reads it, and
// processor time a screen. Slopes for server/log/README.md. Run alone: node tests/bench/nodes.ts
import { readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runTokenCommand } from '../../server/commands/token.ts';
import { startCollector } from '../faults/collector.ts';
import { startServerProcess, untilReady } from '../support/server-process.ts';
import { openReconnectingScreen } from '../support/reconnecting-screen.ts';
import { startRedis } from '../support/redis-server.ts';
import { seededRandom } from '../support/seeded-random.ts';
import type { BenchResult } from './measure.ts';

const SECONDS = 8;
const RATE = 1_000;
const SCREENS = 200;
/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10;

/** Processor time of a process so far, ms: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function processorTime(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

export async function benchNodes(): Promise<BenchResult[]> {
  const redis = await startRedis();
  const dir = mkdtempSync(join(tmpdir(), 'wallboard-bench-'));
  const start = (name: string) => startServerProcess({ name, redisPort: redis.port, dataDir: join(dir, name) });
  const [taking, reading] = [await start('taking'), await start('reading')];
  try {
    for (const node of [taking, reading]) await untilReady(node, 10_000);
    const token = async (role: string): Promise<string> => {
      const asked = { args: ['--role', role, '--name', role], dataDir: dir, redisUrl: redis.url };
      return (await runTokenCommand({ ...asked, now: Date.now(), counties: async () => [] })).stdout.trim();
    };
    const deputy = await token('deputy');
    const collector = startCollector({
      name: 'bench',
      token: await token('ingest'),
      urls: [taking.url],
      random: seededRandom(1),
      perSecond: RATE,
    });
    /** Processor time a second, ms, of those that take in, read, and of Redis. */
    const measure = async (): Promise<number[]> => {
      const pids = [taking.pid(), reading.pid(), redis.pid()].map((pid) => pid ?? 0);
      await sleep(1_500);
      const before = pids.map(processorTime);
      const began = performance.now();
      await sleep(SECONDS * 1_000);
      const seconds = (performance.now() - began) / 1_000;
      return pids.map((pid, n) => (processorTime(pid) - (before[n] ?? 0)) / seconds);
    };
    const idle = await measure();
    collector.goOn();
    const busy = await measure();
    const screens = Array.from({ length: SCREENS }, () => openReconnectingScreen(reading.url, deputy));
    const watched = await measure();
    await collector.quiet(10_000);
    collector.stop();
    for (const screen of screens) screen.close();
    const each = (n: number): number => (((busy[n] ?? 0) - (idle[n] ?? 0)) * 1_000) / RATE;
    return [
      { name: 'nodes: processor time an event, where it is posted', value: each(0), unit: 'µs' },
      { name: 'nodes: processor time an event, on every other node', value: each(1), unit: 'µs' },
      { name: 'nodes: processor time an event, Redis with appendfsync always', value: each(2), unit: 'µs' },
      {
        name: `nodes: processor time a screen each second, with some 18 patches a second to ${SCREENS} screens`,
        value: ((watched[1] ?? 0) - (busy[1] ?? 0)) / SCREENS,
        unit: 'ms',
      },
    ];
  } finally {
    for (const node of [taking, reading]) await node.remove();
    await redis.remove();
    rmSync(dir, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  for (const { name, value, unit } of await benchNodes()) console.log(`${name}: ${value.toPrecision(3)} ${unit}`);
  process.exit(0);
}
