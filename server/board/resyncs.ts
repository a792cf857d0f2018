// What telephone systems reported as in progress each time they were asked, and what is therefore gone.
import type { StoredOf } from '../../shared/event.ts';
import type { InferredEnd } from './visit.ts';

type Resync = StoredOf<'source.resynced'>;
type Snapshot = { asOf: number; id: string; calls: NonNullable<Resync['calls']> };
export type SavedResyncs = Record<string, Snapshot[]>;

/** Kept per system; older ones are read back from the ledger. */
const KEPT = 200;

/**
 * Declares gone what joined before a complete snapshot and is not in it (shared/README.md: lost). `recall` gives all resyncs of
 * a system in any order; it is asked only about visits older than the oldest snapshot kept here. A visit whose number means another
 * one elsewhere is asked about without it.
 */
export function createResyncs(recall: (system: string) => Resync[], saved: SavedResyncs = {}) {
  const kept = new Map<string, Snapshot[]>(Object.entries(saved));
  /** With those read back, while many old visits are asked about. */
  const whole = new Map<string, Snapshot[]>();
  const trimmed = new Set<string>(Object.keys(saved).filter((system) => (saved[system]?.length ?? 0) >= KEPT));

  const snapshotOf = (event: Resync): Snapshot | undefined =>
    event.complete && event.asOf !== undefined
      ? { asOf: event.asOf, id: event.id, calls: event.calls ?? {} }
      : undefined;

  /** With those kept, of which the latest may not be in the ledger's past yet. */
  const all = (recalled: Resync[], list: Snapshot[]): Snapshot[] => {
    const byId = new Map(list.map((snapshot) => [snapshot.id, snapshot]));
    for (const event of recalled) {
      const snapshot = byId.has(event.id) ? undefined : snapshotOf(event);
      if (snapshot) byId.set(snapshot.id, snapshot);
    }
    return [...byId.values()].sort(byTime);
  };

  const gone = (
    system: string,
    call: string,
    visit: { number: number | undefined; queue: string; desk?: string; since: number },
  ): InferredEnd | undefined => {
    let list = kept.get(system);
    if (!list) return undefined;
    if (trimmed.has(system) && visit.since < (list[0]?.asOf ?? 0)) {
      list = whole.get(system) ?? all(recall(system), list);
      whole.set(system, list);
    }
    for (const { asOf, calls } of list) {
      if (asOf <= visit.since) continue;
      const now = Object.hasOwn(calls, call) ? calls[call] : undefined;
      if (!now) return { how: 'lost', at: asOf };
      const isMeant = visit.number === undefined || (now.visit ?? visit.number) === visit.number;
      const here = now.queue === visit.queue && isMeant;
      // Talking there without a reported answer: the source reports the answer as a separate fact.
      if (here && (visit.desk === undefined || now.desk === visit.desk)) continue;
      return { how: 'elsewhere', at: asOf };
    }
    return undefined;
  };

  return {
    gone,
    /** Whether the calls of that system must be read again: those in progress, or all when the snapshot came late. */
    take(event: Resync): 'none' | 'open' | 'all' {
      const snapshot = snapshotOf(event);
      if (!snapshot) return 'none';
      whole.delete(event.system);
      const list = kept.get(event.system) ?? [];
      list.push(snapshot);
      list.sort(byTime);
      if (list.length > KEPT) {
        list.shift();
        trimmed.add(event.system);
      }
      kept.set(event.system, list);
      return list.at(-1) === snapshot ? 'open' : 'all';
    },
    /** What was read back is let go (B7). */
    clearCache: (): void => whole.clear(),
    save: (): SavedResyncs => Object.fromEntries(kept),
  };
}

const byTime = (a: Snapshot, b: Snapshot): number => a.asOf - b.asOf || (a.id < b.id ? -1 : 1);
