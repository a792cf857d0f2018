// Keeps the screen of a display awake. A browser lets go whenever the page is hidden, and only lends at all over HTTPS or on
// the device itself; where it does not, the kiosk has to see to it, and the screen says so once.
import { MINUTE } from '../../shared/time.ts';

const AGAIN_MS = MINUTE;

class WakeLock {
  /** Whether the browser refused while the page was in sight. */
  refused = $state(false);

  /** Returns what lets go. */
  keep(): () => void {
    let sentinel: WakeLockSentinel | undefined;
    let asking = false;
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const take = async (): Promise<void> => {
      clearTimeout(timer);
      const held = sentinel !== undefined && !sentinel.released;
      if (stopped || asking || held || document.visibilityState !== 'visible') return;
      if (!('wakeLock' in navigator)) return void (this.refused = true);
      asking = true;
      try {
        sentinel = await navigator.wakeLock.request('screen');
        this.refused = false;
        if (stopped) return void sentinel.release();
        // Taken away in sight, for instance by a low battery: asked for again after a while.
        sentinel.addEventListener('release', () => {
          if (!stopped) timer = setTimeout(() => void take(), AGAIN_MS);
        });
      } catch (error) {
        console.info('the browser does not keep this screen awake', error);
        this.refused = document.visibilityState === 'visible';
        timer = setTimeout(() => void take(), AGAIN_MS);
      } finally {
        asking = false;
      }
    };
    const look = (): void => void take();
    document.addEventListener('visibilitychange', look);
    void take();
    return () => {
      stopped = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
      void sentinel?.release();
    };
  }
}
export const wakeLock = new WakeLock();
