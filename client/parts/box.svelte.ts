// The room that an element has, measured in units of the wall; what fits in it is then a pure question.
import type { Attachment } from 'svelte/attachments';

export type Room = { width: number; height: number };

export class Box {
  current = $state.raw<Room>({ width: 0, height: 0 });

  /** The element's font size must be --type-label: it shows how large a unit is here. */
  measure: Attachment<HTMLElement> = (node) => {
    const read = (): void => {
      const unit = parseFloat(getComputedStyle(node).fontSize) / 22;
      const next = { width: node.clientWidth / unit, height: node.clientHeight / unit };
      const { width, height } = this.current;
      if (Math.abs(width - next.width) > 0.5 || Math.abs(height - next.height) > 0.5) this.current = next;
    };
    const observer = new ResizeObserver(read);
    observer.observe(node);
    // Larger print makes the unit larger, and the element may stay as it is.
    const print = new MutationObserver(read);
    print.observe(document.documentElement, { attributeFilter: ['data-print', 'lang'] });
    read();
    return () => {
      observer.disconnect();
      print.disconnect();
    };
  };
}
