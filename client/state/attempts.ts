// When a page tries to connect, how long it waits for an answer, and how soon it tries again. Behind a proxy that spreads
// connections over several nodes each attempt may land on a node that hangs, so the first attempts are short and follow each
// other at once. A probe beside them would keep a strict round robin in step and every attempt on the dead node.

/** Chromium delays WebSockets by up to 5 s after about a dozen failed ones, so the series of short attempts ends before that. */
const SHORT_ATTEMPTS = 10;
/** No healthy handshake on a local network takes as long; a line that is known to be slower gets more. */
const LEAST_MS = 600;
const MOST_MS = 10_000;
const TIMES_HANDSHAKE = 4;
/** While no handshake has been measured. */
const UNMEASURED_MS = 3_000;
/** After a probe found the server: long enough for the delay that Chromium may add. */
const PROBED_MS = 6_000;
const PROBED_ATTEMPTS = 2;
/** From the open connection to the first snapshot. */
const JOIN_MS = 10_000;
const FIRST_PAUSE_MS = 300;
const MOST_PAUSE_MS = 5_000;
const GROWTH = 1.6;

type Options = {
  /** Begins an attempt; drops the one before. */
  connect: () => void;
  /** From 0 to 1: spreads the screens of a server that was restarted. */
  random?: () => number;
};

export type Attempts = ReturnType<typeof createAttempts>;

export function createAttempts({ connect, random = Math.random }: Options) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let began = -Infinity;
  let handshakeMs: number | undefined;
  let state: 'idle' | 'pausing' | 'connecting' | 'joining' = 'idle';
  /** Attempts that hung, and those that were refused, since the last success. */
  let hung = 0;
  let refused = 0;
  /** Attempts left that no probe may interrupt. */
  let probed = 0;

  const patience = (): number => {
    const short =
      handshakeMs === undefined ? UNMEASURED_MS : Math.min(MOST_MS, Math.max(LEAST_MS, TIMES_HANDSHAKE * handshakeMs));
    if (probed > 0) return Math.max(short, PROBED_MS);
    return hung < SHORT_ATTEMPTS ? short : MOST_MS;
  };

  const begin = (): void => {
    clearTimeout(timer);
    state = 'connecting';
    began = performance.now();
    timer = setTimeout(() => {
      hung += 1;
      probed = Math.max(0, probed - 1);
      begin();
    }, patience());
    connect();
  };
  const beginIn = (ms: number): void => {
    clearTimeout(timer);
    state = 'pausing';
    timer = setTimeout(begin, ms);
  };
  /** After the connection or an attempt was refused or closed. */
  const again = (): void => {
    if (probed > 1) {
      probed -= 1;
      return begin();
    }
    probed = 0;
    beginIn(Math.min(MOST_PAUSE_MS, FIRST_PAUSE_MS * GROWTH ** refused) * (0.5 + random()));
    refused += 1;
  };

  return {
    begin,
    beginIn,
    again,
    /** The server took the connection; it has not let the screen in yet. */
    opened(): void {
      if (state !== 'connecting') return;
      clearTimeout(timer);
      handshakeMs = performance.now() - began;
      state = 'joining';
      timer = setTimeout(begin, JOIN_MS);
    },
    /** The screen was let in, or refused by the server itself: no further attempt is due. */
    ended(): void {
      clearTimeout(timer);
      state = 'idle';
      hung = refused = probed = 0;
    },
    /** Whether a probe beside the attempts may find the server sooner than they do. */
    wantsProbe: (): boolean =>
      probed === 0 && (state === 'pausing' || (state === 'connecting' && hung >= SHORT_ATTEMPTS)),
    /** The server answers a probe after it had not. A young attempt is not dropped: it may be about to succeed. */
    reachable(): void {
      if (state === 'idle' || state === 'joining') return;
      if (state === 'connecting' && performance.now() - began < 2 * LEAST_MS) return;
      probed = PROBED_ATTEMPTS;
      begin();
    },
  };
}
