// Reports that the person at this browser does something, so that their session goes on: pages that stand open ask by
// themselves, and do not count. It begins once a page has learnt that a person is signed in.
import { MINUTE } from '../../shared/time.ts';
import { ask } from './api.ts';

const EVERY_MS = MINUTE;
const signs = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

let isWatching = false;

export function reportActivity(): void {
  if (isWatching) return;
  isWatching = true;
  let last = Date.now();
  const report = (): void => {
    const now = Date.now();
    // Also after the clock was set back.
    if (Math.abs(now - last) < EVERY_MS) return;
    last = now;
    void ask('POST /api/auth/active');
  };
  for (const sign of signs) addEventListener(sign, report, { passive: true });
}
