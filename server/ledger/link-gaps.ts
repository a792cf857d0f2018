// The times in which no link of a telephone system was up, from what was recorded of its links. Pure.
import { REMOVED } from '../../shared/links.ts';
import type { LinkChange } from './link-changes.ts';

/** `to`: Infinity while it lasts. `isRemoved`: since the last link was removed, so that nobody expects anything of the system. */
export type LinkGap = { system: string; from: number; to: number; isRemoved: boolean };

type System = {
  up: Set<string>;
  /** Links whose server was killed, until they have caught up. */
  killed: Set<string>;
  down: { since: number; isRemoved: boolean } | undefined;
};

/**
 * A link that comes up though nothing recorded that it broke had a server that was killed: the gap begins with the latest fact that
 * was known then.
 */
export function linkGaps(changes: readonly LinkChange[]): LinkGap[] {
  const gaps: LinkGap[] = [];
  const systems = new Map<string, System>();
  const end = (system: string, one: System, to: number): void => {
    if (one.down) gaps.push({ system, from: one.down.since, to, isRemoved: one.down.isRemoved });
    one.down = undefined;
  };
  for (const change of changes) {
    const { system, link, at } = change;
    const one = systems.get(system) ?? { up: new Set(), killed: new Set(), down: undefined };
    systems.set(system, one);
    if (change.type === 'up') {
      if (!one.down && one.up.has(link)) one.killed.add(link);
      end(system, one, at);
      one.up.add(link);
    } else if (change.type === 'down') {
      one.up.delete(link);
      one.killed.delete(link);
      const isRemoved = change.code === REMOVED;
      if (one.up.size > 0 || one.down?.isRemoved === isRemoved) continue;
      end(system, one, at);
      one.down = { since: at, isRemoved };
    } else if (one.killed.delete(link) && change.since !== undefined)
      gaps.push({ system, from: change.since, to: change.asOf ?? at, isRemoved: false });
  }
  for (const [system, one] of systems) end(system, one, Infinity);
  return gaps;
}

/** What of them lies in [from, to). */
export const gapsWithin = (gaps: readonly LinkGap[], from: number, to: number): LinkGap[] =>
  gaps
    .map((gap) => ({ ...gap, from: Math.max(gap.from, from), to: Math.min(gap.to, to) }))
    .filter((gap) => gap.from < gap.to);
