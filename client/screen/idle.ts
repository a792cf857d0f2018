// When somebody last had a hand on this screen. A wall that hangs is not touched for months.
import { MINUTE } from '../../shared/time.ts';

const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;
const LEFT_ALONE_MS = 10 * MINUTE;

/** Opening the page counts as a touch. */
let touchedAt = performance.now();
for (const sign of signs)
  addEventListener(sign, () => (touchedAt = performance.now()), { capture: true, passive: true });

/** Nobody has touched it for ten minutes, and nothing half written would be lost. */
export const isIdle = (): boolean =>
  performance.now() - touchedAt > LEFT_ALONE_MS && document.querySelector('form') === null;
