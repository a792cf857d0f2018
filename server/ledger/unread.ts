// What is recorded of a kind of subjects, read once and brought up to date by what came since: there are years of it, and pages
// ask often.
import type { LogEntry } from '../../shared/event.ts';
import type { Ledger } from './ledger.ts';

/** Each call returns the entries of all subjects that begin so (`sitting/`) that were recorded since the call before, in log order. */
export function createUnread(ledger: Pick<Ledger, 'bySubjects' | 'last'>, beginning: string): () => LogEntry[] {
  let read = 0;
  return () => {
    const last = ledger.last();
    if (last === read) return [];
    const entries = ledger.bySubjects(beginning, read, last);
    read = last;
    return entries;
  };
}
