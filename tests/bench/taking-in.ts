// What an event costs the node that takes it in by HTTP, in processor time of its process: against express.json and the same
// insert, in posts of ten events, one after the other.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { percentile, type BenchResult } from './measure.ts';
import { serve } from './served.ts';

const ROUNDS = 3;
const POSTS = 200;
const EVENTS_A_POST = 10;
const WARM_POSTS = 2_000;
const root = new URL('../../', import.meta.url).pathname;

export async function benchTakingIn(): Promise<BenchResult[]> {
  const dir = mkdtempSync(join(tmpdir(), 'wallboard-bench-'));
  const served = await serve();
  const bare = spawn(process.execPath, ['tests/bench/bare-http.ts', join(dir, 'log.sqlite')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [port] = (await once(bare.stdout, 'data')) as [Buffer];
    const there = { url: `http://127.0.0.1:${port.toString().trim()}`, pid: bare.pid ?? 0, token: '' };
    const here = { url: served.url, pid: served.pid, token: served.ingest };
    const took: Record<'here' | 'there', number[]> = { here: [], there: [] };
    for (const server of [here, there]) await post(server, WARM_POSTS, 'warm');
    for (let round = 0; round < ROUNDS; round++) {
      took.there.push(await cpuOf(there, round));
      took.here.push(await cpuOf(here, round));
    }
    const ratios = took.here.map((us, round) => us / (took.there[round] ?? NaN));
    return [
      {
        name: 'http: an event on the node that takes it in',
        value: percentile(took.here, 50),
        unit: 'µs of CPU',
        ratio: percentile(ratios, 50),
      },
      { name: 'http: express.json and the same insert', value: percentile(took.there, 50), unit: 'µs of CPU' },
    ];
  } finally {
    bare.kill('SIGTERM');
    await served.stop();
    rmSync(dir, { recursive: true });
  }
}

type Server = { url: string; pid: number; token: string };

async function cpuOf(server: Server, round: number): Promise<number> {
  const before = cpuUsOf(server.pid);
  await post(server, POSTS, `round-${round}`);
  return (cpuUsOf(server.pid) - before) / (POSTS * EVENTS_A_POST);
}

/** Processor time of all threads of a process, µs. */
function cpuUsOf(pid: number): number {
  let ns = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`))
    ns += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]);
  return ns / 1_000;
}

async function post({ url, token }: Server, posts: number, name: string): Promise<void> {
  for (let n = 0; n < posts; n++) {
    const body = JSON.stringify(Array.from({ length: EVENTS_A_POST }, (_, k) => eventOf(name, n * EVENTS_A_POST + k)));
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(`${url}/api/events`, { method: 'POST', headers, body });
    if (answer.status !== 200) throw new Error(`expected 200, got ${answer.status}: ${await answer.text()}`);
    await answer.arrayBuffer();
  }
}

/** Joined, answered, ended, call after call. */
function eventOf(name: string, n: number): object {
  const call = `${name}-${Math.floor(n / 3)}`;
  const common = { at: Date.now(), call, queue: `q${Math.floor(n / 3) % 6}` };
  if (n % 3 === 0) return { ...common, id: `${call}/joined`, type: 'call.joined' };
  if (n % 3 === 1) return { ...common, id: `${call}/answered`, type: 'call.answered', desk: 'm-1', waited: 0 };
  return { ...common, id: `${call}/ended`, type: 'call.ended', by: 'caller', talked: 0 };
}
