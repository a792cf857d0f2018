// The address of a replay: which stretch of time, which moment of it, and which page of the wall. Pure.
import { clampMoment, LONGEST_REPLAY } from '../../shared/replay.ts';
import { HOUR, MINUTE } from '../../shared/time.ts';

/** Times are epoch ms. With `at` it stands still at that moment; without, it plays from its beginning. */
export type ReplayPlace = { from: number; to: number; at?: number };

/** Shown where an address names no stretch of time. */
const USUAL = 12 * HOUR;
const BEFORE_ALERT = 10 * MINUTE;
const AFTER_ALERT = 20 * MINUTE;

/** Without milliseconds, which nobody wants to read in a link. */
const text = (at: number): string => new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');

export function replayHref({ from, to, at }: ReplayPlace, page?: string | null): string {
  const query = [`from=${text(from)}`, `to=${text(to)}`];
  if (at !== undefined) query.push(`at=${text(at)}`);
  if (page) query.push(`page=${page}`);
  return `/replay?${query.join('&')}`;
}

/** Where a supervisor sends displays to a stretch of time. */
export const sendHref = ({ from, to }: { from: number; to: number }): string =>
  `/displays?from=${text(from)}&to=${text(to)}`;

/** What an address asks for; what is wrong in it is replaced by what is usual. */
export function replayPlace(query: URLSearchParams, now: number): ReplayPlace {
  const read = (name: string): number | undefined => {
    const at = Date.parse(query.get(name) ?? '');
    return Number.isNaN(at) ? undefined : at;
  };
  const to = Math.min(read('to') ?? now, now);
  const asked = read('from') ?? to - USUAL;
  const from = asked < to ? Math.max(asked, to - LONGEST_REPLAY) : to - USUAL;
  const at = read('at');
  return { from, to, ...(at !== undefined && { at: clampMoment({ from, to }, at) }) };
}

/** An alert from a while before it began. */
export const replayOfAlert = (since: number): string =>
  replayHref({ from: since - BEFORE_ALERT, to: since + AFTER_ALERT });

/** A sitting with the time around it in which it still has its calls, in minutes. */
export const replayOfSitting = (
  { from, to }: { from: number; to: number },
  around: { before: number; after: number },
): string => replayHref({ from: from - around.before * MINUTE, to: to + around.after * MINUTE });
