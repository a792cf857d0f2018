// Tests keep the machine busy, and a busy page may find itself weak: it would show the board in turns. What says that every
// number on it is of one revision keeps it from that; weak-screen.test.ts says what holds on a weak one.
import type { Page } from 'playwright-core';

/** From its next load on, `page` never takes itself for weak. */
export const keepAnimating = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const quicken = (): unknown => delete document.documentElement.dataset['calm'];
    new MutationObserver(quicken).observe(document, { subtree: true, attributeFilter: ['data-calm'] });
  });
