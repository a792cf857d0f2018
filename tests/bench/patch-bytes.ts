// How large a patch is at 200 events/s, 20 patches a second, on 6 queues and 12 desks: against the JSON of the leaves that differ
// between the document before and after, without names of events, revisions or times.
import { createFold } from '../../server/board/fold.ts';
import { loadProfile } from '../../server/profiles/load.ts';
import { createRevisions } from '../../server/push/revisions.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { diff } from '../../shared/patch.ts';
import { HOUR, SECOND } from '../../shared/time.ts';
import { generateCalls } from '../support/generated-calls.ts';
import { storedBy } from '../support/stored-events.ts';
import type { BenchResult } from './measure.ts';

const EVENTS_A_PATCH = 10;
const CALLS = 2_000;
const NOON = Date.UTC(2026, 10, 23, 9);

export function benchPatchBytes(): BenchResult[] {
  const profile = loadProfile('mazandaran');
  const calendar = createCalendar(profile.timezone);
  const day = calendar.dayOf(NOON);
  const started = storedBy('clock', NOON)({ type: 'day.started', id: `day/${day}`, day });
  const events: StoredEvent[] = [
    started,
    ...generateCalls({ calls: CALLS, from: NOON, spread: 45 * SECOND, seed: 111, queues: 6, desks: 12, unheard: 0 }),
  ].filter(({ at }) => at < NOON + 10 * HOUR);
  const past = {
    eventsOf: () => [],
    callsBetween: () => [],
    entries: () => [],
    sittings: () => [],
    month: () => undefined,
  };
  const fold = createFold({ profile, calendar, past });
  const revisions = createRevisions(fold);
  const view = { kind: 'full' } as const;
  let [sent, bare, patches] = [0, 0, 0];
  fold.apply({ position: 1, event: started });
  revisions.advance();
  for (let n = 1; n < events.length; n += EVENTS_A_PATCH) {
    const before = structuredClone(fold.board);
    for (const [k, event] of events.slice(n, n + EVENTS_A_PATCH).entries()) fold.apply({ position: n + k + 1, event });
    for (const { from, to, patchFor } of revisions.advance()) {
      sent += Buffer.byteLength(JSON.stringify(['patch', { from, to, patch: patchFor(view), serverNow: NOON + n }]));
      patches++;
    }
    bare += Buffer.byteLength(JSON.stringify(diff(before, fold.board) ?? {}));
  }
  return [
    {
      name: 'patch: bytes of one at 200 events/s, 20 patches a second',
      value: sent / patches,
      unit: 'bytes',
      ratio: sent / bare,
      of: 'the changed leaves',
    },
    { name: 'patch: the changed leaves as JSON', value: bare / patches, unit: 'bytes' },
  ];
}
