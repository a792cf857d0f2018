// What numbers a page shows, and when: each stands in an element with its name in data-metric and its value in data-value.
import type { Page } from 'playwright-core';
import type { Expected } from './traffic.ts';

/** One change of a number on screen: when the DOM had it, and the next animation frame. Epoch ms. */
export type Seen = { path: string; value: string; dom: number; frame: number };

/** Whether that change shows what was expected, or what came after it: a page may pass over what lasted for a moment only. */
export const isShownBy = ({ value, dom }: Seen, { is, at, until }: Expected): boolean =>
  dom >= at - 1 && (value === is || dom >= until);

/** The page's clock less ours, ms: both stand on the machine's, but each took its origin at its own start. */
export async function clockDifference(page: Page): Promise<number> {
  const edge = (): number => {
    const before = Date.now();
    while (Date.now() === before);
    return Date.now() - (performance.timeOrigin + performance.now());
  };
  return (await page.evaluate(edge)) - edge();
}

/** Notes every change of a number with its time, in the page. */
export async function watchNumbers(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen: Seen[] = [];
    (globalThis as unknown as { seen: Seen[] }).seen = seen;
    const now = (): number => performance.timeOrigin + performance.now();
    new MutationObserver((records) => {
      const dom = now();
      const fresh: Seen[] = [];
      const note = (node: Element): void => {
        const path = node.getAttribute('data-metric');
        if (path !== null) fresh.push({ path, value: node.getAttribute('data-value') ?? '', dom, frame: NaN });
      };
      for (const { target, addedNodes } of records) {
        note(target as Element);
        for (const added of addedNodes) {
          if (!(added instanceof Element)) continue;
          note(added);
          for (const inner of added.querySelectorAll('[data-metric]')) note(inner);
        }
      }
      if (fresh.length === 0) return;
      seen.push(...fresh);
      requestAnimationFrame(() => {
        const frame = now();
        for (const one of fresh) one.frame = frame;
      });
    }).observe(document.body, { subtree: true, childList: true, attributeFilter: ['data-value', 'data-metric'] });
  });
}
