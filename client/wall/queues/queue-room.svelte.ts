// How many rows of queues have room on their page, measured: print, language and screen decide how high a row is.
import type { Attachment } from 'svelte/attachments';

const LEAST_ROWS = 4;

export class QueueRoom {
  /** Infinity until it was measured. */
  rows = $state.raw(Infinity);

  /** On the table. */
  measure: Attachment<HTMLElement> = (table) => {
    const section = table.parentElement;
    if (!section) return;
    const read = (): void => {
      const row = table.querySelector('tbody tr')?.getBoundingClientRect().height ?? 0;
      if (row === 0) return;
      const { paddingTop, paddingBottom } = getComputedStyle(section);
      const around = parseFloat(paddingTop) + parseFloat(paddingBottom);
      const head = table.querySelector('thead')?.getBoundingClientRect().height ?? 0;
      const rows = Math.max(LEAST_ROWS, Math.floor((section.clientHeight - around - head) / row));
      if (rows !== this.rows) this.rows = rows;
    };
    const observer = new ResizeObserver(read);
    observer.observe(section);
    observer.observe(table);
    read();
    return () => observer.disconnect();
  };
}
