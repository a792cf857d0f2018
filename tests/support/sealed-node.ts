// Days in the log of a node, sealed as its server would.
import { CLOCK } from '../../server/door/own-sources.ts';
import { stampsOf } from '../../server/door/stamps.ts';
import type { Ledger } from '../../server/ledger/ledger.ts';
import type { Log } from '../../server/log/log.ts';
import { createPace } from '../../server/reading/pace.ts';
import { createSealer, sealsIn } from '../../server/seals/sealer.ts';
import type { Seal } from '../../server/seals/seal.ts';
import type { RawEvent, StoredEvent } from '../../shared/event.ts';
import { DAY, HOUR } from '../../shared/time.ts';
import { calendar } from './redis-node.ts';
import { storedBy } from './stored-events.ts';

export const FIRST_DAY = Date.parse('2026-11-21T07:00:00Z');
export const dayAt = (n: number): string => calendar.dayOf(FIRST_DAY + n * DAY);
export const dayBegins = (n: number): StoredEvent =>
  storedBy('clock', FIRST_DAY + n * DAY - 6 * HOUR)({ type: 'day.started', id: `day/${dayAt(n)}`, day: dayAt(n) });

/** Seals what is over; answers all seals. */
export async function sealDays({ log, ledger }: { log: Log; ledger: Ledger }): Promise<Seal[]> {
  const done = Promise.withResolvers<void>();
  const sealer = createSealer({
    ledger,
    calendar,
    pace: createPace(),
    now: Date.now,
    append: (event: RawEvent) => log.append([{ ...event, ...stampsOf(CLOCK, Date.now()) }]),
    onDifference: done.reject,
    onError: done.reject,
    onIdle: done.resolve,
  });
  sealer.start();
  await done.promise;
  await sealer.stop();
  return sealsIn(ledger);
}
