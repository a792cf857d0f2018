// What the door costs per event: the whole, and beside it what the search for numbers costs of that.
import { createDoor } from '../../server/door/door.ts';
import { findPhoneNumber } from '../../server/door/numbers.ts';
import { loadProfile } from '../../server/profiles/load.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { RawEvent } from '../../shared/event.ts';
import { MINUTE } from '../../shared/time.ts';
import type { BenchResult } from './measure.ts';

const AT = 1_795_989_474_000;
const ROUNDS = 40;

/** Joined, rang, answered and ended, as a collector posts them. */
const events: readonly RawEvent[] = Array.from({ length: 2_000 }, (_, n): RawEvent => {
  const call = `pbx111-${1_795_989_474 + (n % 100)}-${n}`;
  const common = { at: AT + n, call, queue: 'samad-sari' };
  const desk = { desk: 'm-1201', name: 'میز ۱۲۰۱' };
  if (n % 4 === 0)
    return { ...common, id: `${call}/1/joined`, type: 'call.joined', name: 'صف ساری', number: '01133221100' };
  if (n % 4 === 1) return { ...common, ...desk, id: `${call}/1/ringing/m-1201/12`, type: 'call.ringing' };
  if (n % 4 === 2) return { ...common, ...desk, id: `${call}/1/answered`, type: 'call.answered', waited: 12 };
  return { ...common, id: `${call}/1/ended`, type: 'call.ended', by: 'caller', talked: 60 };
});

export function benchDoor(): BenchResult[] {
  const door = createDoor({
    profile: loadProfile('mazandaran'),
    calendar: createCalendar(),
    now: () => AT + MINUTE,
    targetAt: () => 20,
  });
  const whole = best((event) => void door.fromClient(event, 'samad'));
  const search = best((event) => void findPhoneNumber(event));
  return [
    { name: 'door: an event from outside', value: whole, unit: 'µs' },
    { name: 'door: the search for numbers in it', value: search, unit: 'µs', ratio: search / whole, of: 'the whole' },
  ];
}

/** The best of many rounds, µs an event: neighbours only make it slower. */
function best(run: (event: RawEvent) => void): number {
  let least = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now();
    for (const event of events) run(event);
    least = Math.min(least, performance.now() - began);
  }
  return (least / events.length) * 1_000;
}
