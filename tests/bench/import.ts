// What it costs to bring years of queue_log in, against a bare loop that reads the same lines and inserts as many rows; and how
// soon the server is ready afterwards. In processor time, as neighbours on the machine change the time on the wall.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { percentile, type BenchResult } from './measure.ts';
import type { Cost } from './imported.ts';
import { writeQueueLog } from './queue-log-file.ts';
import { readyAfter } from './restart.ts';

const ROUNDS = 3;
/** As in `npm run import`: a larger young generation would only be memory. */
const FLAGS = ['--max-semi-space-size=2'];
const root = new URL('../../', import.meta.url).pathname;

export async function benchImport(megabytes: number): Promise<BenchResult[]> {
  const dir = mkdtempSync(join(tmpdir(), 'wallboard-bench-'));
  try {
    const now = Date.now();
    const file = join(dir, 'queue_log');
    const lines = await writeQueueLog(file, megabytes * 1_000_000, now);
    const bare: Cost[] = [];
    const through: Cost[] = [];
    let dataDir = dir;
    for (let round = 0; round < ROUNDS; round++) {
      bare.push(await costOf('bare', file, mkdtempSync(join(dir, 'bare-')), now));
      dataDir = mkdtempSync(join(dir, 'import-'));
      through.push(await costOf('import', file, dataDir, now));
    }
    const median = (costs: readonly Cost[], of: 'cpuMs' | 'memoryMb'): number =>
      percentile(
        costs.map((cost) => cost[of]),
        50,
      );
    const name = `import: ${megabytes} MB of queue_log, ${lines.toLocaleString('en')} lines`;
    const ratios = through.map(({ cpuMs }, round) => cpuMs / (bare[round]?.cpuMs ?? NaN));
    const first = await readyAfter(dataDir, join(dataDir, 'profile.json'));
    return [
      { name, value: median(through, 'cpuMs') / 1000, unit: 's of CPU', ratio: percentile(ratios, 50) },
      {
        name: 'import: the same lines read, split and inserted',
        value: median(bare, 'cpuMs') / 1000,
        unit: 's of CPU',
      },
      { name: 'import: its memory at most', value: median(through, 'memoryMb'), unit: 'MB' },
      { name: 'import: the memory of the bare loop at most', value: median(bare, 'memoryMb'), unit: 'MB' },
      { name: 'import: the first start afterwards, until ready', value: first, unit: 'ms' },
    ];
  } finally {
    rmSync(dir, { recursive: true });
  }
}

async function costOf(how: 'import' | 'bare', file: string, dataDir: string, now: number): Promise<Cost> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...FLAGS, 'tests/bench/imported.ts', how, file, dataDir, String(now)],
    { cwd: root },
  );
  return JSON.parse(stdout) as Cost;
}
