// Single events and how long each takes to the wall, beside which other things go on.
import { setTimeout as sleep } from 'node:timers/promises';
import { io } from 'socket.io-client';
import type { Patch } from '../../shared/wire.ts';
import { percentile, wallClock, type BenchResult } from './measure.ts';
import { post, type Served } from './served.ts';

/** Two events in so long are fewer patches than a screen is sent at once: no event waits for the next patch of a busy wall. */
const PROBE_MS = 120;
const LOST_MS = 30_000;

/**
 * From posting an event, ms. `sent`: until the server sent its patch, so without the way to the screen and the screen's own time:
 * here screens, readers and the server share the processors, in an office they do not. `seen`: until a screen had it.
 */
export type Latencies = { sent: number[]; seen: number[] };

export const noLatencies = (): Latencies => ({ sent: [], seen: [] });

export async function openProbe(served: Served) {
  const screen = io(`${served.url}/board`, { transports: ['websocket'], auth: { token: served.display } });
  let waiting: { text: string; seen: (serverNow: number) => void } | undefined;
  screen.on('patch', ({ serverNow, ...patch }: Patch) => {
    if (waiting && JSON.stringify(patch).includes(waiting.text)) waiting.seen(serverNow);
  });
  await new Promise<void>((ready) => screen.once('snapshot', () => ready()));
  let count = 0;
  return {
    /** Adds the latencies of single events, one after the other. */
    async run(ms: number, found: Latencies): Promise<void> {
      for (const until = performance.now() + ms; performance.now() < until;) {
        const at = Date.now();
        const call = `probe-${count++}`;
        // A patch of a new caller names the moment at which the caller joined.
        const seen = new Promise<number | undefined>((done) => (waiting = { text: String(at), seen: done }));
        const began = wallClock();
        await post(served, [{ id: `${call}/joined`, type: 'call.joined', at, call, queue: 'probe' }]);
        const sent = await Promise.race([seen, sleep(LOST_MS)]);
        found.seen.push(wallClock() - began);
        found.sent.push((sent ?? Infinity) - began);
        await post(served, [{ id: `${call}/left`, type: 'call.left', at, call, queue: 'probe', reason: 'abandoned' }]);
        await sleep(PROBE_MS);
      }
    },
    close: () => void screen.close(),
  };
}

/** Both latencies without and with what went on beside it. */
export const compared = (
  name: string,
  [bare, beside]: readonly [Latencies, Latencies],
  { what, nobody }: { what: string; nobody: string },
): BenchResult[] =>
  (
    [
      ['until the server sends its patch', 'sent'],
      ['until a screen has its patch', 'seen'],
    ] as const
  ).flatMap(([until, kind]) => {
    const [alone, together] = [percentile(bare[kind], 99), percentile(beside[kind], 99)];
    return [
      { name: `${name} ${until}, p50`, value: percentile(bare[kind], 50), unit: 'ms' },
      { name: `${name} ${until}, p99`, value: alone, unit: 'ms' },
      { name: `${name} ${until}, beside ${what}, p50`, value: percentile(beside[kind], 50), unit: 'ms' },
      {
        name: `${name} ${until}, beside ${what}, p99`,
        value: together,
        unit: 'ms',
        ratio: together / alone,
        of: nobody,
      },
    ];
  });
