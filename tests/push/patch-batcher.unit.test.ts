import { describe, expect, it } from 'vitest';
import { createThrottle } from '../../server/push/throttle.ts';
import { createPatchBatcher } from '../../server/push/patch-batcher.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const setUp = ({ gap = 50, burst = 1 } = {}) => {
  const clock = createFakeClock();
  const sent: number[][] = [];
  let unsent: number[] = [];
  const send = (): boolean => {
    if (unsent.length === 0) return false;
    sent.push(unsent);
    unsent = [];
    return true;
  };
  const window = createPatchBatcher({ clock, gap, burst, send });
  const change = (n: number): void => {
    unsent.push(n);
    window.markDirty();
  };
  return { clock, sent, change, window };
};

describe('the window of sending', () => {
  it('sends in the same call while the wall is quiet', () => {
    const { sent, change, clock } = setUp();
    change(1);
    expect(sent).toEqual([[1]]);
    clock.advance(50);
    change(2);
    expect(sent).toEqual([[1], [2]]);
  });

  it('merges what follows and always sends the last', () => {
    const { sent, change, clock } = setUp();
    [1, 2, 3].forEach(change);
    clock.advance(49);
    change(4);
    expect(sent).toEqual([[1]]);
    clock.advance(1);
    expect(sent).toEqual([[1], [2, 3, 4]]);
    clock.advance(500);
    expect(sent).toHaveLength(2);
  });

  it('sends at most twenty times a second, however much changes', () => {
    const { sent, change, clock } = setUp();
    for (let ms = 0; ms < 1_000; ms += 1) {
      change(ms);
      clock.advance(1);
    }
    expect(sent.length).toBeLessThanOrEqual(21);
    expect(sent.flat()).toHaveLength(1_000);
  });

  it('lets a few go at once after a quiet time, and still no more than twenty in any second', () => {
    const { sent, change, clock } = setUp({ gap: 56, burst: 3 });
    const times: number[] = [];
    for (let ms = 0; ms < 5_000; ms += 1) {
      // Quiet, then much, then a little.
      if (ms > 1_500 && (ms < 3_500 || ms % 300 < 3)) change(ms);
      while (times.length < sent.length) times.push(ms);
      clock.advance(1);
    }
    expect(sent.slice(0, 3)).toEqual([[1_501], [1_502], [1_503]]);
    for (const [n, at] of times.entries()) expect((times[n + 20] ?? Infinity) - at).toBeGreaterThanOrEqual(1_000);
    clock.advance(100);
    expect(sent.flat()).toHaveLength(2_000 - 1 + 15);
  });

  it('opens no window when there was nothing to send', () => {
    const { sent, change, window } = setUp();
    window.markDirty();
    change(1);
    expect(sent).toEqual([[1]]);
  });

  it('shows a settled board: at once when quiet, else after the sending that ends the window', () => {
    const { sent, change, clock, window } = setUp();
    const seen: number[] = [];
    const look = (): void => window.whenFlushed(() => seen.push(sent.flat().length));
    look();
    expect(seen).toEqual([0]);
    change(1);
    change(2);
    look();
    look();
    expect(seen).toEqual([0]);
    clock.advance(50);
    expect(seen).toEqual([0, 2, 2]);
  });

  it('answers pending requests when it stops, and later ones', () => {
    const { change, window, sent } = setUp();
    let answered = 0;
    change(1);
    change(2);
    window.whenFlushed(() => (answered += 1));
    window.stop();
    change(3);
    window.whenFlushed(() => (answered += 1));
    expect([answered, sent]).toEqual([2, [[1], [2], [3]]]);
  });
});

describe('a paced answer', () => {
  it('comes at once, then once a pause, late rather than never', () => {
    const clock = createFakeClock();
    let answers = 0;
    const paced = createThrottle({ clock, pause: 1_000, answer: () => (answers += 1) });
    for (let n = 0; n < 100; n += 1) paced.ask();
    expect(answers).toBe(1);
    clock.advance(999);
    expect(answers).toBe(1);
    clock.advance(1);
    expect(answers).toBe(2);
    clock.advance(5_000);
    expect(answers).toBe(2);
    paced.ask();
    expect(answers).toBe(3);
    paced.ask();
    paced.stop();
    clock.advance(5_000);
    expect(answers).toBe(3);
  });
});
