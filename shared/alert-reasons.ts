// Why a limit is reached: which of the three things that decide a wait has moved. Arithmetic on the board alone; silent where
// there are too few calls to say anything, or the board does not know (B10).
import type { AlertOnBoard, Board, CallCounters } from './board.ts';
import { halfHourAt, partOfHalfHour } from './half-hour.ts';
import type { Links } from './links.ts';
import { aht, totalOf } from './measure.ts';
import { PROVINCE } from './rules.ts';
import { isManned } from './sitting-status.ts';

/**
 * calls: in this half-hour and the one before, and how many are usual by now. talks: their average today and in this month and
 * the one before, seconds. desks: those at work of those that are planned now.
 */
export type AlertReason =
  | { kind: 'calls'; now: number; usual: number }
  | { kind: 'talks'; now: number; usual: number }
  | { kind: 'desks'; now: number; planned: number };

export type ReasonsFrom = { board: Board; links: Links; now: number; utcOffset: number };

/** So much more than usual is worth a sentence. */
const CALLS_UP = 1.5;
const TALKS_UP = 1.3;
const LEAST_USUAL_CALLS = 4;
const LEAST_MORE_CALLS = 5;
const LEAST_TALKS_TODAY = 5;
const LEAST_TALKS_BEFORE = 30;

/** Alerts that come of too much work for those who answer. */
const ofWork: readonly string[] = ['waiting', 'longest-wait', 'service-level', 'abandon-rate'];

export function alertReasons(
  { rule, subject }: Pick<AlertOnBoard, 'rule' | 'subject'>,
  from: ReasonsFrom,
): AlertReason[] {
  if (!ofWork.includes(rule)) return [];
  const { board } = from;
  const isAll = subject === PROVINCE || (board.queues[subject] !== undefined && Object.keys(board.queues).length === 1);
  // What is usual is known of the whole province only.
  const usual = isAll ? [moreCalls(from), longerTalks(board)] : [];
  return [...usual, fewerDesks(subject, isAll, from)].filter((reason) => reason !== undefined);
}

function moreCalls({ board: { halfHours }, now, utcOffset }: ReasonsFrom): AlertReason | undefined {
  if (!halfHours || halfHours.usualDays < 2) return undefined;
  const slot = halfHourAt(now, utcOffset);
  const before = slot > 0 ? slot - 1 : undefined;
  const sum = (tally: Readonly<Record<string, number>>, part: number): number =>
    (before === undefined ? 0 : (tally[before] ?? 0)) + (tally[slot] ?? 0) * part;
  const calls = sum(halfHours.today, 1);
  const usual = sum(halfHours.usual, partOfHalfHour(now, utcOffset));
  const isMore = usual >= LEAST_USUAL_CALLS && calls >= usual * CALLS_UP && calls - usual >= LEAST_MORE_CALLS;
  return isMore ? { kind: 'calls', now: calls, usual: Math.round(usual) } : undefined;
}

type Talks = Pick<CallCounters, 'talkSeconds' | 'completed'>;

function longerTalks({ queues, months }: Board): AlertReason | undefined {
  const today = totalOf(Object.values(queues));
  // A screen of some counties has no calls in its months.
  const past = Object.values(months).map((month) => (month as { calls?: Talks }).calls);
  if (!today || today.completed < LEAST_TALKS_TODAY || past.some((calls) => calls === undefined)) return undefined;
  const before = past.reduce<Talks>(
    (sum, calls) => ({
      talkSeconds: sum.talkSeconds + (calls?.talkSeconds ?? 0),
      completed: sum.completed + (calls?.completed ?? 0),
    }),
    { talkSeconds: -today.talkSeconds, completed: -today.completed },
  );
  if (before.completed < LEAST_TALKS_BEFORE) return undefined;
  const [now, usual] = [aht(today), aht(before)];
  if (now === undefined || usual === undefined || usual <= 0 || now < usual * TALKS_UP) return undefined;
  return { kind: 'talks', now: Math.round(now), usual: Math.round(usual) };
}

function fewerDesks(subject: string, isAll: boolean, { board, links, now }: ReasonsFrom): AlertReason | undefined {
  const planned = new Set<string>();
  for (const { from, to, queue, desk, cancelled } of Object.values(board.sittings))
    if (desk !== undefined && now >= from && now < to && !cancelled && (isAll || queue === subject)) planned.add(desk);
  const manned = [...planned].map((desk) => isManned(board, links, desk));
  if (manned.length === 0 || manned.includes(undefined)) return undefined;
  const atWork = manned.filter((is) => is === true).length;
  return atWork < planned.size ? { kind: 'desks', now: atWork, planned: planned.size } : undefined;
}
