// The one shared "now": the server's time, ticking on its whole seconds. It runs on the browser's monotonic clock; the
// device's own is only asked whether both stood still, because many devices stop the monotonic one while they sleep.
import { createOffset } from './offset.ts';

/** A tick later than this, or a jump of the device's clock beyond it, means that the page was frozen or asleep. */
const GAP_MS = 4_000;
/** A timer may come a little early. */
const AFTER_MS = 5;

type Options = {
  /** The page stood still: what is on its way is old, and what is shown may be. */
  woke: () => void;
  /** The next moment that needs an extra tick; Infinity where there is none. */
  alsoAt?: (now: number) => number;
};

export class Clock {
  now = $state(Date.now());
  #offset = createOffset(Date.now() - performance.now());
  #woke: () => void;
  #alsoAt: (now: number) => number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #due = performance.now();
  #apart = Date.now() - performance.now();

  constructor({ woke, alsoAt = () => Infinity }: Options) {
    this.#woke = woke;
    this.#alsoAt = alsoAt;
    this.#tick();
  }

  /** The present moment, finer than the last tick. */
  read = (): number => performance.now() + this.#offset.current;

  observe(serverNow: number): void {
    // After a freeze a message may come before the tick that was due.
    this.#look();
    this.#offset.observe(serverNow, performance.now());
  }

  /** A snapshot may come from another server with another clock. */
  restart(serverNow: number): void {
    this.#offset.reset();
    this.observe(serverNow);
    this.now = this.read();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #tick(): void {
    this.#look();
    this.now = this.read();
    const second = 1000 - (this.now % 1000);
    const also = this.#alsoAt(this.now) - this.now;
    const wait = (also > 0 && also < second ? also : second) + AFTER_MS;
    this.#due = performance.now() + wait;
    this.#timer = setTimeout(() => this.#tick(), wait);
  }

  /** Whether the page was suspended since the last check. A device clock set forward looks the same. */
  #look(): void {
    const now = performance.now();
    const apart = Date.now() - now;
    const slept = apart - this.#apart;
    this.#apart = apart;
    if (slept > GAP_MS) this.#offset.skip(slept);
    if (slept <= GAP_MS && now - this.#due <= GAP_MS) return;
    this.#due = now;
    this.#woke();
  }
}
