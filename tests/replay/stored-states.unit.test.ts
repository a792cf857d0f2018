// What the living board stores on its way is what boards of earlier moments begin from.
import { pino } from 'pino';
import { expect, it } from 'vitest';
import type { Ledger, NewCheckpoint } from '../../server/ledger/ledger.ts';
import { loadProfile } from '../../server/profiles/load.ts';
import { openBoard } from '../../server/projection.ts';
import { createPace } from '../../server/reading/pace.ts';
import { createMoments } from '../../server/replay/moments.ts';
import { createCalendar } from '../../shared/calendar.ts';
import { pastFrom } from '../support/memory-log.ts';
import { storedBy } from '../support/stored-events.ts';

const calendar = createCalendar();
const profile = loadProfile('mazandaran');
const at = calendar.startOf('1405-09-04');

it('a board of an earlier moment is folded from the state that the living board stored before it', async () => {
  const stored = storedBy('clock', at);
  const events = Array.from({ length: 40 }, (_, n) => {
    if (n === 0) return stored({ type: 'day.started', id: 'day', day: '1405-09-04' });
    return stored({ type: 'contact.registered', id: `c-${n}`, contact: `c-${n}`, channel: 'post' });
  });
  const past = pastFrom(events);
  const kept: NewCheckpoint[] = [];
  let recorded = 30;
  const readAfter: number[] = [];
  const ledger = {
    after: (position: number, limit: number) => {
      readAfter.push(position);
      return past.entries(position, Math.min(limit, recorded - position));
    },
    bySubject: () => [],
    bySubjects: () => [],
    checkpoint: () => undefined,
    checkpointUpTo: (foldVersion: number, hash: string, position: number) =>
      kept.findLast((one) => one.foldVersion === foldVersion && one.foldHash === hash && one.position <= position),
    keep: async (one: NewCheckpoint) => void kept.push(one),
    month: () => undefined,
  } as unknown as Ledger;

  const living = await openBoard({ ledger, profile, calendar, now: () => at, log: pino({ level: 'silent' }) });
  await living.checkpoint('now');
  expect(kept.map(({ position }) => position)).toEqual([30]);
  recorded = 40;
  readAfter.length = 0;
  const then = await createMoments({ ledger, profile, calendar, pace: createPace() }).foldTo(36);
  expect(readAfter).toEqual([30]);
  expect(then.position).toBe(36);
});
