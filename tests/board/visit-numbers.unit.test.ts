// Which visit a number means where nodes gave it to several: the same in whichever order their events came (B2).
import { expect, it } from 'vitest';
import { createNumbers } from '../../server/board/visit-numbers.ts';
import { storedBy } from '../support/stored-events.ts';

const AT = 1_795_989_474_000;
const stored = storedBy('pbx111', AT);
const joined = (visit: number, queue: string, seconds: number, how: string) =>
  stored({
    type: 'call.joined',
    id: `c/${visit}@${queue}/joined~${how}`,
    at: AT + seconds * 1_000,
    call: 'c',
    visit,
    queue,
    approx: true,
  });

function orders<T>(all: readonly T[]): T[][] {
  if (all.length < 2) return [[...all]];
  return all.flatMap((one, n) => orders([...all.slice(0, n), ...all.slice(n + 1)]).map((rest) => [one, ...rest]));
}

it.each([
  [
    'two nodes that both counted two',
    [joined(1, 'a', 0, 'log'), joined(1, 'b', 3, 'log'), joined(2, 'b', 3, 'log'), joined(2, 'c', 6, 'log')],
  ],
  [
    'two reports of one second',
    [
      joined(1, 'a', 0, 'log'),
      joined(1, 'b', 3, 'log'),
      joined(1, 'b', 3, 'seen'),
      joined(2, 'b', 1, 'log'),
      joined(3, 'b', 3, 'log'),
    ],
  ],
])('is the same of %s', (_, events) => {
  const meant = orders(events).map((order) => {
    const visitOf = createNumbers(order);
    return events.map((event) => `${event.queue}${visitOf(event).number}`).join();
  });
  expect(new Set(meant).size).toBe(1);
});
