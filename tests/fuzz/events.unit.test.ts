// Events from outside by the grammar of the contract, and bent: through the door into the fold.
import { expect, it } from 'vitest';
import { eventSchema } from '../../shared/event.ts';
import { DAY, MINUTE } from '../../shared/time.ts';
import { createFold } from '../../server/board/fold.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { AT, examples } from '../support/example-events.ts';
import { pastFrom } from '../support/memory-log.ts';
import { createTestDoor, profile } from '../support/test-door.ts';
import { bentValue } from './chance.ts';
import { valueOf } from './from-schema.ts';
import { numberIn } from './number-passed.ts';
import { fuzz, WITHIN } from './run.ts';

/** Inputs after which the board begins anew. */
const LIFE = 500;
const door = createTestDoor();
const known = {
  at: [AT, AT - MINUTE, AT - DAY, AT + 100, '2026-11-23T10:00:00+03:30'],
  county: ['sari', 'babol', 'unknown'],
  queue: ['samad-sari', 'samad-babol'],
  desk: ['m-1201', 'm-1202'],
  call: ['pbx111-7', 'pbx111-8', 'c-1'],
  contact: ['c-9', 'c-10'],
  visit: [1, 2, 3],
  channel: ['phone', 'post', 'ceremony'],
  day: ['1405-09-02', '1405-09-01'],
  month: ['1405-09', '1405-08'],
  on: ['1405-09-02', '1405-08-30'],
};

const begin = () => {
  const events: StoredEvent[] = [];
  const fold = createFold({ profile, calendar: createCalendar(), past: pastFrom(events) });
  const take = (event: StoredEvent): void => {
    events.push(event);
    fold.apply({ position: events.length, event });
  };
  take({ type: 'day.started', id: 'day/1405-09-02', at: AT, day: '1405-09-02', source: 'clock', recordedAt: AT, v: 1 });
  return { fold, take };
};

it('events from outside, of any shape, harm neither door nor board, and no number passes', WITHIN, async () => {
  let life = begin();
  const outcomes = await fuzz('events from outside', (chance, n) => {
    if (n % LIFE === 0) life = begin();
    const fit = chance.yes(0.5) ? valueOf(chance.pick(eventSchema.options), chance, known) : chance.pick(examples);
    const raw = chance.yes(0.6) ? bentValue(fit, chance) : fit;
    const result = door.fromClient(raw, 'samad');
    if (!result.ok) {
      if (numberIn(result.message) !== undefined) throw new Error(`a refusal repeats a number: ${JSON.stringify(raw)}`);
      return result.code;
    }
    if (numberIn(result.event, ['ref']) !== undefined)
      throw new Error(`a number passed: ${JSON.stringify(result.event)}`);
    life.take(result.event);
    if (n % 50 === 0 && numberIn(life.fold.board) !== undefined) throw new Error('a number is on the board');
    life.fold.takePatches();
    return 'stored';
  });
  expect(outcomes['stored']).toBeGreaterThan(0);
});
