// A call is read again after each fact only where the fact is: that must be what a reading of all its facts gives.
import { expect, it } from 'vitest';
import { isCallEvent, mergeCall, newCall, NOTHING, readAfter, readCall } from '../../server/board/call.ts';
import type { Call, CallEvent, CallFacts } from '../../server/board/call.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { generateCalls } from '../support/generated-calls.ts';
import { HOUR } from '../../shared/time.ts';

const AT = 1_795_989_474_000;
const context = { target: 20, gone: () => undefined, sittingOf: () => undefined };

it('reads of a call after one fact what all its facts say, also of late, repeated and withdrawn ones', () => {
  const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`call: seed ${seed}`);
  const random = seededRandom(seed);
  const events = generateCalls({ calls: 300, from: AT, spread: HOUR, seed }).filter(isCallEvent);
  const shuffled = [...events, ...events].sort(() => random() - 0.5);
  for (const order of [events, shuffled]) {
    const calls = new Map<string, { facts: CallFacts; reading: Call }>();
    const take = (event: CallEvent): void => {
      const one = calls.get(event.call) ?? { facts: newCall(), reading: NOTHING };
      calls.set(event.call, one);
      if (mergeCall(one.facts, event)) one.reading = readAfter(event, one.facts, one.reading, context);
      const whole = readCall(event.call, one.facts, context);
      if (one.facts.visits.length > 0 || one.reading !== NOTHING) expect(one.reading).toEqual(whole);
    };
    for (const event of order) take(event);
  }
});
