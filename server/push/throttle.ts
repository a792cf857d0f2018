// Answers at most once per pause; who asks more often is answered late, once for all the asking.
import type { Clock } from './clock.ts';

export function createThrottle(options: { clock: Clock; pause: number; answer: () => void }): {
  ask: () => void;
  stop: () => void;
} {
  const { clock, pause, answer } = options;
  let asked = false;
  let pausing: (() => void) | undefined;

  const answerNow = (): void => {
    asked = false;
    pausing = clock.after(pause, () => {
      pausing = undefined;
      if (asked) answerNow();
    });
    answer();
  };

  return {
    ask() {
      if (pausing) asked = true;
      else answerNow();
    },
    stop() {
      pausing?.();
      asked = false;
    },
  };
}
