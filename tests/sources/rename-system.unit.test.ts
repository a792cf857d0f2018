// What becomes of the calls of a system to which no link leads any more.
import { expect, it } from 'vitest';
import { closeUnfollowed, reportRemoved } from '../../server/sources/rename-system.ts';
import type { RawEvent } from '../../shared/event.ts';

function closed(openCalls: object[]): Promise<{ events: readonly RawEvent[]; system: string }[]> {
  const told: { events: readonly RawEvent[]; system: string }[] = [];
  closeUnfollowed('pbx111', 'pbx', {
    recall: { openCalls: () => openCalls, lastAt: () => 5_000 } as never,
    now: () => 9_000,
    drained: () => Promise.resolve(),
    put: (events, system) => void told.push({ events, system }),
  });
  return Promise.resolve().then(() => told);
}

it('they are lost as of the last event, and where there are none nothing is reported', async () => {
  expect(await closed([{ call: 'c1' }])).toEqual([
    {
      system: 'pbx111',
      events: [
        {
          type: 'source.resynced',
          id: 'pbx111/resynced/pbx/9000',
          at: 9_000,
          system: 'pbx111',
          link: 'pbx',
          asOf: 5_001,
          calls: {},
          complete: true,
        },
      ],
    },
  ]);
  expect(await closed([])).toEqual([]);
});

it('the end of a link that was removed is reported as such', () => {
  const events: RawEvent[] = [];
  reportRemoved('pbx111', 'pbx', { now: () => 9_000, put: (some) => void events.push(...some) });
  expect(events).toEqual([
    { type: 'source.down', id: 'pbx/down/9000', at: 9_000, system: 'pbx111', link: 'pbx', code: 'removed' },
  ]);
});
