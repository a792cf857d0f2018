// How each link to a telephone system is doing, for the screens; a system is up when any link to it is.
import type { Links, LinkOnWire, LinkState, QueueLogOnWire } from '../../shared/links.ts';

export type LinkReport = {
  link: string;
  /** The telephone system, once it is known; until then the link stands for it. */
  system: string;
  state: LinkState;
  code?: string;
};

/** Which telephone system is behind a link in use, and when that started, as it says itself. */
export type Began = { system: string; at: string };
/** The link that leads to another system of the same name; undefined: one of another node. */
export type Twin = { link: string | undefined; at: string };

/** Of one link; `since` in epoch ms. */
export type LinkStanding = { state: LinkState; since: number; code?: string };

type Known = LinkReport & {
  since: number;
  lastHeardAt?: number;
  skew?: number;
  queueLog?: QueueLogOnWire;
  began?: Began;
};

/** The link is not used, because another system of its name is: that system is marked so. */
const TWIN = 'twin-system';

export type LinkRegistry = ReturnType<typeof createLinkRegistry>;

const rank: readonly LinkState[] = ['up', 'denied', 'refused', 'down'];

/** Each telephone system as its best link has it, whichever machine that belongs to; of two as good, the later report. */
export function mergeLinks(all: readonly Links[]): Links {
  const best: Links = {};
  for (const links of all)
    for (const [system, link] of Object.entries(links)) {
      const known = Object.hasOwn(best, system) ? best[system] : undefined;
      const better = known ? rank.indexOf(link.state) - rank.indexOf(known.state) : -1;
      const isBetter = better < 0 || (better === 0 && (link.lastHeardAt ?? 0) > (known?.lastHeardAt ?? 0));
      // Figures are as fresh as the link that reported last, whichever of them has the reason why there are none now.
      const lastHeardAt = latestOf(known?.lastHeardAt, link.lastHeardAt);
      best[system] = { ...(isBetter || !known ? link : known), ...(lastHeardAt !== undefined && { lastHeardAt }) };
      if ([known?.code, link.code].includes(TWIN)) best[system].code = TWIN;
    }
  return best;
}

/** What changes with a system's state alone. */
export const statesOf = (links: Links): string =>
  Object.entries(links)
    .map(([system, { state }]) => `${system} ${state}`)
    .join();

const latestOf = (...moments: readonly (number | undefined)[]): number | undefined => {
  const known = moments.filter((at) => at !== undefined);
  return known.length > 0 ? Math.max(...known) : undefined;
};

type Parts = {
  now: () => number;
  /** Time of the newest logged fact of a system: how far it had been followed before this server started. */
  lastFactAt?: (system: string) => number | undefined;
  /** Called with the time that a telephone system shows (epoch ms), whenever it is asked. */
  onTime?: ((system: string, shown: number) => void) | undefined;
  /** The systems behind the links of other nodes. */
  elsewhere?: () => readonly Began[];
};

export function createLinkRegistry({ now, lastFactAt = () => undefined, onTime, elsewhere = () => [] }: Parts) {
  const links = new Map<string, Known>();
  return {
    report(report: LinkReport): void {
      const known = links.get(report.link);
      const isSame = known?.state === report.state;
      if (isSame && known.code === report.code && known.system === report.system) return;
      const { skew, queueLog, began } = known ?? {};
      const lastHeardAt = report.state === 'up' ? now() : known?.lastHeardAt;
      const isInUse = report.state === 'up' || report.state === 'denied';
      links.set(report.link, {
        ...report,
        // Why it is so may change while it is so.
        since: isSame ? known.since : now(),
        ...(lastHeardAt !== undefined && { lastHeardAt }),
        ...(skew !== undefined && { skew }),
        ...(queueLog !== undefined && report.state === 'up' && { queueLog }),
        ...(began !== undefined && isInUse && { began }),
      });
    },

    /**
     * Notes when the process behind a link began; returns the link in use whose system of the same name began at another time, so is
     * another one.
     */
    began(link: string, system: string, at: string): Twin | undefined {
      const isTwin = (one: Began | undefined): one is Began => one?.system === system && one.at !== at;
      const here = [...links.values()].find((one) => one.link !== link && isTwin(one.began));
      const other = here?.began ?? elsewhere().find(isTwin);
      const known = links.get(link);
      if (known && !other) known.began = { system, at };
      return other && { link: here?.link, at: other.at };
    },

    /** The systems behind the links in use, for the other nodes. */
    begun: (): Began[] => [...links.values()].flatMap(({ began }) => began ?? []),

    /**
     * Data arrived on a link. `skew`: our clock minus the telephone system's, ms. `shown`: its time just now, where it showed
     * it.
     */
    heard(link: string, at: number, skew: number | undefined, shown?: number): void {
      const known = links.get(link);
      if (!known) return;
      if (shown !== undefined) onTime?.(known.system, shown);
      // A greeting or a refused login has no information about calls: figures get no fresher by it.
      if (known.state === 'up') known.lastHeardAt = at;
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
      const all = [...links.values()].sort((a, b) => rank.indexOf(a.state) - rank.indexOf(b.state));
      for (const { system, state, code, since, skew, queueLog } of all) {
        if (Object.hasOwn(systems, system)) continue;
        const shown: LinkOnWire = { state, since };
        const hasTwin = all.some((one) => one.system === system && one.code === TWIN);
        if (code !== undefined) shown.code = code;
        if (hasTwin) shown.code = TWIN;
        const ofSystem = all.filter((one) => one.system === system).map((one) => one.lastHeardAt);
        const heardAt = latestOf(...ofSystem) ?? lastFactAt(system);
        if (heardAt !== undefined) shown.lastHeardAt = heardAt;
        if (skew !== undefined) shown.skew = skew;
        if (queueLog !== undefined) shown.queueLog = queueLog;
        systems[system] = shown;
      }
      return systems;
    },

    /** Each configured link by its own name, as /readyz shows it. */
    byName: (): Record<string, LinkStanding> =>
      Object.fromEntries(
        [...links.values()].map(({ link, state, since, code }) => [
          link,
          { state, since, ...(code !== undefined && { code }) },
        ]),
      ),
  };
}
