// Keeps a node connected to Redis: one connection for commands and one that reads; when either ends both are replaced.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from './connection.ts';
import { connectHome } from './connect-primary.ts';

export type Pair = { commands: Connection; reading: Connection };

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

/** All nodes come back soon after Redis does: each tells it what it should have before any of them writes. */
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

  const once = async (): Promise<void> => {
    const commands = await connectHome(url, key);
    try {
      const reading = await connectHome(url, key);
      const end = (): void => {
        for (const one of [commands, reading]) one.end(new Error('this node is stopping'));
      };
      stopping.signal.addEventListener('abort', end, { once: true });
      try {
        const pair = { commands, reading };
        await greet(pair);
        set({ kind: 'up', pair });
        const ended = Promise.race([commands.ended, reading.ended]).then((cause) => {
          throw cause;
        });
        await Promise.race([live(pair), ended]);
      } finally {
        stopping.signal.removeEventListener('abort', end);
        reading.end(new Error('the other connection ended'));
      }
    } finally {
      commands.end(new Error('the other connection ended'));
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
      return running;
    },
  };
}
