// Calls that memory let go after they ended (B7): what comes late of them is read together with what the ledger has (B2).
import { expect, it } from 'vitest';
import { createFold } from '../../server/board/fold.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { HOUR } from '../../shared/time.ts';
import { generateCalls } from '../support/generated-calls.ts';
import { pastFrom } from '../support/memory-log.ts';
import { plainProfile } from '../support/replay-asterisk.ts';
import { storedBy } from '../support/stored-events.ts';

const AT = 1_795_989_474_000;
const calendar = createCalendar();

const boardOf = (events: readonly StoredEvent[]) => {
  const fold = createFold({ profile: plainProfile, calendar, past: pastFrom(events) });
  for (const [n, event] of events.entries()) fold.apply({ position: n + 1, event });
  return fold;
};

it('counts what comes late of calls that ended long before, once, as if it had come in time', () => {
  const day = calendar.dayOf(AT);
  const begin = storedBy('clock', AT)({ type: 'day.started', id: `day/${day}`, at: AT, day });
  const calls = generateCalls({ calls: 1_500, from: AT, spread: HOUR, seed: 7, unheard: 0 });
  const late = new Set([...new Set(calls.flatMap((event) => ('call' in event ? [event.call] : [])))].slice(0, 40));
  const isLate = (event: StoredEvent): boolean =>
    'call' in event && late.has(event.call ?? '') && event.type !== 'call.joined' && event.type !== 'call.ringing';
  const inTime = boardOf([begin, ...calls]);
  const after = calls.filter(isLate);
  expect(after.length).toBeGreaterThan(30);
  const delayed = boardOf([begin, ...calls.filter((event) => !isLate(event)), ...after, ...calls.slice(0, 200)]);
  expect(delayed.board).toEqual(inTime.board);
});
