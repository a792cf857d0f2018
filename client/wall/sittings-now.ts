// What the wall says of sittings: who sits where by the timetable, which are on, which are late, which comes next.
import type { Board, SittingOnBoard } from '../../shared/board.ts';
import type { Forecast } from '../../shared/forecast.ts';
import { dutyOf, lifeOf } from '../../shared/life.ts';
import { lagOf } from '../../shared/heard.ts';
import { foresee } from '../../shared/pace.ts';
import { ownerAt } from '../../shared/reach.ts';
import type { Links } from '../../shared/links.ts';
import type { ProfileOnWire } from '../../shared/wire.ts';

type Seen = { board: Board; links: Links; profile: ProfileOnWire; now: number };
export type SittingNow = { id: string; sitting: SittingOnBoard; name: string; title: string | undefined };
export type SittingsNow = {
  live: SittingNow[];
  late: SittingNow[];
  /** The next of today that has not begun. */
  next: SittingNow | undefined;
  /** Of all who wait for officials that sit now; undefined while no pace is known. */
  forecast: (Forecast & { waiting: number }) | undefined;
};

const DAY = 86_400_000;
const byTime = (a: SittingNow, b: SittingNow): number => a.sitting.from - b.sitting.from || (a.id < b.id ? -1 : 1);

export function sittingsNow({ board, links, profile, now }: Seen): SittingsNow {
  const found: SittingsNow = { live: [], late: [], next: undefined, forecast: undefined };
  for (const [id, sitting] of Object.entries(board.sittings)) {
    const life = lifeOf(sitting, dutyOf(board, links, sitting.desk), now);
    const official = board.officials[sitting.official];
    const one = { id, sitting, name: official?.name ?? sitting.official, title: official?.title };
    if (life === 'live') {
      found.live.push(one);
      const system = sitting.queue === undefined ? undefined : board.queues[sitting.queue]?.system;
      const lag = lagOf(links, system, now);
      const said = foresee(board, id, now, { lag, maxTalk: profile.maxTalkSeconds });
      if (said && sitting.waiting > 0) found.forecast = together(found.forecast, said, sitting.waiting);
    } else if (life === 'late') found.late.push(one);
    else if (life === 'scheduled' && sitting.from > now && sitting.from < now + DAY / 2)
      if (!found.next || byTime(one, found.next) < 0) found.next = one;
  }
  found.live.sort(byTime);
  found.late.sort(byTime);
  return found;
}

function together(sum: SittingsNow['forecast'], more: Forecast, waiting: number): SittingsNow['forecast'] {
  if (!sum) return { ...more, waiting };
  return {
    waiting: sum.waiting + waiting,
    expected: sum.expected + more.expected,
    low: sum.low + more.low,
    high: sum.high + more.high,
  };
}

/** The sitting that has a desk at this moment, by the same rule that gives calls to sittings. */
export function sittingAtDesk(
  board: Board,
  desk: string,
  around: ProfileOnWire['around'],
  now: number,
): string | undefined {
  const here = Object.entries(board.sittings)
    .filter(([, sitting]) => sitting.desk === desk && !sitting.cancelled)
    .map(([id, sitting]) => ({ ...sitting, id }));
  return ownerAt(here, now, around)?.id;
}
