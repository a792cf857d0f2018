// Measures now and then how fast this device draws, counts its long tasks, and switches movement off where it would only
// stutter.
import { paceAfter, isStrained, type FrameRate } from './frame-rate.ts';
import { MINUTE } from '../../shared/time.ts';

const WATCHED_AFTER_MS = 3_000;
const FIRST_AFTER_MS = 10_000;
const EVERY_MS = 5 * MINUTE;
const MEASURED_MS = 3_000;

/** Returns what stops it. */
export function lowPowerIfSlow(root: HTMLElement): () => void {
  let pace: FrameRate = { calm: false, quick: 0 };
  let frame = 0;

  const measure = (): void => {
    const frames: number[] = [];
    const began = performance.now();
    let before: number | undefined;
    const count = (at: number): void => {
      if (before !== undefined) frames.push(at - before);
      before = at;
      if (performance.now() - began < MEASURED_MS) frame = requestAnimationFrame(count);
      // A hidden page draws no frames: the measurement is void.
      else if (document.visibilityState === 'visible') settle(paceAfter(pace, frames));
    };
    if (document.visibilityState === 'visible') frame = requestAnimationFrame(count);
  };
  const settle = (next: FrameRate): void => {
    if (next.calm && !pace.calm) root.dataset['calm'] = '';
    else if (!next.calm && pace.calm) delete root.dataset['calm'];
    pace = next;
  };

  let lately: number[] = [];
  const tasks = new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) {
      const next = isStrained(lately, startTime);
      lately = next.lately;
      if (next.isStrained) settle({ calm: true, quick: 0 });
    }
  });
  // The load at start-up is not typical of later hours.
  const watching = setTimeout(() => tasks.observe({ entryTypes: ['longtask'] }), WATCHED_AFTER_MS);
  const first = setTimeout(measure, FIRST_AFTER_MS);
  const timer = setInterval(measure, EVERY_MS);
  return () => {
    clearTimeout(first);
    clearTimeout(watching);
    tasks.disconnect();
    clearInterval(timer);
    cancelAnimationFrame(frame);
    delete root.dataset['calm'];
  };
}
