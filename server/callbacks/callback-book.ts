// Which citizens are to be called back, read from the ledger and brought up to date whenever somebody asks.
import { HANDLE_LIVES_MS } from '../../shared/callbacks.ts';
import { isCallbackEvent } from '../../shared/event.ts';
import { DAY } from '../../shared/time.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { callbackSubject } from '../ledger/subject.ts';
import type { Pace } from '../reading/pace.ts';
import { mergeCallback, readCallbacks, type Callback, type CallbackFacts } from './callback-list.ts';

/** What was done and what has expired stays on the list for as long again. */
const LISTED_MS = 2 * HANDLE_LIVES_MS;

type Parts = { ledger: Pick<Ledger, 'bySubjects' | 'last'>; now: () => number; pace: Pace };
export type CallbackBook = () => Promise<Callback[]>;

export function createCallbackBook({ ledger, now, pace }: Parts): CallbackBook {
  /** By the day of the events, in days since 1970, up to where it was read. */
  const readUpTo = new Map<number, number>();
  const known = new Map<string, CallbackFacts>();
  let reading = Promise.resolve();

  const update = async (): Promise<void> => {
    const today = Math.floor(now() / DAY);
    const first = today - Math.ceil(LISTED_MS / DAY);
    for (const [day] of readUpTo) if (day < first) readUpTo.delete(day);
    for (const [call, facts] of known) if (latestOf(facts) < now() - LISTED_MS) known.delete(call);
    // Clocks of telephone systems may run ahead.
    for (let day = first; day <= today + 1; day++) {
      const [from, last] = [readUpTo.get(day) ?? 0, ledger.last()];
      if (from >= last) continue;
      if (pace.isUsedUp()) await pace.turn();
      for (const { event } of ledger.bySubjects(callbackSubject(day * DAY), from, last)) {
        if (!isCallbackEvent(event)) continue;
        const facts = known.get(event.call) ?? { tries: new Map() };
        known.set(event.call, facts);
        mergeCallback(facts, event);
      }
      readUpTo.set(day, last);
    }
  };

  return async () => {
    await (reading = reading.then(update, update));
    await pace.turn();
    return readCallbacks(known, now()).filter(({ keptAt }) => keptAt >= now() - LISTED_MS);
  };
}

const latestOf = ({ kept, tries }: CallbackFacts): number =>
  Math.max(kept?.at ?? 0, ...[...tries.values()].map(({ at }) => at));
