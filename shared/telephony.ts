// How far figures that come from telephone systems may be trusted (B6). Every dimmed tile, the headline and the page's root
// ask `presenceOf`, so that no two of them disagree.
import { ownMember } from './own-member.ts';
import type { Board } from './board.ts';
import type { Freshness } from './freshness.ts';
import { systemOf } from './link-clock.ts';
import type { LinkOnWire, Links } from './links.ts';
import { LOST_MS, STALE_MS } from './wire.ts';

/** `never`: not one figure of the system is known, so nothing may be shown, not even zero (B10). */
export type Heard = Freshness | 'never';
/** The state on the page's root: the worst of all systems; `none` where no telephone system is configured. */
export type Telephony = Freshness | 'none';

/** `until`: the moment (epoch ms, our clock) up to which the figures are true; absent while they are live or never came. */
export type Presence = { heard: Heard; until?: number };

const order: readonly Heard[] = ['live', 'stale', 'lost', 'never'];

function ofLink({ state, lastHeardAt }: LinkOnWire, now: number): Presence {
  if (state === 'up') return { heard: 'live' };
  if (lastHeardAt === undefined) return { heard: 'never' };
  const age = now - lastHeardAt;
  // A link that breaks and comes back at once dims nothing.
  if (age <= STALE_MS) return { heard: 'live' };
  return { heard: age > LOST_MS ? 'lost' : 'stale', until: lastHeardAt };
}

function worse(one: Presence, other: Presence): Presence {
  const { heard } = order.indexOf(other.heard) > order.indexOf(one.heard) ? other : one;
  const until = Math.min(one.until ?? Infinity, other.until ?? Infinity);
  return until === Infinity ? { heard } : { heard, until };
}

/**
 * The presence of the worst of some systems, and the earliest moment up to which all are known. A figure of an unknown system
 * (`undefined`) may come from any system that ever reported one. Undefined: no link stands behind these figures, because
 * other programs post them or because nothing is configured.
 */
export function presenceOf(links: Links, systems: Iterable<string | undefined>, now: number): Presence | undefined {
  let worst: Presence | undefined;
  const take = (presence: Presence): void => void (worst = worst ? worse(worst, presence) : presence);
  for (const system of new Set(systems)) {
    if (system !== undefined) {
      const link = ownMember(links, system);
      if (link) take(ofLink(link, now));
      continue;
    }
    const all = Object.values(links).map((link) => ofLink(link, now));
    const reporting = all.filter(({ heard }) => heard !== 'never');
    for (const one of reporting.length > 0 ? reporting : all) take(one);
  }
  return worst;
}

/** When a link that is not up becomes stale; Infinity where none will. */
export function nextStep(links: Links, now: number): number {
  let next = Infinity;
  for (const { state, lastHeardAt } of Object.values(links))
    if (state !== 'up' && lastHeardAt !== undefined && lastHeardAt + STALE_MS + 1 > now)
      next = Math.min(next, lastHeardAt + STALE_MS + 1);
  return next;
}

/** The worst of all systems, as on the page's root. */
export function telephonyOf(links: Links, now: number): Telephony {
  const { heard } = presenceOf(links, Object.keys(links), now) ?? { heard: 'none' as const };
  return heard === 'never' ? 'lost' : heard;
}

type Living = Pick<Board, 'queues' | 'desks'>;

/** Whether any telephone system or program ever reported a queue or a desk. */
export const isFed = ({ queues, desks }: Living): boolean =>
  [...Object.values(queues), ...Object.values(desks)].some(({ system }) => system !== undefined);

/**
 * The systems whose figures a sum over the board contains. A configured system that reported nothing yet takes no part in
 * the sum; while none has, the sum stands for all of them.
 */
export function contributing(board: Living): (string | undefined)[] {
  if (!isFed(board)) return [undefined];
  const systems = new Set<string | undefined>();
  for (const { system } of Object.values(board.queues)) if (system !== undefined) systems.add(system);
  for (const desk of Object.values(board.desks)) {
    const system = systemOf(board, desk);
    if (system !== undefined) systems.add(system);
  }
  return [...systems];
}

/** Presence of the sums over the whole board; `never` also where nothing is configured and nothing was ever posted. */
export function presenceOfBoard(board: Living, links: Links, now: number): Presence | undefined {
  const presence = presenceOf(links, contributing(board), now);
  return presence ?? (isFed(board) ? undefined : { heard: 'never' });
}

/** Presence of one queue. One that only the profile names, while a system was never reached, may be that system's. */
export function presenceOfQueue(
  queue: { system?: string | undefined },
  links: Links,
  now: number,
): Presence | undefined {
  const isUnreached = Object.values(links).some((link) => ofLink(link, now).heard === 'never');
  if (queue.system === undefined && isUnreached) return { heard: 'never' };
  return presenceOf(links, [queue.system], now);
}

/** Presence of the sum of some queues: as that of a whole board, and unknown where each of them is. */
export function presenceOfQueues(queues: Board['queues'], links: Links, now: number): Presence | undefined {
  const all = Object.values(queues);
  if (all.length > 0 && all.every((queue) => isUnknown(presenceOfQueue(queue, links, now)))) return { heard: 'never' };
  return presenceOfBoard({ queues, desks: {} }, links, now);
}

/** Presence of what one desk shows. */
export const presenceOfDesk = (board: Living, desk: string, links: Links, now: number): Presence | undefined =>
  presenceOf(links, [systemOf(board, board.desks[desk])], now);

/** Since when not all figures on screen are true: the earlier of the server's and the telephone systems' last report. */
export const trueUntil = (server: number | undefined, presence: Presence | undefined): number | undefined =>
  server === undefined ? presence?.until : Math.min(server, presence?.until ?? Infinity);

/** Figures without any report have no value to show. */
export const isUnknown = (presence: Presence | undefined): boolean => presence?.heard === 'never';
