// How many rows of queues have room on the wall, measured: print, language and screen decide how high a row is.
import type { Attachment } from 'svelte/attachments';

/** Shares of the living page's height; a wall of many desks needs more room for them. */
const SHARE = 0.5;
const SHARE_BESIDE_MANY = 0.42;
const SHARE_UPRIGHT = 0.28;
const LEAST_ROWS = 4;

export class QueueRoom {
  /** Infinity until it was measured. */
  rows = $state.raw(Infinity);
  readonly #hasManyDesks: () => boolean;

  constructor(hasManyDesks: () => boolean) {
    this.#hasManyDesks = hasManyDesks;
  }

  /** On the table. */
  measure: Attachment<HTMLElement> = (table) => {
    const section = table.parentElement;
    const page = section?.parentElement;
    if (!section || !page) return;
    const share = innerHeight > innerWidth ? SHARE_UPRIGHT : this.#hasManyDesks() ? SHARE_BESIDE_MANY : SHARE;
    const read = (): void => {
      const row = table.querySelector('tbody tr')?.getBoundingClientRect().height ?? 0;
      if (row === 0) return;
      // Not what the section has: the hero beside it may stretch it.
      const { paddingTop, paddingBottom } = getComputedStyle(section);
      const around = parseFloat(paddingTop) + parseFloat(paddingBottom);
      const head = table.querySelector('thead')?.getBoundingClientRect().height ?? 0;
      const rows = Math.max(LEAST_ROWS, Math.floor((page.clientHeight * share - around - head) / row));
      if (rows !== this.rows) this.rows = rows;
    };
    const observer = new ResizeObserver(read);
    observer.observe(page);
    observer.observe(table);
    read();
    return () => observer.disconnect();
  };
}
