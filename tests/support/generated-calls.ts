// Makes event sets for tests: seeded lives of calls over queues and desks, as a telephone system would tell them.
import type { StoredEvent } from '../../shared/event.ts';
import { seededRandom } from './seeded-random.ts';
import { storedUnchecked } from './stored-events.ts';

export type GeneratedCalls = {
  /** Share of visits whose end nobody heard. */ unheard?: number;
  calls: number;
  from: number;
  spread: number;
  seed: number;
  queues?: number;
  desks?: number;
};

const counties = ['sari', 'babol', 'amol', 'unknown'];
const reasons = ['abandoned', 'timeout', 'key', 'empty', 'withdrawn', 'other'] as const;

/** The events of `calls` lives, in order of their times. Every id is unique and says what it is. */
export function generateCalls({
  calls,
  from,
  spread,
  seed,
  queues = 3,
  desks = 5,
  unheard = 0.1,
}: GeneratedCalls): StoredEvent[] {
  const random = seededRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const events: StoredEvent[] = [];
  const stored = storedUnchecked('pbx', from);
  const add = (event: Record<string, unknown>): void => void events.push(stored(event));
  for (let n = 0; n < calls; n++) {
    // Letters keep seed, call and visit apart: the door lets no id in that may hide a telephone number.
    const call = `pbx-${seed}-call${n}`;
    let at = from + Math.floor((n / calls) * spread + random() * 5_000);
    if (random() < 0.5)
      add({
        id: `${call}/tag`,
        type: 'call.tagged',
        at: at - 1_000,
        call,
        county: pick(counties.slice(0, 3)),
        topic: pick(['bank-loan', 'employment']),
      });
    const visits = random() < 0.15 ? 2 : 1;
    for (let visit = 1; visit <= visits; visit++) {
      const queue = `q${Math.floor(random() * queues)}`;
      const common = { call, visit };
      const id = `${call}/${visit}`;
      add({
        ...common,
        id: `${id}/joined`,
        type: 'call.joined',
        at,
        queue,
        target: 20,
        ...(random() < 0.3 && { county: pick(counties.slice(0, 3)) }),
      });
      const waited = Math.floor(random() * 60);
      const desk = `m-${Math.floor(random() * desks)}`;
      if (random() < 0.7)
        add({ ...common, id: `${id}/ringing/${desk}`, type: 'call.ringing', at: at + 200, queue, desk });
      if (random() < 0.2)
        add({ ...common, id: `${id}/missed/${desk}`, type: 'call.missed', at: at + 900, queue, desk });
      at += waited * 1000;
      if (random() < 0.65) {
        add({
          ...common,
          id: `${id}/answered`,
          type: 'call.answered',
          at,
          queue,
          desk,
          ...(random() < 0.9 && { waited }),
        });
        const talked = Math.floor(random() * 300);
        at += talked * 1000;
        if (random() >= unheard)
          add({
            ...common,
            id: `${id}/ended`,
            type: 'call.ended',
            at,
            by: pick(['caller', 'desk', 'unknown'] as const),
            ...(random() < 0.9 && { talked }),
          });
      } else if (random() >= unheard) {
        // Another link supposed a reason; its times may be a little earlier.
        if (n % 3 === 0)
          add({
            ...common,
            id: `${id}/left~supposed-key`,
            type: 'call.left',
            at: at - (n % 2),
            queue,
            reason: 'key',
            approx: true,
            supposed: 'reason',
          });
        add({ ...common, id: `${id}/left`, type: 'call.left', at, queue, reason: pick(reasons), waited });
      }
      at += 500;
    }
    for (const queue of ['q0', 'q1'])
      if (random() < 0.03)
        add({ id: `${call}/refused/${queue}`, type: 'call.refused', at, call, queue, reason: 'full' });
    if (random() < 0.02) add({ id: `${call}/withdrawn`, type: 'call.withdrawn', at, call });
  }
  return events.sort((a, b) => a.at - b.at);
}
