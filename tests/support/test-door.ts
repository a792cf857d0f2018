// A door with a small province behind it, for tests.
import { createDoor } from '../../server/door/door.ts';
import { createCalendar } from '../../shared/calendar.ts';
import { profileSchema } from '../../shared/profile.ts';
import { DAY, MINUTE } from '../../shared/time.ts';
import { AT } from './example-events.ts';

const county = (fa: string, en: string, prefixes: string[]) => ({ name: { fa, en }, tile: [0, 0], prefixes });

export const profile = profileSchema.parse({
  id: 'mazandaran',
  name: { fa: 'مازندران', en: 'Mazandaran' },
  counties: {
    sari: county('ساری', 'Sari', ['01133']),
    babol: county('بابل', 'Babol', ['01132']),
    miandorud: county('میاندورود', 'Miandorud', ['0113368']),
  },
  channels: { ceremony: { fa: 'مراسم', en: 'Ceremonies' } },
  queues: {
    'samad-babol': { name: 'بابل', county: 'babol', callersFromHere: true },
    'samad-sari': { name: 'ساری', county: 'sari' },
  },
});

/** A door at ten past ten; the target was 20 s until yesterday and is 30 s since. */
export const createTestDoor = (now = AT + 10 * MINUTE) =>
  createDoor({
    profile,
    calendar: createCalendar(),
    now: () => now,
    targetAt: (ms) => (ms < AT - DAY ? 20 : 30),
  });
