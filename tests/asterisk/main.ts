// npm run test:asterisk: the wallboard against a living Asterisk. While calls flow, the server is killed (−9) at seeded random
// moments; when the calls are over, its board must equal the queue_log that Asterisk wrote.
//   npm run test:asterisk -- --telephony 'ami://user:secret@127.0.0.1:5038' --queue-log /var/log/asterisk/queue_log
//                            [--heal] [--kills 10] [--seed 1] [--quiet-seconds 15] [--mixes 60] [--only KIND,KIND] [--rate 1] [--rotate]
// --heal gives the server the queue_log too; without it, counted + unheard must reach what Asterisk's counters have of queue_log and
// never exceed it.
// --mixes makes so many calls of every kind by itself (README.md says what Asterisk needs for that), --rotate rotates queue_log
// meanwhile. With --kills 0 the server hears everything, and its board must equal queue_log without --heal, too.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Board, CallCounters } from '../../shared/board.ts';
import { openVault } from '../../server/vault/vault.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { driveMixes } from './mixes.ts';
import { truthOf, uncountedTalks } from '../support/asterisk-truth.ts';

const { values } = parseArgs({
  options: {
    telephony: { type: 'string' },
    'queue-log': { type: 'string' },
    heal: { type: 'boolean', default: false },
    kills: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 1e6) },
    'quiet-seconds': { type: 'string', default: '15' },
    mixes: { type: 'string', default: '0' },
    only: { type: 'string', default: '' },
    rate: { type: 'string', default: '1' },
    rotate: { type: 'boolean', default: false },
  },
});
const { telephony, 'queue-log': queueLog, heal } = values;
if (telephony === undefined || queueLog === undefined) {
  process.stderr.write('expected --telephony ami://… and --queue-log PATH\n');
  process.exit(2);
}
const random = seededRandom(Number(values.seed));
const dataDir = mkdtempSync(path.join(tmpdir(), 'wallboard-live-'));
const port = await freePort();
const url = heal
  ? `${telephony}${telephony.includes('?') ? '&' : '?'}queue_log=${encodeURIComponent(queueLog)}`
  : telephony;
const vault = openVault(dataDir);
const token = vault.createToken({ name: 'live-test', role: 'deputy', now: Date.now() }).plain;
vault.close();

let output = '';
function start(): ChildProcess {
  const child = spawn(process.execPath, ['server/main.ts'], {
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      TELEPHONY: url,
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout?.on('data', (text: Buffer) => (output += text.toString()));
  child.stderr?.on('data', (text: Buffer) => (output += text.toString()));
  return child;
}

/** The current file and what `logger rotate` made of it while this ran, the oldest first. */
function wholeLog(file: string): string {
  const name = path.basename(file);
  const parts = readdirSync(path.dirname(file))
    .filter((one) => one === name || (one.startsWith(`${name}.`) && !one.endsWith('.gz')))
    .map((one) => path.join(path.dirname(file), one))
    .filter((one) => one === file || (values.rotate && statSync(one).mtimeMs >= startedAt))
    .map((one) => readFileSync(one, 'utf8'));
  const timeOf = (text: string): number => Number(/^\d+/.exec(text)?.[0] ?? Infinity);
  return parts.sort((a, b) => timeOf(a) - timeOf(b)).join('');
}

const startedAt = Date.now();
let server = start();
let board: Board;
try {
  const mixes = Number(values.mixes);
  // What happens before the server hears of its first event is not its business.
  if (mixes > 0) await until(port, token);
  const driven =
    mixes === 0
      ? undefined
      : driveMixes({
          telephony,
          calls: mixes,
          rate: Number(values.rate),
          random: seededRandom(Number(values.seed) + 1),
          rotate: values.rotate,
          only: values.only.split(',').filter(Boolean),
        });
  for (let kill = 1; kill <= Number(values.kills); kill++) {
    await sleep(1_000 + random() * 14_000);
    server.kill('SIGKILL');
    await once(server, 'exit');
    await sleep(random() * 4_000);
    server = start();
    process.stdout.write(`killed −9 and started again, ${kill}\n`);
  }
  const begun = await driven;
  if (begun) process.stdout.write(`calls of each kind: ${JSON.stringify(begun)}\n`);
  const quiet = Number(values['quiet-seconds']) * 1000;
  await sleep(quiet);
  while (Date.now() - statSync(queueLog).mtimeMs < quiet) await sleep(500);
  const answer = await fetch(`http://127.0.0.1:${port}/api/board`, { headers: { authorization: `Bearer ${token}` } });
  board = (await answer.json()) as Board;
} finally {
  server.kill('SIGTERM');
  await once(server, 'exit');
}

const whole = wholeLog(queueLog);
const truth = truthOf(whole);
const uncounted = uncountedTalks(whole);
const faults: string[] = [];
/** Nothing went unheard, or what did was healed: then all must be equal. */
const isExact = heal || Number(values.kills) === 0;
for (const [id, counts] of Object.entries(truth.queues)) {
  const today: Partial<CallCounters> = board.queues[id]?.today ?? {};
  const unheard = today.unheard ?? 0;
  process.stdout.write(`${id} board ${JSON.stringify(today)}\n${id} truth ${JSON.stringify(counts)}\n`);
  if (isExact) {
    for (const [name, value] of Object.entries(counts))
      if ((today[name as keyof CallCounters] ?? 0) !== value)
        faults.push(`${id}.${name}: ${today[name as keyof CallCounters]}, expected ${value}`);
    continue;
  }
  const sum = (today.offered ?? 0) + unheard;
  for (const name of [
    'offered',
    'answered',
    'abandoned',
    'timedOut',
    'leftByKey',
    'missed',
    'completed',
    'talkSeconds',
  ] as const)
    if ((today[name] ?? 0) > counts[name]) faults.push(`${id}.${name}: ${today[name]} exceeds ${counts[name]}`);
  const talks = uncounted[id] ?? 0;
  if (sum > counts.offered || sum < counts.offered - counts.leftByKey - talks)
    faults.push(
      `${id}: offered ${today.offered} + unheard ${unheard}, expected ${counts.offered} less at most ${counts.leftByKey} exits by key and ${talks} talks beside another`,
    );
}
if (isExact)
  for (const [id, counts] of Object.entries(truth.desks))
    for (const [name, value] of Object.entries(counts)) {
      const is = board.desks[id]?.today[name as keyof typeof counts] ?? 0;
      if (is !== value) faults.push(`${id}.${name}: ${is}, expected ${value}`);
    }
if (faults.length > 0) process.stdout.write(`${output.slice(-4000)}\nthe server's data: ${dataDir}\n`);
else rmSync(dataDir, { recursive: true, force: true });
process.stdout.write(
  `seed ${values.seed}\n${faults.map((fault) => `FAULT ${fault}\n`).join('')}${faults.length === 0 ? 'equal' : `${faults.length} faults`}\n`,
);
process.exit(faults.length === 0 ? 0 : 1);

/** Resolves once a telephone system is up on the board. */
async function until(at: number, bearer: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    await sleep(200);
    const answer = await fetch(`http://127.0.0.1:${at}/api/board`, {
      headers: { authorization: `Bearer ${bearer}` },
    }).catch(() => undefined);
    const { links = {} } = answer?.ok ? ((await answer.json()) as { links?: Record<string, { state: string }> }) : {};
    if (Object.values(links).some(({ state }) => state === 'up')) return;
  }
  throw new Error(`the link never came up\n${output.slice(-2000)}`);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port: free } = probe.address() as AddressInfo;
  probe.close();
  return free;
}
