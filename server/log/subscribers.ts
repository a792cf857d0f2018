// Everybody who follows the log: first what is stored, in pages, then each batch as it becomes durable.
import type { LogEntry } from '../../shared/event.ts';

/** About 10 ms of reading; the loop breathes between pages. */
const PAGE = 2_000;

type Take = (entries: readonly LogEntry[]) => void;
type Follower = { take: Take; position: number; live: boolean };

export type Followers = {
  follow: (after: number, take: Take) => () => void;
  /** Hands on what has just become durable, in order. */
  publish: (entries: readonly LogEntry[]) => void;
  stop: () => void;
};

/**
 * `page(after, limit)` reads stored entries. A follower is live once a page comes back empty: reading and publishing share
 * one thread, so nothing falls between. A page may be ahead of `publish`; what it has shown is not shown again.
 */
export function createFollowers(page: (after: number, limit: number) => LogEntry[]): Followers {
  const followers = new Set<Follower>();

  const hand = (follower: Follower, entries: readonly LogEntry[]): void => {
    const last = entries.at(-1);
    if (last === undefined) return;
    follower.position = last.position;
    try {
      follower.take(entries);
    } catch (error) {
      // A follower's fault is no reason to keep the news from the others; it ends as an uncaught exception.
      queueMicrotask(() => {
        throw error;
      });
    }
  };

  const catchUp = (follower: Follower): void => {
    if (!followers.has(follower)) return;
    const entries = page(follower.position, PAGE);
    if (entries.length === 0) follower.live = true;
    else {
      hand(follower, entries);
      setImmediate(catchUp, follower);
    }
  };

  return {
    follow: (after, take) => {
      const follower: Follower = { take, position: after, live: false };
      followers.add(follower);
      setImmediate(catchUp, follower);
      return () => followers.delete(follower);
    },
    publish: (entries) => {
      for (const follower of followers) {
        if (!follower.live) continue;
        hand(
          follower,
          entries.filter(({ position }) => position > follower.position),
        );
      }
    },
    stop: () => followers.clear(),
  };
}
