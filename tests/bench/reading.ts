// What ten deputies cost the wall when they open everything: from a posted event to its patch, with and without them in turns.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { setTimeout as sleep } from 'node:timers/promises';
import { io } from 'socket.io-client';
import { percentile, type BenchResult } from './measure.ts';
import { serve, type Served } from './served.ts';

const ROUNDS = 3;
const ROUND_MS = 5_000;
const PROBE_MS = 40;
const EVENTS_IN_POST = 4_500;

export async function benchReading(calls: number, days: number): Promise<BenchResult[]> {
  const served = await serve('', { deputies: 10 });
  await fill(served, calls, days);
  const probe = await openProbe(served);
  await probe.run(2_000);
  await served.longestHold();
  const bare: number[] = [];
  const read: number[] = [];
  const answers: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    bare.push(...(await probe.run(ROUND_MS)));
    const readers = openReaders(served, days);
    read.push(...(await probe.run(ROUND_MS)));
    answers.push(...(await readers.stop()));
  }
  const held = await served.longestHold();
  probe.close();
  await served.stop();
  const [alone, beside] = [percentile(bare, 99), percentile(read, 99)];
  const name = `reading: ${calls} calls in ${days} days, from an event to its patch`;
  return [
    { name: `${name}, p99`, value: alone, unit: 'ms' },
    {
      name: `${name} beside ten deputies, p99`,
      value: beside,
      unit: 'ms',
      ratio: beside / alone,
      of: 'nobody reading',
    },
    { name: `${name} beside ten deputies, longest`, value: Math.max(...read), unit: 'ms' },
    { name: 'reading: the event loop held without a break, longest', value: held, unit: 'ms' },
    { name: 'reading: an answer to a deputy, p50', value: percentile(answers, 50), unit: 'ms' },
    { name: 'reading: an answer to a deputy, longest', value: Math.max(...answers), unit: 'ms' },
  ];
}

const post = async ({ url, ingest }: Served, events: readonly object[]): Promise<void> => {
  const headers = { authorization: `Bearer ${ingest}`, 'content-type': 'application/json' };
  const answer = await fetch(`${url}/api/events`, { method: 'POST', headers, body: JSON.stringify(events) });
  if (answer.status !== 200) throw new Error(`expected 200, got ${answer.status}: ${await answer.text()}`);
  await answer.arrayBuffer();
};

async function fill(served: Served, calls: number, days: number): Promise<void> {
  const now = Date.now();
  let batch: object[] = [];
  for (let n = 0; n < calls; n++) {
    const at = now - 60_000 - Math.floor((n * days * 86_400_000) / calls);
    const common = { call: `old-${n}`, queue: `q-${n % 12}` };
    batch.push(
      { ...common, id: `old-${n}/joined`, type: 'call.joined', at },
      { ...common, id: `old-${n}/answered`, type: 'call.answered', at: at + 5_000, desk: `m-${n % 40}`, waited: 5 },
      { ...common, id: `old-${n}/ended`, type: 'call.ended', at: at + 65_000, by: 'caller', talked: 60 },
    );
    if (batch.length < EVENTS_IN_POST && n < calls - 1) continue;
    await post(served, batch);
    batch = [];
  }
}

async function openProbe(served: Served) {
  const screen = io(`${served.url}/board`, { transports: ['websocket'], auth: { token: served.display } });
  let waiting: { text: string; seen: () => void } | undefined;
  screen.on('patch', (patch: object) => {
    if (waiting && JSON.stringify(patch).includes(waiting.text)) waiting.seen();
  });
  await new Promise<void>((ready) => screen.once('snapshot', () => ready()));
  let count = 0;
  return {
    /** Latencies of single events, one after the other. */
    async run(ms: number): Promise<number[]> {
      const found: number[] = [];
      for (const until = performance.now() + ms; performance.now() < until;) {
        const at = Date.now();
        const began = performance.now();
        // A patch of a new caller names the moment at which the caller joined.
        const seen = new Promise<void>((done) => (waiting = { text: String(at), seen: done }));
        const call = `probe-${count++}`;
        await post(served, [{ id: `${call}/joined`, type: 'call.joined', at, call, queue: 'probe' }]);
        await Promise.race([seen, sleep(30_000)]);
        found.push(performance.now() - began);
        await post(served, [{ id: `${call}/left`, type: 'call.left', at, call, queue: 'probe', reason: 'abandoned' }]);
        await sleep(PROBE_MS);
      }
      return found;
    },
    close: () => void screen.close(),
  };
}

/** In a thread of its own: taking answers apart would keep the probe waiting too. */
function openReaders({ url, deputies }: Served, days: number) {
  const worker = new Worker(new URL('./readers.ts', import.meta.url), { workerData: { url, deputies, days } });
  return {
    async stop(): Promise<number[]> {
      worker.postMessage('stop');
      const [answers] = (await once(worker, 'message')) as [number[]];
      await worker.terminate();
      return answers;
    },
  };
}
