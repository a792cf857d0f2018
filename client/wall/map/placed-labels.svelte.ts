// The layout of a map's labels, computed again when its inputs change; until then the previous one stands.
import { untrack } from 'svelte';
import { layLabels, type Layout, type LayoutNeed } from './label-layout.ts';

/** At once as far as it is done so soon; then in pieces, so that a weak screen draws between them. */
const AT_ONCE_MS = 24;
const PIECE_MS = 10;
const KEPT = 6;

/** The latest layouts by what they depend on: a wall that turns its pages comes back to them. */
// eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing on screen reads it
const known = new Map<string, Layout>();

export class PlacedLabels {
  current = $state.raw<Layout | undefined>();
  /** Whether another one is being worked out. */
  pending = $state(false);

  /** `key`: says all that `need` depends on; undefined as long as there is nothing to place. */
  constructor(key: () => string | undefined, need: () => LayoutNeed) {
    $effect.pre(() => {
      const wanted = key();
      if (wanted === undefined) return;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const found = known.get(wanted);
      this.pending = !found;
      if (found) {
        this.current = found;
        return;
      }
      // Only a changed key starts it again: with every patch, a weak screen would never finish.
      const steps = layLabels(untrack(need));
      const go = (budget: number): void => {
        const until = performance.now() + budget;
        do {
          const { done, value } = steps.next();
          if (done !== true) continue;
          known.set(wanted, value);
          for (const old of known.keys()) if (known.size > KEPT) known.delete(old);
          this.current = value;
          this.pending = false;
          return;
        } while (performance.now() < until);
        timer = setTimeout(() => go(PIECE_MS));
      };
      go(AT_ONCE_MS);
      return () => clearTimeout(timer);
    });
  }
}
