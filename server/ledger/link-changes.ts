// What was recorded of links to telephone systems: when each came up, when it broke, and what it had missed when it came up.
import type { StoredOf } from '../../shared/event.ts';
import type { Ledger } from './ledger.ts';
import { createUnread } from './unread.ts';

/** `since`: the latest fact of its system that was known when the link came up; `asOf`: how the system stood at that time. */
export type LinkChange = Pick<StoredOf<'source.up'>, 'system' | 'link' | 'at'> & { position: number } & (
    | { type: 'up' }
    | { type: 'down'; code?: string | undefined }
    | { type: 'resynced'; since?: number | undefined; asOf?: number | undefined }
  );

/** All changes in log order. */
export function createLinkChanges(ledger: Pick<Ledger, 'bySubjects' | 'last'>): () => readonly LinkChange[] {
  const unread = createUnread(ledger, 'system/');
  const changes: LinkChange[] = [];
  return () => {
    for (const { position, event } of unread()) {
      if (event.type !== 'source.up' && event.type !== 'source.down' && event.type !== 'source.resynced') continue;
      const { system, link, at } = event;
      const common = { position, system, link, at };
      if (event.type === 'source.up') changes.push({ ...common, type: 'up' });
      else if (event.type === 'source.down') changes.push({ ...common, type: 'down', code: event.code });
      else changes.push({ ...common, type: 'resynced', since: event.since, asOf: event.asOf });
    }
    return changes;
  };
}
