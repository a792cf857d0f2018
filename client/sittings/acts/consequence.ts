// What an act would change for those who wait in a sitting, by the forecast; nothing where there is none. Pure.
import type { Board, SittingOnBoard } from '../../../shared/board.ts';
import { fatesOf } from '../../../shared/forecast.ts';
import { forecastFor, forecastIf, type WhatIf } from '../../../shared/forecast-input.ts';
import { lagOf } from '../../../shared/link-clock.ts';
import type { Links } from '../../../shared/links.ts';
import type { Heard } from '../../../shared/telephony.ts';
import type { ProfileOnWire } from '../../../shared/wire.ts';

/** A sitting that is on; `heard`: of its telephone system. */
export type LiveOne = { id: string; sitting: SittingOnBoard; heard: Heard | undefined };

type Facts = { board: Board; links: Links; profile: Pick<ProfileOnWire, 'maxTalkSeconds'>; now: number };

/** `waiting`: callers who wait now; `before`, `after`: how many of them are answered without and with the act; `low`, `high`: the range of `after`. */
export type Consequence = { waiting: number; before: number; after: number; low: number; high: number };

export function consequenceOf(
  what: WhatIf,
  id: string,
  { board, links, profile, now }: Facts,
): Consequence | undefined {
  const sitting = board.sittings[id];
  if (!sitting) return undefined;
  const system = sitting.queue === undefined ? undefined : board.queues[sitting.queue]?.system;
  const known = { lag: lagOf(links, system, now), maxTalk: profile.maxTalkSeconds };
  const [unchanged, changed] = [forecastFor(board, id, now, known), forecastIf(what, board, id, now, known)];
  if (!unchanged || !changed) return undefined;
  const { waiting, abandoned } = sitting;
  const after = fatesOf(changed, waiting, abandoned).answered;
  return {
    waiting,
    before: fatesOf(unchanged, waiting, abandoned).answered,
    after,
    low: Math.min(changed.low, after),
    high: Math.max(changed.high, after),
  };
}

export type Clash = { name: string; from: number; by: 'desk' | 'official' };

/** The next sitting on the board that has the desk or the official before an end; the server knows all of them and decides. */
export function clashUntil(
  board: Pick<Board, 'sittings'>,
  nameOf: (official: string) => string,
  {
    id,
    from,
    to,
    desk,
    official,
  }: { id?: string; from: number; to: number; desk?: string | undefined; official?: string | undefined },
): Clash | undefined {
  let first: Clash | undefined;
  for (const [other, one] of Object.entries(board.sittings)) {
    if (other === id || one.cancelled || one.to <= from || one.from >= to) continue;
    const by = desk !== undefined && one.desk === desk ? 'desk' : one.official === official ? 'official' : undefined;
    if (by && (!first || one.from < first.from)) first = { name: nameOf(one.official), from: one.from, by };
  }
  return first;
}
