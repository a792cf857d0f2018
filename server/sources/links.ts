// How each link to a telephone system is doing, for the screens; a system is up when any link to it is.
import type { Links, LinkOnWire, LinkState, QueueLogOnWire } from '../../shared/links.ts';

export type LinkReport = {
  link: string;
  /** The telephone system, once it is known; until then the link stands for it. */
  system: string;
  state: LinkState;
  code?: string;
};

type Known = LinkReport & { since: number; lastHeardAt?: number; skew?: number; queueLog?: QueueLogOnWire };

export type LinkBook = ReturnType<typeof createLinkBook>;

const rank: readonly LinkState[] = ['up', 'denied', 'refused', 'down'];

/** Each telephone system as its best link has it, whichever machine that belongs to; of two as good, the later word. */
export function bestOf(all: readonly Links[]): Links {
  const best: Links = {};
  for (const links of all)
    for (const [system, link] of Object.entries(links)) {
      const known = Object.hasOwn(best, system) ? best[system] : undefined;
      const better = known ? rank.indexOf(link.state) - rank.indexOf(known.state) : -1;
      if (better < 0 || (better === 0 && (link.lastHeardAt ?? 0) > (known?.lastHeardAt ?? 0))) best[system] = link;
    }
  return best;
}

type Parts = {
  now: () => number;
  /** The latest moment of which the log has a fact of a system: as far it was heard before this server started. */
  lastWord?: (system: string) => number | undefined;
};

export function createLinkBook({ now, lastWord = () => undefined }: Parts) {
  const links = new Map<string, Known>();
  return {
    report(report: LinkReport): void {
      const known = links.get(report.link);
      const isSame = known?.state === report.state;
      if (isSame && known.code === report.code && known.system === report.system) return;
      const { lastHeardAt, skew, queueLog } = known ?? {};
      links.set(report.link, {
        ...report,
        // Why it is so may change while it is so.
        since: isSame ? known.since : now(),
        ...(lastHeardAt !== undefined && { lastHeardAt }),
        ...(skew !== undefined && { skew }),
        ...(queueLog !== undefined && report.state === 'up' && { queueLog }),
      });
    },

    /** `skew`: our clock minus the telephone system's, ms. */
    heard(link: string, at: number, skew: number | undefined): void {
      const known = links.get(link);
      if (!known) return;
      known.lastHeardAt = at;
      if (skew !== undefined) known.skew = Math.round(skew);
    },

    /** What people should know of the queue_log that this link reads; undefined where that is nothing. */
    queueLog(link: string, is: QueueLogOnWire | undefined): void {
      const known = links.get(link);
      if (!known) return;
      if (is === undefined) delete known.queueLog;
      else known.queueLog = is;
    },

    forget: (link: string): void => void links.delete(link),

    links(): Links {
      const systems: Links = {};
      const best = [...links.values()].sort((a, b) => rank.indexOf(a.state) - rank.indexOf(b.state));
      for (const { system, state, code, since, lastHeardAt, skew, queueLog } of best) {
        if (Object.hasOwn(systems, system)) continue;
        const shown: LinkOnWire = { state, since };
        if (code !== undefined) shown.code = code;
        const heardAt = lastHeardAt ?? lastWord(system);
        if (heardAt !== undefined) shown.lastHeardAt = heardAt;
        if (skew !== undefined) shown.skew = skew;
        if (queueLog !== undefined) shown.queueLog = queueLog;
        systems[system] = shown;
      }
      return systems;
    },
  };
}
