// The log read page by page. Pure.
import type { LogEntry } from '../../shared/event.ts';

/** All entries after a position, page by page: `read` returns at most `limit` of those after the position that it is given. */
export function* pagesOf(read: (after: number) => LogEntry[], limit: number, from = 0): Generator<LogEntry[]> {
  for (let after = from; ;) {
    const entries = read(after);
    yield entries;
    if (entries.length < limit) return;
    after = entries.at(-1)?.position ?? after;
  }
}
