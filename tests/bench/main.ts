// npm run bench [-- --full] [-- --only fold]: every bench in turn, one table. Noisy neighbours show in p99 first.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { benchContacts } from './contacts.ts';
import { benchDoor } from './door.ts';
import { benchFanOut } from './fanout.ts';
import { benchFirstPaint } from './first-paint.ts';
import { benchFlood } from './flood.ts';
import { benchFold } from './fold.ts';
import { benchForecast } from './forecast.ts';
import { benchImport } from './import.ts';
import { benchLatency } from './latency.ts';
import { benchLog } from './log.ts';
import { benchLongTasks } from './long-tasks.ts';
import { shown, type BenchResult } from './measure.ts';
import { benchMonths } from './months.ts';
import { findRedis } from '../support/redis-program.ts';
import { benchNotices } from './notices.ts';
import { benchNodes } from './nodes.ts';
import { benchPatchBytes } from './patch-bytes.ts';
import { benchPeers } from './peers.ts';
import { benchReading } from './reading.ts';
import { benchRedisLog } from './redis-log.ts';
import { benchReplay } from './replay.ts';
import { benchRestart } from './restart.ts';
import { benchStandStill } from './stand-still.ts';
import { benchTakingIn } from './taking-in.ts';
import { benchSeals } from './seals.ts';

const { values } = parseArgs({ options: { full: { type: 'boolean', default: false }, only: { type: 'string' } } });
const { full, only } = values;
const benches: Readonly<Record<string, () => BenchResult[] | Promise<BenchResult[]>>> = {
  door: benchDoor,
  log: benchLog,
  redis: () => {
    if (findRedis() !== undefined) return benchRedisLog();
    process.stderr.write(
      'redis: passed over, as there is no redis-server on PATH (Debian: apt-get install redis-server)\n',
    );
    return [];
  },
  nodes: () => (findRedis() === undefined ? [] : benchNodes()),
  fold: () => benchFold(),
  patch: benchPatchBytes,
  still: benchStandStill,
  http: benchTakingIn,
  restart: () => benchRestart(full ? 1_000_000 : 300_000),
  import: () => benchImport(full ? 100 : 10),
  months: () => benchMonths(full ? 3_000_000 : 300_000),
  contacts: () => benchContacts(full ? 3_000_000 : 300_000),
  latency: () => benchLatency({ calls: full ? 1_000 : 120 }),
  peers: () => benchPeers(full ? 8 : 3),
  fanout: benchFanOut,
  notices: () => benchNotices(full ? 400 : 120),
  reading: () => (full ? benchReading(333_000, 1) : benchReading(70_000, 3)),
  replay: benchReplay,
  seals: benchSeals,
  flood: benchFlood,
  forecast: benchForecast,
  paint: benchFirstPaint,
  tasks: benchLongTasks,
};
if (only !== undefined && !Object.hasOwn(benches, only)) {
  process.stderr.write(`--only: expected one of ${Object.keys(benches).join(', ')}, got "${only}"\n`);
  process.exit(2);
}
if (!existsSync('dist/index.html')) {
  process.stderr.write('expected built screens in dist: npm run build\n');
  process.exit(2);
}
for (const [name, bench] of Object.entries(benches)) {
  if (only !== undefined && only !== name) continue;
  const began = Date.now();
  for (const result of await bench()) process.stdout.write(`${shown(result)}\n`);
  process.stdout.write(`  (${name}: ${((Date.now() - began) / 1000).toFixed(0)} s)\n`);
}
process.exit(0);
