// From the call that reaches a limit to the webhook at its receiver, beside 200 events a second: its event is posted, durable, on
// the board, an alert, claimed in the log, signed and sent. The bare loop posts as much to the same receiver and nothing else.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile, spread, wallClock, type BenchResult } from './measure.ts';
import { makeNoise, serve, type Served } from './served.ts';

/** Between two of them; some are in flight together when the machine is slow. */
const EVERY_MS = 120;
const PATIENCE_MS = 5_000;

export async function benchNotices(count: number): Promise<BenchResult[]> {
  const receiver = await startReceiver();
  const served = await serve();
  try {
    const ask = asker(served);
    const queues = Array.from({ length: count * 2 }, (_none, n) => `bench-${lettersOf(n)}`);
    await ask('POST', '/api/recipients', recipient('bench', `${receiver.url}/notice`));
    await setLimits(ask, queues);
    const noise = makeNoise(served, 200);
    await sleep(2_000);
    const bare = await bareLoop(receiver, count);
    const notices = await raised(ask, receiver, queues.slice(0, count));
    // A receiver that never answers has the same alerts, and holds up nobody.
    await ask('POST', '/api/recipients', recipient('silent', `${receiver.url}/silent`));
    const beside = await raised(ask, receiver, queues.slice(count));
    await noise.stop();
    const against = (name: string, values: readonly number[]): BenchResult[] =>
      spread(`notices: 200 events/s, ${name}`, values).map((row, n) => ({
        ...row,
        ratio: row.value / percentile(bare, n === 0 ? 50 : 99),
        of: 'the bare POST',
      }));
    return [
      ...spread('notices: 200 events/s, a bare POST to the same receiver', bare),
      ...against('from a call’s event to the webhook received', notices),
      ...against('the same beside a receiver that never answers', beside),
      { name: 'notices: received, of those raised', value: notices.length + beside.length, unit: `of ${count * 2}` },
    ];
  } finally {
    await served.stop();
    receiver.stop();
  }
}

type Ask = (method: string, path: string, body: object) => Promise<void>;
const asker =
  ({ url, admin }: Served): Ask =>
  async (method, path, body) => {
    const answer = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${admin}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    await answer.arrayBuffer();
  };

const recipient = (name: string, url: string): object => ({
  name,
  language: 'fa',
  allowLocal: true,
  rules: { level: 'watch', queues: [], counties: [], onlySittings: false, cleared: false },
  settings: { channel: 'webhook', url },
});

/** Each queue is known, and one caller in it is an alert; the province's own limit is out of reach. */
async function setLimits(ask: Ask, queues: readonly string[]): Promise<void> {
  const at = Date.now();
  const life = queues.flatMap((queue) => {
    const visit = { call: `first-${queue}`, queue, at };
    return [
      { ...visit, type: 'call.joined', id: `first-${queue}/joined` },
      { ...visit, type: 'call.left', id: `first-${queue}/left`, reason: 'abandoned', waited: 0 },
    ];
  });
  for (let from = 0; from < life.length; from += 200) await ask('POST', '/api/events', life.slice(from, from + 200));
  await ask('PUT', '/api/thresholds', { rule: 'waiting', watch: 5_000, act: 6_000 });
  for (const subject of queues) await ask('PUT', '/api/thresholds', { rule: 'waiting', subject, watch: 1, act: 6_000 });
}

/** One call joins each queue; ms until its webhook has arrived. */
async function raised(ask: Ask, receiver: Receiver, queues: readonly string[]): Promise<number[]> {
  const delays: Promise<number | undefined>[] = [];
  for (const queue of queues) {
    const began = wallClock();
    const arrived = receiver.next(`"subject":"${queue}"`);
    delays.push(arrived.then((at) => (at === undefined ? undefined : at - began)));
    const event = { type: 'call.joined', id: `${queue}/joined`, call: `call-${queue}`, queue, at: Date.now() };
    await ask('POST', '/api/events', event);
    await sleep(EVERY_MS);
  }
  return (await Promise.all(delays)).filter((ms) => ms !== undefined);
}

async function bareLoop(receiver: Receiver, count: number): Promise<number[]> {
  const delays: number[] = [];
  for (let n = 0; n < count; n++) {
    const key = `"bare":${n},`;
    const began = wallClock();
    const arrived = receiver.next(key);
    const answer = await fetch(`${receiver.url}/bare`, { method: 'POST', body: `{${key}"text":"${'x'.repeat(600)}"}` });
    await answer.arrayBuffer();
    const at = await arrived;
    if (at !== undefined) delays.push(at - began);
    await sleep(EVERY_MS / 4);
  }
  return delays;
}

type Receiver = Awaited<ReturnType<typeof startReceiver>>;

async function startReceiver() {
  const waiting = new Map<string, (at: number) => void>();
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      const at = wallClock();
      if (request.url === '/silent') return;
      response.end('ok');
      for (const [key, resolve] of waiting) if (body.includes(key)) resolve(at);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** When a body with that text arrives; undefined when none does in time. */
    next: (key: string): Promise<number | undefined> =>
      new Promise((resolve) => {
        const late = setTimeout(() => resolve(undefined), PATIENCE_MS);
        waiting.set(key, (at) => {
          clearTimeout(late);
          waiting.delete(key);
          resolve(at);
        });
      }),
    stop(): void {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Without digits: beside those of a day they may read as a telephone number. */
const lettersOf = (n: number): string =>
  String.fromCharCode(97 + Math.floor(n / 676), 97 + (Math.floor(n / 26) % 26), 97 + (n % 26));
