// What people decide goes through the door and into the log, all of it or nothing.
import { describe, expect, it } from 'vitest';
import { createIntake, EventRefused, type NewEvent } from '../../server/log/intake.ts';
import { LogUnwritable } from '../../server/log-unwritable.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { createTestDoor } from '../support/test-door.ts';
import { AT } from '../support/example-events.ts';

function startIntake() {
  const stored: StoredEvent[] = [];
  const log = {
    append: async (events: readonly StoredEvent[]) => {
      stored.push(...events);
      return events.map(() => ({ position: stored.length, repeated: false }));
    },
  };
  return { stored, ...createIntake({ door: createTestDoor(AT), log, now: () => AT }) };
}
const contact = (more: object = {}): NewEvent => ({
  type: 'contact.registered',
  id: 'contact/c-a',
  contact: 'c-a',
  channel: 'ceremony',
  ...more,
});

describe('what a person writes', () => {
  it('is stamped with its time, its author and the office', async () => {
    const { write, stored } = startIntake();
    await write([contact({ county: 'sari' })], 'zahra');
    expect(stored).toEqual([
      { ...contact({ county: 'sari' }), at: AT, by: 'zahra', source: 'office', recordedAt: AT, v: 1 },
    ]);
  });

  it.each([
    ['county', { county: 'tehran' }, 'county: expected a county of the profile'],
    ['channel', { channel: 'pigeon' }, 'channel: expected one of'],
    ['day', { on: '1405-12-31' }, 'on: expected a day that the Jalali calendar has'],
    ['day to come', { on: '1406-01-01' }, 'on: expected today or an earlier day'],
    ['code', { ref: '09111234567' }, 'ref: expected a tracking code'],
    ['agency', { agency: 'a-09111234567' }, 'agency: expected no telephone number'],
    ['field', { colour: 'red' }, 'event: '],
  ])('is refused for an impossible %s, and nothing beside it is stored', async (_name, more, message) => {
    const { write, stored } = startIntake();
    const refused = await write([contact(), contact(more)], 'zahra').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(EventRefused);
    expect((refused as EventRefused).message).toContain(message);
    expect(stored).toEqual([]);
  });

  it('may take a wrong county back', async () => {
    const { write, stored } = startIntake();
    await write([{ type: 'call.tagged', id: 'e-a', call: 'pbx-1', county: 'unknown' }], 'zahra');
    expect(stored).toMatchObject([{ county: 'unknown' }]);
  });

  it('reports a log that takes nothing as unwritable', async () => {
    const log = { append: () => Promise.reject(new LogUnwritable('full')) };
    const { write } = createIntake({ door: createTestDoor(AT), log, now: () => AT });
    await expect(write([contact()], 'zahra')).rejects.toBeInstanceOf(LogUnwritable);
  });
});

it('what has its time already keeps it; what does not fit is reported and keeps nothing else out', async () => {
  const { relay, stored } = startIntake();
  const refused: string[] = [];
  const left = { type: 'account.left', id: 'u1', at: AT - 5, account: 'zahra' } as const;
  await relay([left, { ...left, account: 'NOT AN ID' }], 'office', ({ message }) => refused.push(message));
  expect(stored).toEqual([{ ...left, source: 'office', recordedAt: AT, v: 1 }]);
  expect(refused).toEqual([expect.stringContaining('account: ')]);
});
