// A collector that posts the lives of calls to whichever node takes them, sends again what was not acknowledged, and now and
// then what was; and what the boards must say of all that.
import { setTimeout as sleep } from 'node:timers/promises';

const EVERY_MS = 100;
const MOST_IN_ONE = 1_000;
const PATIENCE_MS = 2_500;

type Event = { id: string; type: string; at: number } & Record<string, unknown>;
type Living = { call: string; step: 'waiting' | 'talking' };

export type Collector = ReturnType<typeof startCollector>;
type Options = {
  /** That of its token: the source of its events. */
  name: string;
  token: string;
  urls: readonly string[];
  random: () => number;
  perSecond: number;
};

export function startCollector({ name, token, urls, random, perSecond }: Options) {
  const queue = `q-${name}`;
  const counts = { offered: 0, answered: 0, abandoned: 0, completed: 0, contacts: 0 };
  const acknowledged: string[] = [];
  const living: Living[] = [];
  const refused: Record<string, number> = {};
  let pending: Event[] = [];
  let taken: Event[] = [];
  let made = 0;
  let running = false;
  let over = false;
  let node = 0;

  const next = (at: number): Event => {
    const n = made++;
    const pick = living[Math.floor(random() * living.length)];
    if (pick === undefined || (living.length < 40 && random() < 0.4)) {
      const call = `${name}-${n}`;
      living.push({ call, step: 'waiting' });
      counts.offered++;
      return { id: `${call}/joined`, type: 'call.joined', at, call, queue, county: 'sari' };
    }
    if (random() < 0.1) {
      counts.contacts++;
      return { id: `contact-${n}`, type: 'contact.registered', at, contact: `${name}-${n}`, channel: 'message' };
    }
    const { call } = pick;
    if (pick.step === 'waiting' && random() < 0.7) {
      pick.step = 'talking';
      counts.answered++;
      return { id: `${call}/answered`, type: 'call.answered', at, call, queue, desk: `d-${n % 9}`, waited: n % 50 };
    }
    living.splice(living.indexOf(pick), 1);
    if (pick.step === 'talking') {
      counts.completed++;
      return { id: `${call}/ended`, type: 'call.ended', at, call, by: 'caller', talked: n % 300 };
    }
    counts.abandoned++;
    return { id: `${call}/left`, type: 'call.left', at, call, queue, reason: 'abandoned', waited: n % 50 };
  };

  /** Resolves with why it was not taken, or undefined. */
  const post = async (url: string, events: readonly Event[]): Promise<string | undefined> => {
    try {
      const response = await fetch(`${url}/api/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(events),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      if (response.status !== 200) {
        await response.text();
        return String(response.status);
      }
      const { accepted, duplicates, rejected } = (await response.json()) as Record<string, number> & {
        rejected: unknown[];
      };
      if (rejected.length > 0 || (accepted ?? 0) + (duplicates ?? 0) !== events.length)
        throw new Error(`expected ${events.length} events to be taken, got ${JSON.stringify(rejected)}`);
      return undefined;
    } catch (cause) {
      if (cause instanceof TypeError || (cause instanceof DOMException && cause.name === 'TimeoutError')) return 'gone';
      throw cause;
    }
  };

  const make = async (): Promise<void> => {
    while (!over) {
      if (running) pending.push(...Array.from({ length: (perSecond * EVERY_MS) / 1_000 }, () => next(Date.now())));
      await sleep(EVERY_MS);
    }
  };
  const send = async (): Promise<void> => {
    while (!over) {
      const batch = pending.slice(0, MOST_IN_ONE);
      if (batch.length === 0) {
        await sleep(10);
        continue;
      }
      // What was acknowledged is said again, mostly to another node.
      const repeats = random() < 0.1 ? taken : [];
      const why = await post(urls[node % urls.length] ?? '', [...repeats, ...batch]);
      if (why === undefined) {
        pending = pending.slice(batch.length);
        for (const { id } of batch) acknowledged.push(id);
        taken = batch;
        if (random() < 0.1) node++;
        continue;
      }
      refused[why] = (refused[why] ?? 0) + 1;
      node++;
      await sleep(50);
    }
  };
  const work = Promise.all([make(), send()]);
  work.catch(() => {}); // whoever waits for quiet hears of it

  return {
    name,
    queue,
    counts,
    acknowledged,
    refused,
    goOn: (): void => void (running = true),
    /** Makes nothing more; resolves when all that it made is acknowledged. */
    async quiet(withinMs: number): Promise<void> {
      running = false;
      const began = performance.now();
      const empty = async (): Promise<void> => {
        while (pending.length > 0) {
          if (performance.now() - began > withinMs)
            throw new Error(
              `${name}: ${pending.length} events were not taken within ${withinMs} ms: ${JSON.stringify(refused)}`,
            );
          await sleep(20);
        }
      };
      await Promise.race([empty(), work]);
    },
    stop: (): void => void (over = true),
  };
}
