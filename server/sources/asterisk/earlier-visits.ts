// A channel waits in one queue at a time: what it waited for before is over, though nothing reported how.
import type { RawEvent } from '../../../shared/event.ts';
import type { Call, VisitState } from '../visits.ts';
import type { Calls } from './asterisk-calls.ts';

const isOpen = (one: VisitState): boolean =>
  !one.answered && !one.left && !one.isOver && one.leaving?.way !== 'abandon';

/** Any report of how it left counts before this. */
function leave(calls: Calls, call: Call, visit: VisitState, at: number): RawEvent {
  Object.assign(visit, { left: 'approx', leaving: undefined, isAssumed: true });
  visit.times.left ??= at;
  const fact = calls.fact(call, visit, 'left', at, 'supposed-other');
  const supposed = visit.isTakenOut ? 'leaving' : 'reason';
  return { type: 'call.left', ...fact, queue: visit.queue, reason: 'other', supposed };
}

/** The visits that the caller still has open and that began before this one were left by then. */
export const leaveEarlier = (calls: Calls, call: Call, visit: VisitState): readonly RawEvent[] =>
  call.visits
    .filter((one) => one !== visit && one.joinedAt < visit.joinedAt && isOpen(one))
    .map((one) => leave(calls, call, one, visit.joinedAt));

/** The caller is in no queue: what was open at `asOf` (epoch ms) was left by then, or its channel was taken out. */
export const leaveAll = (calls: Calls, call: Call, asOf: number): readonly RawEvent[] =>
  call.visits
    .filter((one) => one.joinedAt <= asOf && isOpen(one) && !one.leaving)
    .map((one) => {
      one.isTakenOut = true;
      return leave(calls, call, one, asOf);
    });
