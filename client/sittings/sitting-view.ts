// What a sitting's card shows, worked out from the board and now.
import { DAY, MINUTE } from '../../shared/time.ts';
import type { Board, SittingOnBoard } from '../../shared/board.ts';
import { fatesOf, type Fates, type Forecast } from '../../shared/forecast.ts';
import { nameIn, titleIn } from '../../shared/naming.ts';
import { isManned, statusOf, notReachedOf, type SittingStatus } from '../../shared/sitting-status.ts';
import { forecastFor } from '../../shared/forecast-input.ts';
import { lagOf, elapsedOnLink, systemOf } from '../../shared/link-clock.ts';
import { isEndOverdue } from '../../shared/talks.ts';
import { presenceOf, type Heard } from '../../shared/telephony.ts';
import type { Links } from '../../shared/links.ts';
import type { Name, ProfileOnWire } from '../../shared/wire.ts';
import type { Lang } from '../text/numerals.ts';
import { beadsOf, longestWait, type Bead } from '../parts/beads.ts';
import { waitLimits } from '../parts/limits.ts';
import { levelAt } from '../../shared/rules.ts';
import type { Urgency } from '../../shared/urgency.ts';

export type SittingView = {
  id: string;
  sitting: SittingOnBoard;
  life: SittingStatus;
  /** Its time has come, somebody is on the desk, and nobody has been answered yet. */
  awaiting: boolean;
  name: string;
  title: string | undefined;
  agency: Name | string | undefined;
  place: string | undefined;
  /** Whole minutes; of the time left also how much of it is gone (0–1). */
  minutesLeft: number;
  minutesLate: number;
  gone: number;
  /** All callers waiting in the queue, if other officials share it. */
  inQueue: number | undefined;
  /** Of its queue while it alone has it: then these wait for this official. */
  beads: Bead[];
  longest: { at: number; seconds: number } | undefined;
  talks: Talk[];
  forecast: Forecast | undefined;
  /** The same in whole callers. */
  fates: Fates | undefined;
  /** Which limits its waiting callers have reached. */
  urgency: { waiting: Urgency; longest: Urgency };
  notReached: number;
  /** Of the telephone system of its queue or desk. */
  heard: Heard | undefined;
  clash: string | undefined;
};
/** `left`: seconds until the conversation is cut, where that is done. */
export type Talk = {
  desk: string;
  answeredAt: number;
  seconds: number;
  county: string | undefined;
  topic: string | undefined;
  left: number | undefined;
};

type Seen = { board: Board; links: Links; profile: ProfileOnWire; now: number; lang?: Lang };

export function sittingView(id: string, { board, links, profile, now, lang = 'fa' }: Seen): SittingView | undefined {
  const sitting = board.sittings[id];
  if (!sitting) return undefined;
  const { from, to, queue, desk } = sitting;
  const official = board.officials[sitting.official];
  const life = statusOf(sitting, isManned(board, links, desk), now);
  const own = queue === undefined ? undefined : board.queues[queue];
  const seat = (desk === undefined ? undefined : board.desks[desk]) ?? own;
  const lag = lagOf(links, own?.system, now);
  const alone = own && queue !== undefined && own.waiting === sitting.waiting ? { [queue]: own } : {};
  const limits = waitLimits(profile, board, queue);
  const inQueue = life === 'live' && own && own.waiting > sitting.waiting ? own.waiting : undefined;
  const longest = longestWait(alone, links, now);
  const forecast = life === 'live' ? forecastFor(board, id, now, { lag, maxTalk: profile.maxTalkSeconds }) : undefined;
  return {
    id,
    sitting,
    life,
    awaiting: life === 'scheduled' && now >= from,
    name: official ? nameIn(official, lang) : sitting.official,
    title: official && titleIn(official, lang),
    agency: official?.agency === undefined ? undefined : (profile.agencies[official.agency] ?? official.agencyName),
    place: seat && nameIn(seat, lang),
    minutesLeft: Math.max(0, Math.ceil((to - now) / MINUTE)),
    minutesLate: Math.max(0, Math.floor((now - from) / MINUTE)),
    gone: Math.min(1, Math.max(0, (now - from) / (to - from))),
    inQueue,
    beads: beadsOf(alone, links, limits.longestWait, now),
    longest:
      longest && own?.oldestJoinedAt !== undefined ? { at: own.oldestJoinedAt, seconds: longest.seconds } : undefined,
    talks: talksOf(id, { board, links, profile, now }),
    forecast,
    fates: forecast && fatesOf(forecast, sitting.waiting, sitting.abandoned),
    urgency: {
      waiting: levelAt('waiting', inQueue ?? sitting.waiting, limits.waiting) ?? 'calm',
      longest: (longest && levelAt('longest-wait', longest.seconds, limits.longestWait)) ?? 'calm',
    },
    notReached: notReachedOf(sitting, life),
    heard: presenceOf(links, [own?.system ?? systemOf(board, desk === undefined ? undefined : board.desks[desk])], now)
      ?.heard,
    clash: sitting.clash === undefined ? undefined : clashName(board, sitting.clash, lang),
  };
}

/** Present talks at its desk, or, where it has none, at desks that talk for its queue. */
function talksOf(id: string, { board, links, profile, now }: Seen): Talk[] {
  const sitting = board.sittings[id];
  if (!sitting || sitting.talking === 0) return [];
  const talks: Talk[] = [];
  for (const [desk, one] of Object.entries(board.desks)) {
    const { call } = one;
    if (!call || isEndOverdue(board, one, { links, now, maxTalk: profile.maxTalkSeconds })) continue;
    if (sitting.desk === undefined ? call.queue !== sitting.queue : desk !== sitting.desk) continue;
    const seconds = elapsedOnLink(links, board.queues[call.queue]?.system, call.answeredAt, now);
    const { maxTalkSeconds } = profile;
    talks.push({
      desk,
      answeredAt: call.answeredAt,
      seconds,
      county: call.county,
      topic: call.topic,
      left: maxTalkSeconds === undefined ? undefined : Math.max(0, maxTalkSeconds - seconds),
    });
  }
  return talks;
}

function clashName(board: Board, id: string, lang: Lang): string {
  const official = board.officials[board.sittings[id]?.official ?? ''];
  return official ? nameIn(official, lang) : id;
}

export type Groups = {
  now: SittingView[];
  later: SittingView[];
  coming: SittingView[];
  over: SittingView[];
  yesterday: SittingView[];
};

/** All sittings on the board by what somebody wants to know of them now. `dayStart`: midnight of today (epoch ms). */
export function groupSittings(seen: Seen, dayStart: number): Groups {
  const groups: Groups = { now: [], later: [], coming: [], over: [], yesterday: [] };
  const views = Object.keys(seen.board.sittings)
    .map((id) => sittingView(id, seen))
    .filter((view) => view !== undefined)
    .sort((a, b) => a.sitting.from - b.sitting.from || (a.id < b.id ? -1 : 1));
  for (const view of views) groups[groupOf(view, seen.now, dayStart)].push(view);
  groups.yesterday.reverse();
  return groups;
}

function groupOf({ life, sitting }: SittingView, now: number, dayStart: number): keyof Groups {
  if (life === 'live' || life === 'late') return 'now';
  if (sitting.from >= dayStart + DAY) return 'coming';
  if (sitting.from < dayStart) return 'yesterday';
  if (life === 'scheduled') return now >= sitting.from ? 'now' : 'later';
  return life === 'cancelled' && now < sitting.to ? 'later' : 'over';
}
