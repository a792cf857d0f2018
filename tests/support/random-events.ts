// The events of a busy province without an end, seeded, in the time that the test gives it.
import { createCalendar } from '../../shared/calendar.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { HOUR, SECOND } from '../../shared/time.ts';
import { generateCalls } from './generated-calls.ts';
import { storedBy } from './stored-events.ts';

/** Events of one call of the scene, on average. */
const EVENTS_A_CALL = 4.6;

/** `rate`: events a second of the told time. `from`: epoch ms of the first. */
export type RandomEventsOptions = { seed: number; from: number; rate: number; desks?: number; queues?: number };

/** In order of their times within each hour; talks that reach beyond it are told as late facts. Days begin with an event. */
export function* randomEvents({
  seed,
  from,
  rate,
  desks = 30,
  queues = 6,
}: RandomEventsOptions): Generator<StoredEvent, never> {
  const calendar = createCalendar('Asia/Tehran');
  const calls = Math.ceil((rate * (HOUR / SECOND)) / EVENTS_A_CALL);
  let day: string | undefined;
  for (let hours = 0; ; hours++) {
    const start = from + hours * HOUR;
    const today = calendar.dayOf(start);
    if (today !== day) {
      day = today;
      yield storedBy('clock', start)({ id: `day/${day}`, type: 'day.started', day });
    }
    yield* generateCalls({ calls, from: start, spread: HOUR, seed: seed + hours, unheard: 0, queues, desks });
  }
}
