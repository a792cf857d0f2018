// Citizens whom nobody reached and whose number the telephone system kept, and what came of calling them back. Only a few of all who
// left, so that the list can be looked through.
import { HANDLE_LIVES_MS } from '../../../shared/callbacks.ts';
import type { RawEvent } from '../../../shared/event.ts';
import { DAY, MINUTE, SECOND } from '../../../shared/time.ts';
import type { Chance } from '../../chance.ts';
import type { Decided } from './contacts.ts';

/** Earlier ones are not listed any more. */
export const CALLBACK_DAYS = (2 * HANDLE_LIVES_MS) / DAY;
const A_DAY = 5;
/** What a clerk records, in per cent; `none`: nobody calls, and the handle expires. */
const OUTCOMES = { reached: 52, unreached: 20, declined: 10, wrong: 6, none: 12 } as const;

/** `reported`: by the telephone system. `recorded`: by the clerk. */
export function callbacksOf(calls: readonly RawEvent[], chance: Chance): { reported: RawEvent[]; recorded: Decided[] } {
  const left = calls.flatMap((event) => (event.type === 'call.left' ? [event] : []));
  const handles = new Set<string>();
  const newHandle = (): string => {
    const handle = String(chance.within(100_000, 999_999));
    if (handles.has(handle)) return newHandle();
    handles.add(handle);
    return handle;
  };
  const apart = Math.max(1, Math.floor(left.length / A_DAY));
  const reported: RawEvent[] = [];
  const recorded: Decided[] = [];
  for (const { call, at } of left.filter((_, n) => n % apart === apart - 1)) {
    reported.push({ type: 'call.kept', id: `${call}/kept`, at: at + SECOND, call, handle: newHandle() });
    const outcome = chance.pick(OUTCOMES);
    const calledAt = at + chance.within(15, 95) * MINUTE;
    if (outcome === 'none') continue;
    recorded.push({ at: calledAt, event: { type: 'call.calledback', id: `${call}/calledback`, call, outcome } });
  }
  return { reported, recorded };
}
