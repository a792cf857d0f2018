// The pages of the wall. The living one comes with the wall; each other is loaded when it is asked for, and what stands on
// screen stays until then, so that there is never a blank in between.
import type { Component } from 'svelte';
import { partFailures } from '../screen/part-failures.ts';
import LivePage from './LivePage.svelte';
import type { ShownPage } from './rotation.ts';
import type { WallPageProps } from './wall-page-props.ts';

type Shown = { page: ShownPage; component: Component<WallPageProps> };

const parts: Record<Exclude<ShownPage, 'wall'>, () => Promise<{ default: Component<WallPageProps> }>> = {
  queues: () => import('./queues/QueuesPage.svelte'),
  month: () => import('./month/MonthPage.svelte'),
  officials: () => import('./officials/OfficialsPage.svelte'),
  map: () => import('./map/MapPage.svelte'),
  floor: () => import('./floor/FloorPage.svelte'),
  sittings: () => import('./sittings/SittingsPage.svelte'),
};

export class WallPages {
  /** Undefined until the first page is there. */
  current = $state.raw<Shown | undefined>();
  #known: Partial<Record<ShownPage, Component<WallPageProps>>> = { wall: LivePage };
  #wanted: ShownPage | undefined = 'wall';
  /** Ends the trouble that the wanted page is not there. */
  #found: (() => void) | undefined;

  show(page: ShownPage): void {
    this.#wanted = page;
    const component = this.#known[page];
    if (component) {
      this.current = { page, component };
      this.#endTrouble();
    } else if (page !== 'wall') void this.#load(page);
  }

  stop(): void {
    this.#wanted = undefined;
    this.#endTrouble();
  }

  #endTrouble(): void {
    this.#found?.();
    this.#found = undefined;
  }

  async #load(page: keyof typeof parts): Promise<void> {
    try {
      this.#known[page] = (await parts[page]()).default;
      if (this.#wanted === page) this.show(page);
    } catch (error) {
      // An updated server has other files: the next rotation finds them, or the watchdog reloads the page.
      console.info(`the page ${page} could not be loaded`, error);
      if (this.#wanted !== page) return;
      // Not in place of the floor, which must not show what the living page shows.
      if (!this.current && page !== 'floor') this.show('wall');
      this.#found ??= partFailures.begin();
    }
  }
}
