// A stored state of the board is gone on from only by a program that counts as the one that stored it.
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { createFold, FOLD_VERSION } from '../../server/board/fold.ts';
import { createCalendar } from '../../shared/calendar.ts';
import { canonical } from '../../shared/patch.ts';
import { profileSchema } from '../../shared/profile.ts';
import { AT } from '../support/example-events.ts';
import { eventsOf } from '../support/events-of-every-kind.ts';
import { pastFrom } from '../support/memory-log.ts';

/** Each FOLD_VERSION and the state that it makes of the events below. A line that was released is never edited. */
const states: Readonly<Record<number, string>> = { 12: '6879b216d12fa3c2' };

const name = { fa: 'الف', en: 'A' };
const county = { name, tile: [0, 0] };
const profile = profileSchema.parse({ id: 'test', name, counties: { sari: county, babol: county, amol: county } });

it('makes of the same events the state that FOLD_VERSION stands for', () => {
  const events = eventsOf({ seed: 111, from: AT, calls: 80 });
  const fold = createFold({ profile, calendar: createCalendar(), past: pastFrom(events) });
  events.forEach((event, n) => fold.apply({ position: n + 1, event }));
  const { state, months } = fold.save();
  const text = canonical([JSON.parse(state), Object.values(months).map((month) => JSON.parse(month) as unknown)]);
  const now = createHash('sha256').update(text).digest('hex').slice(0, 16);
  const advice =
    `the fold makes another state than FOLD_VERSION ${FOLD_VERSION} stands for: raise FOLD_VERSION in board/fold.ts ` +
    `and add "${FOLD_VERSION + 1}: '${now}'," here, or take it as it is where only the events of this test changed`;
  expect(now, advice).toBe(states[FOLD_VERSION]);
});
