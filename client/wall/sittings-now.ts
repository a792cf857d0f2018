// Sittings for the wall: officials by desk from the timetable, live and late sittings, the next one.
import { DAY } from '../../shared/time.ts';
import type { Board, SittingOnBoard } from '../../shared/board.ts';
import { fatesOf, type Fates } from '../../shared/forecast.ts';
import { nameIn, titleIn } from '../../shared/naming.ts';
import { isManned, statusOf } from '../../shared/sitting-status.ts';
import { lagOf } from '../../shared/link-clock.ts';
import { forecastFor } from '../../shared/forecast-input.ts';
import { sittingAt } from '../../shared/call-window.ts';
import type { Links } from '../../shared/links.ts';
import type { Lang } from '../text/numerals.ts';
import type { ProfileOnWire } from '../../shared/wire.ts';

type Seen = { board: Board; links: Links; profile: ProfileOnWire; now: number; lang?: Lang };
export type SittingNow = { id: string; sitting: SittingOnBoard; name: string; title: string | undefined };
export type SittingsNow = {
  live: SittingNow[];
  late: SittingNow[];
  /** The next of today that has not begun. */
  next: SittingNow | undefined;
  /** Of the queue in which most callers will not be answered; undefined while no pace is known. */
  forecast: { queue: string; waiting: number; fates: Fates } | undefined;
};

const byTime = (a: SittingNow, b: SittingNow): number => a.sitting.from - b.sitting.from || (a.id < b.id ? -1 : 1);

export function sittingsNow({ board, links, profile, now, lang = 'fa' }: Seen): SittingsNow {
  const found: SittingsNow = { live: [], late: [], next: undefined, forecast: undefined };
  const forecasts = new Map<string, NonNullable<SittingsNow['forecast']>>();
  for (const [id, sitting] of Object.entries(board.sittings)) {
    const life = statusOf(sitting, isManned(board, links, sitting.desk), now);
    const official = board.officials[sitting.official];
    const name = official ? nameIn(official, lang) : sitting.official;
    const one = { id, sitting, name, title: official && titleIn(official, lang) };
    if (life === 'live') {
      found.live.push(one);
      const queue = queueOf(board, sitting);
      const lag = lagOf(links, queue === undefined ? undefined : board.queues[queue]?.system, now);
      const foreseen = forecastFor(board, id, now, { lag, maxTalk: profile.maxTalkSeconds });
      if (!foreseen || sitting.waiting === 0 || queue === undefined) continue;
      const { waiting, abandoned } = sitting;
      const itself = board.queues[queue];
      const own = {
        queue: itself ? nameIn(itself, lang) : queue,
        waiting,
        fates: fatesOf(foreseen, waiting, abandoned),
      };
      forecasts.set(queue, together(forecasts.get(queue), own));
    } else if (life === 'late') found.late.push(one);
    else if (life === 'scheduled' && sitting.from > now && sitting.from < now + DAY / 2)
      if (!found.next || byTime(one, found.next) < 0) found.next = one;
  }
  found.forecast = [...forecasts.values()].sort(byUnanswered)[0];
  found.live.sort(byTime);
  found.late.sort(byTime);
  return found;
}

/** The queue whose callers a sitting has: its own, else the one that its desk serves. */
const queueOf = (board: Board, { queue, desk }: SittingOnBoard): string | undefined =>
  queue ?? (desk === undefined ? undefined : board.desks[desk]?.queue);

type Foreseen = NonNullable<SittingsNow['forecast']>;
/** Of several officials who share a queue. */
const together = (sum: Foreseen | undefined, { queue, waiting, fates }: Foreseen): Foreseen => ({
  queue,
  waiting: waiting + (sum?.waiting ?? 0),
  fates: {
    answered: fates.answered + (sum?.fates.answered ?? 0),
    givingUp: fates.givingUp + (sum?.fates.givingUp ?? 0),
    unreached: fates.unreached + (sum?.fates.unreached ?? 0),
  },
});

/** The forecast with the most callers who will not be answered; among equals the longest queue. */
const byUnanswered = (a: Foreseen, b: Foreseen): number =>
  b.fates.unreached + b.fates.givingUp - (a.fates.unreached + a.fates.givingUp) ||
  b.waiting - a.waiting ||
  (a.queue < b.queue ? -1 : 1);

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
  return sittingAt(here, now, around)?.id;
}
