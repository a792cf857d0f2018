// Two hundred events a second that go to nodes on one Redis whatever becomes of it, and what must be true of them in the end:
// each acknowledged event stands in the log once, at the place that was answered, and every node showed that log and nothing else.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { entryOf } from '../../server/log/redis/entry.ts';
import type { Reply } from '../../server/log/redis/connection.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { MINUTE } from '../../shared/time.ts';
import { openRedisNode, tempNodeDir } from './redis-node.ts';

const EVENTS_PER_SECOND = 200;
/** Of each node; the tens of thousands of a long time without writes would leave it no time to come back. */
const MOST_UNANSWERED = 1_000;
/** Longer than a Redis set on a busy machine takes to become whole: what never comes back is the fault. */
const ANSWERED_MS = 4 * MINUTE;
/** Once the Redis set is whole again, events are taken again within this. */
const WRITING_MS = 30_000;

const eventOf = (id: string): StoredEvent => ({
  id,
  type: 'call.joined',
  at: Date.now(),
  call: `c-${id}`,
  queue: 'samad-sari',
  source: 'pbx111',
  recordedAt: Date.now(),
  v: 1,
});

export type SteadyWriting = Awaited<ReturnType<typeof startWriting>>;

/** Opens two nodes and writes by both. `name`: what the ids of the events begin with. */
export async function startWriting(url: string, name: string) {
  /** What the nodes said of Redis, for the case that nothing is taken. */
  const states: string[] = [];
  const nodes = await Promise.all(
    [0, 1].map((n) =>
      openRedisNode(url, tempNodeDir(), (state) => {
        const cause = state.kind === 'up' ? '' : `: ${state.cause.message}`;
        states.push(`${Math.round(performance.now())} node ${n} ${state.kind}${cause}`);
      }),
    ),
  );
  const shown = nodes.map(() => new Map<number, string>());
  const stops = nodes.map(({ log }, n) =>
    log.follow(0, (entries) => {
      for (const { position, event } of entries) shown[n]!.set(position, event.id);
    }),
  );
  const acknowledged = new Map<string, number>();
  const began = performance.now();
  let longest = 0;
  let last = began;
  let isOver = false;
  let number = 0;

  const putOne = async (n: number): Promise<void> => {
    const event = eventOf(`${name}-${number++}`);
    // As the spools do: hundreds that try every 50 ms would leave the process no time for anything else.
    for (let wait = 50, begun = performance.now(); ; await sleep(wait), wait = Math.min(2 * wait, 1_000)) {
      const answer = await nodes[n]!.log.append([event]).catch((cause: unknown) => String(cause));
      if (typeof answer !== 'string') {
        acknowledged.set(event.id, answer[0]!.position);
        longest = Math.max(longest, performance.now() - last);
        last = performance.now();
        return;
      }
      if (performance.now() - begun > ANSWERED_MS)
        throw new Error(`${event.id} was not taken within ${ANSWERED_MS} ms: ${answer}`);
    }
  };
  const writing = nodes.map(async (_node, n) => {
    const all: Promise<void>[] = [];
    let answered = 0;
    const perNode = EVENTS_PER_SECOND / nodes.length;
    // By the clock: a timer of 10 ms comes late on a busy machine.
    for (const begun = performance.now(); !isOver; await sleep(10))
      while (all.length < ((performance.now() - begun) / 1000) * perNode && all.length - answered < MOST_UNANSWERED)
        all.push(putOne(n).then(() => void answered++));
    await Promise.all(all);
  });
  // Until they are awaited in the end, a writer that gave up is no unhandled rejection.
  for (const one of writing) one.catch(() => {});

  return {
    nodes,
    /** Forgets how long no event was taken. */
    begin: (): void => {
      [longest, last] = [0, performance.now()];
    },
    /** Resolves with how long no event was taken since `begin`, ms, as soon as events are taken now. */
    gap: async (): Promise<number> => {
      const whole = performance.now();
      await expect
        .poll(() => last > whole, { timeout: WRITING_MS })
        .toBe(true)
        .catch((cause: unknown) => {
          const why = `whole at ${Math.round(whole)}, nothing taken since:\n${states.slice(-60).join('\n')}`;
          throw new Error(why, { cause });
        });
      return Math.round(longest);
    },
    stop: async (): Promise<void> => {
      isOver = true;
      await Promise.all(writing);
    },
    /** Compares what was acknowledged and shown with the answer to XRANGE; says how many were acknowledged. */
    check: async (stream: Reply): Promise<string> => {
      const entries = (Array.isArray(stream) ? stream : []).map(entryOf).map(({ position, value }) => {
        return [position, (JSON.parse(value) as StoredEvent).id] as const;
      });
      const inLog = new Map(entries);
      expect([...acknowledged].filter(([id, position]) => inLog.get(position) !== id)).toEqual([]);
      expect(new Set(inLog.values()).size).toBe(inLog.size);
      for (const [n, { log }] of nodes.entries()) {
        await expect.poll(log.last, { timeout: WRITING_MS }).toBe(inLog.size);
        // Both showed the whole log and nothing else, so their boards are equal.
        await expect.poll(() => shown[n]!.size, { timeout: WRITING_MS }).toBe(inLog.size);
        expect([...shown[n]!].filter(([position, id]) => inLog.get(position) !== id)).toEqual([]);
      }
      const rate = acknowledged.size / ((performance.now() - began) / 1000);
      return `${acknowledged.size} acknowledged (${Math.round(rate)}/s)`;
    },
    close: async (): Promise<void> => {
      for (const stop of stops) stop();
      for (const { close } of nodes) await close();
    },
  };
}

export function gapsOf(gaps: readonly number[]): string {
  const sorted = gaps.toSorted((a, b) => a - b);
  return `ms without writes: median ${sorted[Math.floor(sorted.length / 2)]}, longest ${sorted.at(-1)}`;
}
