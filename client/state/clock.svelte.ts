// The one shared "now": the server's time, ticking on its whole seconds. It runs on the browser's monotonic clock, so
// that somebody setting the TV's clock changes nothing.
import { createOffset } from './offset.ts';

/** A tick later than this means that the page was frozen or asleep. */
const GAP_MS = 4_000;

export class Clock {
  now = $state(Date.now());
  #offset = createOffset(Date.now() - performance.now());
  #woke: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(woke: () => void) {
    this.#woke = woke;
    this.#tick(performance.now());
  }

  /** The present moment, finer than the last tick. */
  read = (): number => performance.now() + this.#offset.current;

  hear(serverNow: number): void {
    this.#offset.hear(serverNow, performance.now());
  }

  /** A snapshot may come from another server with another clock. */
  restart(serverNow: number): void {
    this.#offset.reset();
    this.hear(serverNow);
    this.now = this.read();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #tick(due: number): void {
    const late = performance.now() - due;
    this.now = this.read();
    if (late > GAP_MS) this.#woke();
    const wait = 1000 - (this.now % 1000) + 5;
    const next = performance.now() + wait;
    this.#timer = setTimeout(() => this.#tick(next), wait);
  }
}
