// A second in waves: what counts in seconds at many places need not turn over everywhere in one frame, which a weak device
// would draw too late. Each place turns over once a second, at its own part of it and never with the clock.
import { untrack } from 'svelte';

const WAVES = 4;
const APART_MS = 1_000 / (WAVES + 1);

class Wave {
  now = $state(0);
}

/** Made while a component is made. `present`: a moment that moves on once a second, or stands still. */
export class StaggeredClock {
  #waves = Array.from({ length: WAVES }, () => new Wave());

  constructor(present: () => number) {
    let before = -Infinity;
    $effect.pre(() => {
      const now = present();
      const moves = now > before;
      before = now;
      return untrack(() => this.#roll(now, moves));
    });
  }

  /** The present moment at the nth place; never later than it is, and at most a second earlier. */
  now = (place: number): number => this.#waves[place % WAVES]?.now ?? 0;

  #roll(now: number, moves: boolean): () => void {
    const timers = this.#waves.map((wave, n) => {
      const after = (n + 1) * APART_MS;
      if (!moves || now - wave.now >= 1_000) wave.now = now;
      return moves ? setTimeout(() => (wave.now = now + after), after) : undefined;
    });
    return () => timers.forEach(clearTimeout);
  }
}
