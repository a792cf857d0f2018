// The part of some counties in the document: what a screen that is cut to them shows, and no number of anybody else's.
import type { Board, MonthOnBoard } from '../../shared/board.ts';
import { isSurgeIn } from '../../shared/surges.ts';
import { isOnDuty } from '../../shared/duty.ts';

type Kept = { queues: Set<string>; sittings: Set<string>; desks: Set<string>; officials: Set<string> };

/**
 * The part of the board that belongs to these counties, `now` worked out again from it.
 * - a queue belongs to the county that the profile gives it;
 * - a sitting, to its own county, else to its queue's;
 * - a desk, by the first of these that the document has: its present call's queue, the queue it served last, a sitting
 *   at it, the sitting of its official. With none of them its county is unknown, and it is left out (B10);
 * - an official is shown when a desk or sitting of the counties names him;
 * - an alert, when its subject is one of those, a county itself, a surge there, or the telephone system of one of its queues;
 * - a request for help, when its desk is;
 * - a message, unless it is for other counties only;
 * - a month keeps its contacts from them. What it does not split by county is empty or absent, never zero.
 */
export function restrictToCounties(board: Board, counties: readonly string[]): Board {
  const isIncluded = (county: string | undefined): boolean => county !== undefined && counties.includes(county);
  const kept = keep(board, isIncluded);
  const queues = pick(board.queues, (id) => kept.queues.has(id));
  const desks = pick(board.desks, (id) => kept.desks.has(id));
  const systems = new Set(Object.values(queues).map((queue) => queue.system));
  const concerns = (subject: string): boolean =>
    isIncluded(subject) || systems.has(subject) || Object.values(kept).some((ids) => ids.has(subject));
  return {
    ...(board.day !== undefined && { day: board.day }),
    ...(board.month !== undefined && { month: board.month }),
    ...(board.startedOn !== undefined && { startedOn: board.startedOn }),
    ...(board.firstCallOn !== undefined && { firstCallOn: board.firstCallOn }),
    province: board.province,
    now: nowOf(queues, desks),
    queues,
    desks,
    officials: Object.fromEntries(
      Object.entries(pick(board.officials, (id) => kept.officials.has(id))).map(([id, { sitting, ...official }]) => [
        id,
        sitting !== undefined && kept.sittings.has(sitting) ? { ...official, sitting } : official,
      ]),
    ),
    sittings: pick(board.sittings, (id) => kept.sittings.has(id)),
    counties: pick(board.counties, isIncluded),
    months: Object.fromEntries(Object.entries(board.months).map(([id, month]) => [id, monthOf(month, isIncluded)])),
    gaps: pick(board.gaps, (_id, gap) => systems.has(gap.system)),
    messages: messagesFor(board.messages, isIncluded),
    helps: pick(board.helps, (_id, { desk }) => kept.desks.has(desk)),
    alerts: pick(
      board.alerts,
      (_id, { rule, subject }) => concerns(subject) || counties.some((county) => isSurgeIn(county, rule, subject)),
    ),
    thresholds: pick(board.thresholds, (key) => !key.includes('/') || kept.queues.has(key.split('/')[1] ?? '')),
  };
}

/** Without the names of other counties that a message is for as well. */
function messagesFor(messages: Board['messages'], isIncluded: (county: string) => boolean): Board['messages'] {
  const some = pick(messages, (_id, { counties }) => counties === undefined || Object.keys(counties).some(isIncluded));
  return Object.fromEntries(
    Object.entries(some).map(([id, { counties, ...message }]) => [
      id,
      counties === undefined ? message : { ...message, counties: pick(counties, isIncluded) },
    ]),
  );
}

function keep(board: Board, isIncluded: (county: string | undefined) => boolean): Kept {
  const ofQueue = (queue: string | undefined): string | undefined =>
    queue === undefined ? undefined : board.queues[queue]?.county;
  const sittings = keysOf(board.sittings, (_id, sitting) => isIncluded(sitting.county ?? ofQueue(sitting.queue)));
  const atDesk = new Set([...sittings].map((id) => board.sittings[id]?.desk));
  const desks = keysOf(board.desks, (id, desk) => {
    const queue = desk.call?.queue ?? desk.queue;
    if (queue !== undefined) return isIncluded(ofQueue(queue));
    const sitting = desk.official === undefined ? undefined : board.officials[desk.official]?.sitting;
    return atDesk.has(id) || (sitting !== undefined && sittings.has(sitting));
  });
  const officials = new Set<string>();
  for (const id of sittings) add(officials, board.sittings[id]?.official);
  for (const id of desks) add(officials, board.desks[id]?.official);
  return { queues: keysOf(board.queues, (_id, queue) => isIncluded(queue.county)), sittings, desks, officials };
}

function nowOf(queues: Board['queues'], desks: Board['desks']): Board['now'] {
  const now: Board['now'] = { waiting: 0, talking: 0, desksOnDuty: 0 };
  for (const queue of Object.values(queues)) {
    now.waiting += queue.waiting;
    now.talking += queue.talking;
    if (queue.oldestJoinedAt !== undefined)
      now.oldestJoinedAt = Math.min(now.oldestJoinedAt ?? Infinity, queue.oldestJoinedAt);
  }
  for (const desk of Object.values(desks)) if (isOnDuty(desk.state)) now.desksOnDuty += 1;
  return now;
}

/** A month's counters of calls, cases and officials are the province's: a county's screen gets none of them. */
function monthOf(month: MonthOnBoard, isIncluded: (county: string) => boolean): MonthOnBoard {
  const byCounty = pick(month.byCounty, isIncluded);
  const part: Partial<MonthOnBoard> = {
    contacts: Object.values(byCounty).reduce((sum, contacts) => sum + contacts, 0),
    byCounty,
    byChannel: {},
    byTopic: {},
    byKind: {},
    byAgency: {},
    byDay: {},
    byHour: {},
    byOfficial: {},
    ...(month.imported && { imported: true }),
  };
  return part as MonthOnBoard;
}

const pick = <T>(all: Record<string, T>, wanted: (id: string, one: T) => boolean): Record<string, T> =>
  Object.fromEntries(Object.entries(all).filter(([id, one]) => wanted(id, one)));

const keysOf = <T>(all: Record<string, T>, wanted: (id: string, one: T) => boolean): Set<string> =>
  new Set(Object.keys(pick(all, wanted)));

const add = (set: Set<string>, id: string | undefined): void => {
  if (id !== undefined) set.add(id);
};
