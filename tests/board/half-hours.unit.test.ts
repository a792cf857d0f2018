// Calls of today by half-hour, and what is usual on this weekday.
import { expect, it } from 'vitest';
import { createFold } from '../../server/board/fold.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { profileSchema } from '../../shared/profile.ts';
import { DAY, HOUR, MINUTE, WEEK } from '../../shared/time.ts';
import { applyPatch, canonical } from '../../shared/patch.ts';
import { emptyBoard } from '../../shared/board.ts';
import { pastFrom } from '../support/memory-log.ts';
import { seededRandom } from '../support/seeded-random.ts';

const calendar = createCalendar();
const name = { fa: 'الف', en: 'A' };
const profile = profileSchema.parse({ id: 'test', name, counties: { sari: { name, tile: [0, 0] } } });
const TODAY = calendar.startOf('1405-09-09');
const stamped = { source: 'pbx', recordedAt: 0, v: 1 } as const;

const started = (at: number): StoredEvent => {
  const day = calendar.dayOf(at);
  return { ...stamped, source: 'clock', at, id: `day/${day}`, type: 'day.started', day };
};
const joined = (id: string, at: number): StoredEvent => ({
  ...stamped,
  at,
  id: `${id}/joined`,
  type: 'call.joined',
  call: id,
  queue: 'q-1',
});
/** So many calls at half past nine of the day so many weeks ago. */
const calls = (weeks: number, count: number): StoredEvent[] =>
  Array.from({ length: count }, (_, n) => joined(`w${weeks}-${n}`, TODAY - weeks * WEEK + 9.5 * HOUR + n * MINUTE));

const fold = (events: readonly StoredEvent[]) => {
  const one = createFold({ profile, calendar, past: pastFrom(events) });
  events.forEach((event, n) => one.apply({ position: n + 1, event }));
  return one;
};
const earlier = joined('first', TODAY - 60 * DAY);

it('counts the calls of today by the half-hour in which they joined', () => {
  const at = (minutes: number, id: string) => joined(id, TODAY + minutes * MINUTE);
  const { board } = fold([started(TODAY), at(0, 'a'), at(29, 'b'), at(30, 'c'), at(23 * 60 + 59, 'd'), at(-1, 'e')]);
  expect(board.halfHours).toEqual({ today: { 0: 2, 1: 1, 47: 1 }, usual: {}, usualDays: 0 });
});

it('takes the median of the same weekday in up to six weeks, leaving out days without a call', () => {
  const events = [earlier, started(TODAY), ...calls(1, 2), ...calls(2, 9), ...calls(4, 4), ...calls(7, 50)];
  expect(fold(events).board.halfHours).toMatchObject({ usual: { 19: 4 }, usualDays: 3 });
  expect(fold([...events, ...calls(6, 5)]).board.halfHours).toMatchObject({ usual: { 19: 4.5 }, usualDays: 4 });
  // Another weekday is not this one.
  const yesterday = joined('y', TODAY - DAY + 10 * HOUR);
  expect(fold([...events, yesterday]).board.halfHours).toMatchObject({ usual: { 19: 4 }, usualDays: 3 });
});

it('knows nothing usual from one day, and leaves out the first day of all, which may not be whole', () => {
  expect(fold([earlier, started(TODAY), ...calls(1, 3)]).board.halfHours).toMatchObject({ usual: {}, usualDays: 1 });
  const withFirst = [started(TODAY), ...calls(1, 3), ...calls(2, 3)];
  expect(fold(withFirst).board.halfHours).toMatchObject({ usual: {}, usualDays: 1 });
});

it('is the same in every order, after a turn of the day, from a checkpoint, and by its patches', () => {
  const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`half-hours: seed ${seed}`);
  const random = seededRandom(seed);
  const events: StoredEvent[] = [earlier];
  for (let day = 50; day >= 0; day--) {
    events.push(started(TODAY - day * DAY));
    for (let n = 0; n < 3; n++) events.push(joined(`${day}-${n}`, TODAY - day * DAY + Math.floor(random() * DAY)));
  }
  const whole = fold(events);
  expect(whole.board.halfHours?.usualDays, `seed ${seed}`).toBe(6);
  const shuffled = events.map((event) => ({ event, by: random() })).sort((a, b) => a.by - b.by);
  expect(fold(shuffled.map(({ event }) => event)).board.halfHours, `seed ${seed}`).toEqual(whole.board.halfHours);

  const half = Math.floor(events.length / 2);
  const first = fold(events.slice(0, half));
  const { state } = first.save();
  expect(Object.keys((JSON.parse(state) as { halfHours: object }).halfHours).length).toBeLessThanOrEqual(43);
  const rest = createFold({ profile, calendar, past: pastFrom(events), saved: state });
  events.slice(half).forEach((event, n) => rest.apply({ position: half + n + 1, event }));
  expect(rest.board.halfHours, `seed ${seed}`).toEqual(whole.board.halfHours);

  const patched = createFold({ profile, calendar, past: pastFrom(events) });
  let shown = emptyBoard({ id: 'test', ...name }, ['sari']);
  events.forEach((event, n) => {
    patched.apply({ position: n + 1, event });
    for (const patch of patched.takePatches()) shown = applyPatch(shown, patch);
  });
  expect(canonical(shown), `seed ${seed}`).toBe(canonical(patched.board));
});
