// Lines of queue_log under a third channel that fit several callers: whose they were shows when one of them has a line of his own.
import type { RawEvent } from '../../../shared/event.ts';
import { LOGGED } from '../../board/seen.ts';
import type { VisitState } from '../visits.ts';
import type { Calls } from './asterisk-calls.ts';
import type { Found } from './log-visits.ts';

type Leaving = Pick<Extract<RawEvent, { type: 'call.left' }>, 'at' | 'queue' | 'reason' | 'waited'>;

/** More guesses are not remembered; most are right and never settled. */
const MOST = 50;

export function createLogGuesses(calls: Calls) {
  const guesses = new Map<VisitState, { rival: Found; leaving: Leaving }>();

  return {
    /** The line is taken for that of `visit`, and may as well be that of one other. */
    add(visit: VisitState, [rival, ...more]: readonly Found[], leaving: Leaving): void {
      if (!rival || more.length > 0) return;
      guesses.set(visit, { rival, leaving });
      const [oldest] = guesses.size > MOST ? guesses.keys() : [];
      if (oldest) guesses.delete(oldest);
    },

    /** The visit has a line of its own: a line that was taken for its was the other's. */
    settle(visit: VisitState): readonly RawEvent[] {
      const guess = guesses.get(visit);
      if (!guess) return [];
      guesses.delete(visit);
      const { rival, leaving } = guess;
      const { call, visit: other } = rival;
      if (other.answered || (other.left && !other.isAssumed)) return [];
      const isHungUp = leaving.reason === 'abandoned';
      Object.assign(other, { left: 'approx', leaving: undefined, isAssumed: false, isHungUp });
      calls.record(other, 'left', leaving.at, 'logged');
      return [{ type: 'call.left', ...calls.fact(call, other, 'left', leaving.at, LOGGED), ...leaving }];
    },
  };
}
