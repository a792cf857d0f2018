// Which citizens are to be called back and what became of it, from what was recorded of calling back. Pure.
import { HANDLE_LIVES_MS, type CallbackOutcome, type CallbackState } from '../../shared/callbacks.ts';
import type { CallbackEvent } from '../../shared/event.ts';
import { earliest, type Reported } from '../board/merge-rules.ts';

type Kept = { handle: string; instead: string | undefined };
type Try = { id: string; at: number; outcome: CallbackOutcome; by: string | undefined; mistaken: boolean };
/** Of one call, from any order and repetition of its events (B2). */
export type CallbackFacts = { kept?: Reported<Kept>; tries: Map<string, Try> };
export type LastTry = Pick<Try, 'at' | 'outcome' | 'by'>;
export type Callback = {
  call: string;
  state: CallbackState;
  handle: string;
  keptAt: number;
  expiresAt: number;
  /** How often the same number called in vain: this call and those before it that nobody called back. */
  times: number;
  tries: number;
  last: LastTry | undefined;
};

export function mergeCallback(facts: CallbackFacts, event: CallbackEvent): void {
  const { id, at, source } = event;
  if (event.type === 'call.kept') {
    const { handle, instead } = event;
    facts.kept = earliest(facts.kept, { value: { handle, instead }, at, approx: false, id, source });
  } else {
    const { outcome, by, mistaken = false } = event;
    facts.tries.set(`${source} ${id}`, { id, at, outcome, by, mistaken });
  }
}

/** The latest call first. `known`: by call. */
export function readCallbacks(known: ReadonlyMap<string, CallbackFacts>, now: number): Callback[] {
  const all = new Map<string, Callback & { instead: string | undefined }>();
  for (const [call, facts] of known) {
    const { kept } = facts;
    if (!kept) continue;
    const { handle, instead } = kept.value;
    const { tries, last } = readTries(facts);
    const expiresAt = kept.at + HANDLE_LIVES_MS;
    const isDone = last !== undefined && last.outcome !== 'unreached';
    const state = isDone ? 'done' : expiresAt <= now ? 'expired' : 'open';
    all.set(call, { call, state, handle, keptAt: kept.at, expiresAt, times: 1, tries, last, instead });
  }
  // A later call of the same number has taken the place of an earlier one, unless that was called back.
  const byTime = [...all.values()].sort((a, b) => a.keptAt - b.keptAt || (a.call < b.call ? -1 : 1));
  for (const one of byTime) {
    const earlier = one.instead === undefined ? undefined : all.get(one.instead);
    if (!earlier || earlier.state === 'done' || earlier.keptAt > one.keptAt) continue;
    one.times += earlier.times;
    all.delete(earlier.call);
  }
  return byTime
    .filter(({ call }) => all.has(call))
    .reverse()
    .map(({ instead: _instead, ...callback }) => callback);
}

/** What counts of the tries, in their order: the last one that was not taken back. */
function readTries({ tries }: CallbackFacts): { tries: number; last: LastTry | undefined } {
  const stand: Try[] = [];
  const inOrder = [...tries.values()].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  for (const one of inOrder) {
    const last = stand.at(-1);
    if (one.mistaken) stand.splice(Math.max(0, stand.length - 1), 1);
    // Who was called back and calls once more was not waiting for it.
    else if (one.outcome !== 'again' || last === undefined || last.outcome === 'unreached') stand.push(one);
  }
  const last = stand.at(-1);
  return { tries: stand.length, last: last && { at: last.at, outcome: last.outcome, by: last.by } };
}
