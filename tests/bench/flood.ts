// How long one sender's event waits for its answer while another token posts as much as it may, and without it, in turns.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile, type BenchResult } from './measure.ts';
import { serve, type Served } from './served.ts';

const ROUNDS = 3;
const ROUND_MS = 4_000;
const PROBE_MS = 30;

export async function benchFlood(): Promise<BenchResult[]> {
  const served = await serve();
  await probe(served, 1_000);
  const bare: number[] = [];
  const beside: number[] = [];
  let recorded = 0;
  for (let round = 0; round < ROUNDS; round++) {
    bare.push(...(await probe(served, ROUND_MS)));
    const flood = openFlood(served, round);
    beside.push(...(await probe(served, ROUND_MS)));
    recorded += await flood.stop();
  }
  await served.stop();
  const [alone, flooded] = [percentile(bare, 99), percentile(beside, 99)];
  const name = 'flood: an event until it is answered';
  return [
    { name: `${name}, p99`, value: alone, unit: 'ms' },
    { name: `${name}, beside another token's flood, p50`, value: percentile(beside, 50), unit: 'ms' },
    { name: `${name}, beside another token's flood, p99`, value: flooded, unit: 'ms' },
    { name: `${name}, beside another token's flood, longest`, value: Math.max(...beside), unit: 'ms' },
    { name: 'flood: what it adds at p99', value: flooded - alone, unit: 'ms' },
    { name: 'flood: events recorded of it', value: recorded / ((ROUNDS * ROUND_MS) / 1_000), unit: 'events/s' },
  ];
}

const post = (url: string, token: string, events: readonly object[]): Promise<Response> =>
  fetch(`${url}/api/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(events),
  });

let count = 0;
async function probe({ url, ingest }: Served, ms: number): Promise<number[]> {
  const found: number[] = [];
  for (const until = performance.now() + ms; performance.now() < until;) {
    const began = performance.now();
    const call = `probe-${count++}`;
    const answer = await post(url, ingest, [
      { id: `${call}/joined`, type: 'call.joined', at: Date.now(), call, queue: 'probe' },
    ]);
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`expected 200, got ${answer.status}`);
    found.push(performance.now() - began);
    await sleep(PROBE_MS);
  }
  return found;
}

/** In a thread of its own: making a flood would keep the probe waiting too. */
function openFlood({ url, flood }: Served, round: number) {
  const worker = new Worker(new URL('./flooder.ts', import.meta.url), { workerData: { url, token: flood, round } });
  return {
    async stop(): Promise<number> {
      worker.postMessage('stop');
      const [recorded] = (await once(worker, 'message')) as [number];
      await worker.terminate();
      return recorded;
    },
  };
}
