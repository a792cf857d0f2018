// How the index of contacts is gone through in pieces: spans of days with few entries each.
import type { createIndexCounts } from './index-counts.ts';
import type { Order } from './index-types.ts';

/** Entries of an index that one piece goes through. */
const PIECE = 4_000;
/** Where the rarest thing that is asked for is on so few contacts, they are read in one piece. */
const FEW = 2 * PIECE;
/** The steps of an open case: referred, and nothing more. */
const OPEN = 1;
export const LAST_DAY = 99_999_999;

export function createIndexSpans(counts: Pick<ReturnType<typeof createIndexCounts>, 'all' | 'of' | 'days'>) {
  /** Spans of days, in order, in each of which the index has few entries. */
  function* spans(
    { entries, from, to }: { entries: number; from: number; to: number },
    order: Order,
  ): Generator<readonly [number, number]> {
    if (entries <= FEW) {
      yield [from, to];
      return;
    }
    const most = (PIECE * counts.all()) / entries;
    let [first, sum] = [-1, 0];
    let last = -1;
    for (const day of counts.days(from, to, order)) {
      if (first < 0) first = day;
      last = day;
      sum += counts.of('day', day);
      if (sum < most) continue;
      yield [Math.min(first, last), Math.max(first, last)];
      [first, sum] = [-1, 0];
    }
    if (first >= 0) yield [Math.min(first, last), Math.max(first, last)];
  }

  /** Spans of days of referral, without a gap: a case is referred on a day near that of its contact. */
  function* spansOfOpen(): Generator<readonly [number, number]> {
    let first = 1;
    for (const [, last] of spans({ entries: counts.of('steps', OPEN), from: 0, to: LAST_DAY }, 'oldest')) {
      yield [first, last];
      first = last + 1;
    }
    if (first <= LAST_DAY) yield [first, LAST_DAY];
  }

  return { spans, spansOfOpen };
}
