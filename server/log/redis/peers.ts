// What the nodes exchange beside the log, in keys that live for some seconds: how their telephone links are, which displays
// they have, how far they have read; and the clock that all of them follow.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Links } from '../../../shared/links.ts';
import type { Began } from '../../sources/links.ts';
import type { Connection } from './connection.ts';
import type { Keys } from './keys.ts';
import { readReport, type NeighbourReport, type PresentDisplay } from './neighbour-report.ts';
import type { NodeName } from './node-name.ts';
import type { SharedSeen } from './last-seen.ts';

export type Own = {
  links: () => Links;
  /** The telephone systems behind its links. */
  begun: () => Began[];
  present: () => ReadonlyMap<string, PresentDisplay>;
  /** Resolves when all telephone events that were received until now are in the log. */
  drained: () => Promise<void>;
};

export type Neighbours = {
  /** Starts publishing what this node has. */
  share: (own: Own) => void;
  /** Of the others, in this node's time. */
  links: () => Links[];
  begun: () => Began[];
  present: () => ReadonlyMap<string, PresentDisplay>;
  /** One round of publishing and reading, at once. */
  meet: () => Promise<void>;
  /**
   * Resolves when all that the other nodes have received until now is in the log, or after a while: a node that has been
   * silent since may be gone for good.
   */
  poured: () => Promise<void>;
  /** Says no more, and that it is not to be waited for. */
  leave: () => Promise<void>;
};

const MEET_MS = 1_000;
const LIVES_MS = 5_000;
/** For this long after its last report a node may still come back with events that it keeps for the log. */
const AWAITED_MS = 15_000;
const LOOK_MS = 100;
const SEEN_EVERY = 30;
/** Clocks that are kept by NTP agree better than this; below it, correcting would only add the network's noise. */
const TOLERATED_MS = 1_000;
/** A slower answer is too vague about the time. */
const QUICK_MS = 250;

type Parts = {
  send: Connection['send'];
  keys: Keys;
  node: NodeName;
  read: () => number;
  /** Looks whether Redis still has the log, before anything is sent to it. */
  check: () => Promise<void>;
  /** This machine's own clock, epoch ms. */
  clock: () => number;
  seen: SharedSeen;
  /** Hears how far this machine's clock is ahead of Redis's, ms: 0 while it is right to a second. */
  onClock: (ahead: number) => void;
  onError: (cause: unknown) => void;
};

export function createNeighbours({ send, keys, node, read, check, clock, seen, onClock, onError }: Parts): Neighbours {
  let own: Own | undefined;
  let others: { at: number; told: NeighbourReport }[] = [];
  let poured = 0;
  let measured = 0;
  let ahead = 0;
  let rounds = 0;
  let meeting: Promise<void> | undefined;

  const measure = async (): Promise<void> => {
    const asked = clock();
    const [seconds, micros] = (await send(['TIME'])) as [string, string];
    const answered = clock();
    if (answered - asked > QUICK_MS) return;
    measured = (asked + answered) / 2 - Number(seconds) * 1_000 - Number(micros) / 1_000;
    const next = Math.abs(measured) > TOLERATED_MS ? Math.round(measured) : 0;
    // Not for every ms that the network takes more or less.
    if (Math.abs(next - ahead) <= TOLERATED_MS / 4) return;
    ahead = next;
    onClock(ahead);
  };
  /** Our agreed time less Redis's. */
  const rest = (): number => measured - ahead;

  const redisNow = (): number => Math.round(clock() - measured);

  const readOthers = async (): Promise<void> => {
    const listed = await send(['HKEYS', keys.nodes]);
    const names = (Array.isArray(listed) ? listed.map(String) : []).filter((name) => name !== node.name());
    const values = names.length > 0 ? await send(['MGET', ...names.map(keys.node)]) : [];
    others = (Array.isArray(values) ? values : [])
      .flatMap((value) => (typeof value === 'string' ? (readReport(value) ?? []) : []))
      .map((told) => ({ at: clock() - Math.max(0, redisNow() - told.at), told }));
  };

  const once = async (): Promise<void> => {
    await check();
    await measure();
    const at = redisNow();
    own?.drained().then(
      () => (poured = Math.max(poured, at)),
      () => {}, // Reported elsewhere.
    );
    await send(['HSET', keys.nodes, node.name(), String(read())]);
    const told: NeighbourReport = {
      where: node.where,
      at,
      poured,
      links: own ? moved(own.links(), -rest()) : {},
      begun: own?.begun() ?? [],
      present: own ? Object.fromEntries(own.present()) : {},
      screens: own?.present().size ?? 0,
    };
    await send(['SET', keys.node(node.name()), JSON.stringify(told), 'PX', String(AWAITED_MS)]);
    await readOthers();
    if (rounds++ % SEEN_EVERY === 0) await seen.exchange(send, keys);
  };
  const meet = (): Promise<void> => (meeting ??= once().finally(() => (meeting = undefined)));
  // The writers report that Redis is away; everything else is logged here.
  const timer = setInterval(() => void meet().catch(onError), MEET_MS);
  /** What other nodes published is true for some seconds only. */
  const living = (): NeighbourReport[] => others.filter(({ at }) => clock() - at < LIVES_MS).map(({ told }) => told);

  return {
    share: (given) => {
      own = given;
      void meet().catch(onError);
    },
    links: () => living().map(({ links }) => moved(links, rest())),
    begun: () => living().flatMap(({ begun }) => begun),
    present: () => new Map(living().flatMap(({ present }) => Object.entries(present))),
    meet,
    poured: async () => {
      await measure();
      const since = redisNow();
      const isAwaited = (): boolean =>
        redisNow() - since < AWAITED_MS && others.some(({ told }) => told.poured < since);
      for (await readOthers(); isAwaited(); await readOthers()) await sleep(LOOK_MS);
    },
    leave: async () => {
      clearInterval(timer);
      await meeting?.catch(onError);
      await send(['DEL', keys.node(node.name())]).catch(onError);
    },
  };
}

/** Links as they are by a clock that runs `ms` ahead. */
const moved = (links: Links, ms: number): Links =>
  Object.fromEntries(
    Object.entries(links).map(([system, { since, lastHeardAt, skew, ...link }]) => [
      system,
      {
        ...link,
        since: Math.round(since + ms),
        ...(lastHeardAt !== undefined && { lastHeardAt: Math.round(lastHeardAt + ms) }),
        ...(skew !== undefined && { skew: Math.round(skew + ms) }),
      },
    ]),
  );
