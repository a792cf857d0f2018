// What comes back from an archive is read as strictly as what comes from outside.
import { expect, it } from 'vitest';
import { readStored } from '../../server/door/stored.ts';
import { AT } from '../support/example-events.ts';

const stamps = { source: 'clock', recordedAt: AT, v: 1 };

it('an event of a day that the calendar lacks is refused, and names the field', () => {
  const started = (day: string) => readStored({ ...stamps, id: `day/${day}`, type: 'day.started', at: AT, day });
  expect(started('1405-09-02').ok).toBe(true);
  for (const day of ['1428-12-31', '1404-12-30', '1405-07-31'])
    expect(started(day), day).toEqual({ ok: false, message: 'day: expected a day that the Jalali calendar has' });
  const contact = { ...stamps, id: 'e', type: 'contact.registered', at: AT, contact: 'c-1', channel: 'post' };
  expect(readStored({ ...contact, on: '1405-09-01' }).ok).toBe(true);
  expect(readStored({ ...contact, on: '1404-12-30' })).toMatchObject({ ok: false });
});
