// A part loaded after the page. While one failed to load, the page is incomplete, and the watchdog reloads it.
import { partFailures } from './part-failures.ts';

/** `load` only imports: a promise chained to the import misses a failure of its styles. Returns what gives it up. */
export function lazyPart<T>(load: () => Promise<T>, take: (part: T) => void): () => void {
  let stopped = false;
  let found: (() => void) | undefined;
  load().then(
    (part) => {
      if (!stopped) take(part);
    },
    (error: unknown) => {
      console.info('a part of the page could not be loaded', error);
      if (!stopped) found = partFailures.begin();
    },
  );
  return () => {
    stopped = true;
    found?.();
  };
}
