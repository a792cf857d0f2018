// The pages of the wall. The living one comes with the wall; each other is loaded when it is asked for, and what stands on
// screen stays until then, so that there is never a blank in between.
import type { Component } from 'svelte';
import type { Held } from '../state/held.ts';
import Live from './Live.svelte';
import type { SittingsNow } from './sittings-now.ts';
import type { ShownPage } from './turning.ts';

export type WallPageProps = {
  held: Held;
  /** Now, as far as it is known: durations stand still when nothing is heard. */
  now: number;
  sittings: SittingsNow;
};
type Shown = { page: ShownPage; component: Component<WallPageProps> };

const parts: Record<Exclude<ShownPage, 'wall'>, () => Promise<{ default: Component<WallPageProps> }>> = {
  month: () => import('./month/MonthPage.svelte'),
  officials: () => import('./officials/OfficialsPage.svelte'),
  map: () => import('./map/MapPage.svelte'),
  floor: () => import('./floor/FloorPage.svelte'),
  sittings: () => import('./sittings/SittingsPage.svelte'),
};

export class WallPages {
  /** Undefined until the first page is there. */
  current = $state.raw<Shown | undefined>();
  #known: Partial<Record<ShownPage, Component<WallPageProps>>> = { wall: Live };
  #wanted: ShownPage = 'wall';

  show(page: ShownPage): void {
    this.#wanted = page;
    const component = this.#known[page];
    if (component) this.current = { page, component };
    else if (page !== 'wall') void this.#load(page);
  }

  async #load(page: keyof typeof parts): Promise<void> {
    try {
      this.#known[page] = (await parts[page]()).default;
      if (this.#wanted === page) this.show(page);
    } catch (error) {
      // A server that was renewed has other files; another turn or another load of the page finds them.
      console.info(`the page ${page} could not be loaded`, error);
      // Not in place of the floor, which must not show what the living page shows.
      if (!this.current && this.#wanted === page && page !== 'floor') this.show('wall');
    }
  }
}
