import { expect, it } from 'vitest';
import { createSteadyClock } from '../server/steady-clock.ts';
import { DAY, MINUTE } from '../shared/time.ts';

const BEGIN = Date.parse('2026-11-30T08:00:00+03:30');

/** A machine whose times are set by hand; switched on long ago. */
function machine({ on = 30 * DAY } = {}) {
  let passed = 0;
  let slept = 0;
  let wrong = 0;
  const leaps: string[] = [];
  const clock = createSteadyClock({
    wall: () => BEGIN + passed + slept + wrong,
    mono: () => passed,
    uptime: () => on + passed + slept,
    onLeap: ({ followed, why }) => leaps.push(`${followed ? 'followed' : 'held'}: ${why}`),
  });
  const look = (): number => clock.now() - BEGIN;
  return {
    clock,
    leaps,
    look,
    /** Looked at twice a second, as the server does. */
    pass(ms: number) {
      for (const until = passed + ms; passed < until; look()) passed += Math.min(500, until - passed);
    },
    sleep: (ms: number) => void (slept += ms),
    set: (ms: number) => void (wrong = ms),
    /** A telephone system's time that is right but for `off`. */
    shown: (off = 0) => clock.witness('pbx', BEGIN + passed + slept + off),
  };
}

it('goes as the machine’s clock goes, with the small steps of NTP', () => {
  const { look, pass, set, leaps } = machine();
  pass(1_000);
  expect(look()).toBe(1_000);
  set(-30_000);
  expect(look()).toBe(-29_000);
  set(20_000);
  pass(500);
  expect(look()).toBe(21_500);
  expect(leaps).toEqual([]);
});

it.each([2 * DAY, 40 * DAY, -DAY, 90 * MINUTE])(
  'a leap of %d ms is not followed, and forgotten once it is taken back',
  (leap) => {
    const { clock, look, pass, set, leaps } = machine();
    pass(10_000);
    set(leap);
    pass(4_000);
    expect(look()).toBe(14_000);
    expect(clock.held()).toBe(leap);
    set(1_500);
    pass(1_000);
    expect(look()).toBe(16_500);
    expect(clock.held()).toBe(0);
    expect(leaps).toEqual(['held: nothing confirms it yet', 'followed: the clock is back where it was']);
  },
);

it('a telephone system that goes on as before contradicts a leap for as long as it is asked, whatever its own skew', () => {
  const { look, pass, set, shown } = machine();
  shown(-3 * DAY);
  set(2 * DAY);
  for (let n = 0; n < 60; n++) {
    pass(MINUTE / 4);
    shown(-3 * DAY);
  }
  pass(1_000);
  expect(look()).toBe(15 * MINUTE + 1_000);
});

it('a telephone system that leapt by as much confirms a leap: both machines were asleep', () => {
  const { look, pass, set, shown, leaps } = machine();
  shown(7_000);
  set(2 * DAY);
  pass(1_000);
  shown(2 * DAY + 7_000);
  expect(look()).toBe(2 * DAY + 1_000);
  expect(leaps.at(-1)).toBe('followed: pbx shows the same time');
});

it('a telephone system that is reached after the leap only, and shows the new time, confirms it', () => {
  const { look, pass, set, shown } = machine();
  set(2 * DAY);
  pass(1_000);
  shown(2 * DAY - 20_000);
  expect(look()).toBe(2 * DAY + 1_000);
});

it('where nobody else shows the time, a leap that lasts ten minutes is followed', () => {
  const { look, pass, set, leaps } = machine();
  set(-DAY);
  pass(9 * MINUTE);
  expect(look()).toBe(9 * MINUTE);
  pass(2 * MINUTE);
  expect(look()).toBe(-DAY + 11 * MINUTE);
  expect(leaps.at(-1)).toContain('followed: it has lasted');
});

it('a machine that slept, or got its time after it was switched on, is followed at once', () => {
  const asleep = machine();
  asleep.pass(1_000);
  asleep.sleep(2 * DAY);
  expect(asleep.look()).toBe(2 * DAY + 1_000);
  const booted = machine({ on: MINUTE });
  booted.set(2 * DAY);
  expect(booted.look()).toBe(2 * DAY);
});
