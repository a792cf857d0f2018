// How many calls waited or talked at the same time, to the second. Pure.
import { SECOND } from '../../shared/time.ts';

export type Lines = { peak: number; peakAt?: number; mean?: number };

/** Of a span of time (epoch ms): one counter a second, so that a call costs the same however many there are. */
export function createLinesInUse(from: number, to: number) {
  const first = Math.floor(from / SECOND);
  const length = Math.max(0, Math.ceil(to / SECOND) - first);
  /** Beginnings minus ends at each second; once summed up, the calls in it. */
  const calls = new Int32Array(length + 1);
  let isSummed = false;

  const placeOf = (at: number): number => Math.min(length, Math.max(0, Math.floor(at / SECOND) - first));
  const change = (place: number, by: number): void => {
    calls[place] = (calls[place] ?? 0) + by;
  };
  const sumUp = (): void => {
    for (let n = 1; n < length; n++) change(n, calls[n - 1] ?? 0);
    isSummed = true;
  };

  return {
    /** A call from one moment to another; one that ends in the second in which the next begins is not beside it. */
    add(begin: number, end: number): void {
      if (end <= begin) return;
      change(placeOf(begin), 1);
      change(placeOf(end), -1);
    },
    /** Once all are added. */
    between(begin: number, end: number): Lines {
      if (!isSummed) sumUp();
      const [start, stop] = [placeOf(begin), Math.min(length, placeOf(end))];
      let [peak, at, sum] = [0, start, 0];
      for (let n = start; n < stop; n++) {
        const now = calls[n] ?? 0;
        sum += now;
        if (now > peak) [peak, at] = [now, n];
      }
      return {
        peak,
        ...(peak > 0 && { peakAt: (first + at) * SECOND }),
        ...(stop > start && { mean: sum / (stop - start) }),
      };
    },
    /** In the second before a moment. */
    at(moment: number): number {
      if (!isSummed) sumUp();
      return calls[Math.max(0, placeOf(moment) - 1)] ?? 0;
    },
  };
}
