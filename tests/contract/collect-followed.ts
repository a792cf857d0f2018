// A follower that remembers what it was shown, and can be waited for.
import type { LogEntry } from '../../shared/event.ts';
import type { Log } from '../../server/log/log.ts';

export type CollectedEntries = {
  seen: LogEntry[];
  stop: () => void;
  /** Resolves with everything seen once a position was shown; 0 at once. The test's time limit is the only other end. */
  until: (position: number) => Promise<LogEntry[]>;
};

export function collectFollowed(
  log: Log,
  after: number,
  alsoTell?: (entries: readonly LogEntry[]) => void,
): CollectedEntries {
  const seen: LogEntry[] = [];
  let told = (): void => {};
  const stop = log.follow(after, (entries) => {
    seen.push(...entries);
    alsoTell?.(entries);
    told();
  });
  return {
    seen,
    stop,
    until: (position) =>
      new Promise((resolve) => {
        told = () => {
          if (position <= after || (seen.at(-1)?.position ?? 0) >= position) resolve(seen);
        };
        told();
      }),
  };
}
