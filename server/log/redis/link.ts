// Keeps a node connected to Redis: one connection for commands and one that reads; where Sentinels watch, one on which the master
// is asked who follows it; and where there are replicas, one on which they are asked what they have. When any of them ends, or
// another Redis becomes the master, all are replaced.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from './connection.ts';
import { createTopology } from './topology.ts';
import { errorText } from '../../error-text.ts';

/** `proving`: where there are replicas, the reader asks on it whether they have what it has read. */
export type Pair = {
  commands: Connection;
  reading: Connection;
  proving: Connection | undefined;
  /** How many replicas must have an event before it counts, as it stands now. */
  replicas: () => number;
};

/** `refused`: connected, but not to the log that this node knows; it is asked again and again, and never written to. */
export type LinkState = { kind: 'up'; pair: Pair } | { kind: 'away' | 'refused'; cause: Error };

type Options = {
  url: string;
  /** Any key of the province. */
  key: string;
  /** Looks whether this is the right Redis; a rejection that `isRefusal` is reported as such. */
  greet: (pair: Pair) => Promise<void>;
  isRefusal: (cause: unknown) => boolean;
  /** Lives as long as the connection; rejects when it can go on no longer. */
  live: (pair: Pair) => Promise<never>;
  /** Hears of every change. */
  onState: (state: LinkState) => void;
};

/** All nodes come back soon after Redis does: each sends it what it should have before any of them writes. */
const LONGEST_WAIT_MS = 500;
const REFUSED_WAIT_MS = 1_000;

export type Link = { state: () => LinkState; stop: () => Promise<void> };

export function createLink({ url, key, greet, isRefusal, live, onState }: Options): Link {
  let state: LinkState = { kind: 'away', cause: new Error('Redis was not reached yet') };
  const stopping = new AbortController();
  const set = (next: LinkState): void => {
    state = next;
    onState(next);
  };

  const topology = createTopology(url, key);
  const once = async (): Promise<void> => {
    const { host, ...located } = await topology.locate();
    let { replicas } = located;
    const over = new AbortController();
    const opened: Connection[] = [];
    const endAll = (why: string): void => {
      for (const one of opened) one.end(new Error(why));
    };
    const end = (): void => endAll('this node is stopping');
    const keep = <C extends Connection | undefined>(connection: C): C => {
      if (connection) opened.push(connection);
      // It may be stopped while a connection is being opened, which then belongs to nobody.
      if (stopping.signal.aborted) {
        end();
        throw new Error('this node is stopping');
      }
      return connection;
    };
    const open = async (): Promise<Connection> => keep(await topology.connect(host));
    stopping.signal.addEventListener('abort', end, { once: true });
    try {
      const commands = await open();
      const reading = await open();
      const looking = keep(await topology.connectToLook(host));
      // When the Sentinels were asked before this connection, nobody knew who follows this master.
      if (looking) {
        const known = await topology.look(host, looking);
        if (known === undefined) throw new Error('the Sentinels give no answer now');
        replicas = known;
      }
      const proving = replicas > 0 ? await open() : undefined;
      const pair = { commands, reading, proving, replicas: () => replicas };
      const moved = topology.watch(host, looking, (count) => (replicas = count), over.signal);
      moved.catch((cause: unknown) => endAll(errorText(cause)));
      await greet(pair);
      set({ kind: 'up', pair });
      const ended = Promise.race(opened.map((one) => one.ended)).then((cause) => {
        throw cause;
      });
      await Promise.race([live(pair), ended]);
    } finally {
      over.abort();
      stopping.signal.removeEventListener('abort', end);
      endAll('another connection of this node ended');
    }
  };

  const run = async (): Promise<void> => {
    let wait = 25;
    while (!stopping.signal.aborted) {
      try {
        await once();
      } catch (error) {
        const cause = error instanceof Error ? error : new Error(String(error));
        if (stopping.signal.aborted) break;
        if (state.kind === 'up') wait = 25;
        const kind = isRefusal(cause) ? 'refused' : 'away';
        set({ kind, cause });
        await sleep(kind === 'refused' ? REFUSED_WAIT_MS : wait, undefined, { signal: stopping.signal }).catch(
          () => {},
        );
        wait = Math.min(wait * 2, LONGEST_WAIT_MS);
      }
    }
  };
  const running = run();

  return {
    state: () => state,
    stop: () => {
      state = { kind: 'away', cause: new Error('this node is stopping') };
      stopping.abort();
      topology.close();
      return running;
    },
  };
}
