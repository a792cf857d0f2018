// A checkpoint that is written in steps is the state at which it began, whatever is applied in between.
import { expect, it } from 'vitest';
import { createFold } from '../../server/board/fold.ts';
import { createCalendar } from '../../shared/calendar.ts';
import { canonical } from '../../shared/patch.ts';
import { profileSchema } from '../../shared/profile.ts';
import { AT } from '../support/example-events.ts';
import { eventsOf } from '../support/events-of-every-kind.ts';
import { pastFrom } from '../support/memory-log.ts';

const name = { fa: 'الف', en: 'A' };
const county = { name, tile: [0, 0] };
const profile = profileSchema.parse({ id: 'test', name, counties: { sari: county, babol: county, amol: county } });
const sorted = (text: string): string => canonical(JSON.parse(text) as object);

it('is the state at which it began, whatever is applied between its steps', () => {
  const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`saving: seed ${seed}`);
  // A day that is taken back has the log folded again, and no state of before is kept then.
  const events = eventsOf({ seed, from: AT, calls: 60 }).filter(({ type }) => type !== 'day.withdrawn');
  const places = [0.2, 0.5, 0.8].map((part) => Math.floor(events.length * part));
  const fold = createFold({ profile, calendar: createCalendar(), past: pastFrom(events) });
  const savings: { whole: ReturnType<typeof fold.save>; saving: ReturnType<typeof fold.beginSave> }[] = [];
  events.forEach((event, n) => {
    if (places.includes(n)) savings.push({ whole: fold.save(), saving: fold.beginSave() });
    fold.apply({ position: n + 1, event });
    for (const { saving } of savings) saving.step(n % 2);
  });
  expect(savings).toHaveLength(places.length);
  for (const { whole, saving } of savings) {
    while (!saving.step(1));
    expect(sorted(saving.end()?.state ?? 'null')).toBe(sorted(whole.state));
  }
});
