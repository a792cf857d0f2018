// How the links to the telephone systems stood at a moment, from what was recorded of them.
import { REMOVED, type LinkOnWire, type LinkState, type Links } from '../../shared/links.ts';
import { isCallFact, type LogEntry } from '../../shared/event.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { LinkChange } from '../ledger/link-changes.ts';

type Change = Exclude<LinkChange, { type: 'resynced' }>;

/** How many entries are looked at for a clock, and how many at most come in between before that is done again. */
const LOOKED_AT = 200;
const LOOK_EVERY = 50;
/** Less than that is the way of a packet. */
const NO_MATTER_MS = 1_000;

/**
 * How far our clock ran ahead of each telephone system's (ms): the least time that any of its latest facts took to be recorded;
 * those that took longer were on their way, or found in a log.
 */
function skewsIn(entries: readonly LogEntry[]): ReadonlyMap<string, number> {
  const least = new Map<string, number>();
  for (const { event } of entries) {
    if (!isCallFact(event) && event.type !== 'desk.state') continue;
    const took = event.recordedAt - event.at;
    least.set(event.source, Math.min(least.get(event.source) ?? Infinity, took));
  }
  return new Map([...least].filter(([, skew]) => Math.abs(skew) >= NO_MATTER_MS));
}

export function createLinksThen(
  ledger: Pick<Ledger, 'after'>,
  changes: () => readonly LinkChange[],
): (position: number, at: number) => Links {
  let looked: { upTo: number; skews: ReadonlyMap<string, number> } | undefined;
  // Positions may have holes, so a page may reach beyond.
  const latest = (position: number): LogEntry[] =>
    ledger.after(Math.max(0, position - LOOKED_AT), LOOKED_AT).filter((entry) => entry.position <= position);
  const skewsAt = (position: number): ReadonlyMap<string, number> => {
    if (!looked || position < looked.upTo || position - looked.upTo >= LOOK_EVERY)
      looked = { upTo: position, skews: skewsIn(latest(position)) };
    return looked.skews;
  };

  return (position, at) => {
    /** Of each system, its links that are up, and the latest change. */
    const systems = new Map<string, { up: Map<string, number>; last: Change }>();
    for (const change of changes()) {
      if (change.position > position) break;
      if (change.type === 'resynced') continue;
      const { system, link, at: changedAt } = change;
      const known = systems.get(system) ?? { up: new Map<string, number>(), last: change };
      if (change.type === 'up') known.up.set(link, changedAt);
      else known.up.delete(link);
      known.last = change;
      systems.set(system, known);
    }
    const skews = skewsAt(position);
    const isRemoved = (last: Change): boolean => last.type === 'down' && last.code === REMOVED;
    const followed = [...systems].filter(([, { up, last }]) => up.size > 0 || !isRemoved(last));
    return Object.fromEntries(
      followed.map(([system, { up, last }]): [string, LinkOnWire] => {
        const skew = skews.get(system);
        const clock = skew === undefined ? {} : { skew };
        if (up.size > 0) return [system, { state: 'up', since: Math.min(...up.values()), lastHeardAt: at, ...clock }];
        const code = last.type === 'down' ? last.code : undefined;
        const state: LinkState = code === 'refused' || code === 'denied' ? code : 'down';
        const why = code === undefined ? {} : { code };
        return [system, { state, since: last.at, lastHeardAt: last.at, ...why, ...clock }];
      }),
    );
  };
}
