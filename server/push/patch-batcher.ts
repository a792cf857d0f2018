// When a patch goes out: at once while the wall is quiet, merged with its followers while it is busy.
import type { Clock } from './clock.ts';

export type PatchBatcher = {
  /** Something changed. Sends in this very call, or when the window that the last sending opened is over. */
  markDirty: () => void;
  /** Calls back with nothing unsent: in this very call, or after the sending that ends the window. */
  whenFlushed: (run: () => void) => void;
  /** Ends the window now. Later callers are still answered; nothing is put off any more. */
  stop: () => void;
};

/**
 * `send` sends all that is unsent and returns whether there was anything. It is called at most once per `gap` ms of sending;
 * after a quiet time up to `burst` sendings go at once, because what happens in one moment comes in a few pieces.
 */
export function createPatchBatcher(options: {
  clock: Clock;
  gap: number;
  burst?: number;
  send: () => boolean;
}): PatchBatcher {
  const { clock, gap, burst = 1, send } = options;
  let touched = false;
  let waiting: (() => void)[] = [];
  /** Sendings that no gap has passed for; the wall is busy when they are `burst`. */
  let spent = 0;
  /** Stop of the timer of the running gap; undefined when nothing is spent. */
  let stopGap: (() => void) | undefined;
  let stopped = false;

  const sendNow = (): void => {
    touched = false;
    if (!send() || stopped) return;
    spent += 1;
    stopGap ??= clock.after(gap, gapOver);
  };

  const gapOver = (): void => {
    spent -= 1;
    stopGap = spent > 0 ? clock.after(gap, gapOver) : undefined;
    settle();
  };

  const settle = (): void => {
    if (!touched && waiting.length === 0) return;
    sendNow();
    const run = waiting;
    waiting = [];
    for (const each of run) each();
  };

  return {
    markDirty() {
      touched = true;
      if (spent < burst) sendNow();
    },
    whenFlushed(run) {
      if (spent >= burst) return void waiting.push(run);
      sendNow();
      run();
    },
    stop() {
      stopped = true;
      stopGap?.();
      spent = 0;
      settle();
    },
  };
}
