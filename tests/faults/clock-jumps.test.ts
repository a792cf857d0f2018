// A clock that jumps turns no day, and a day that was turned wrongly is taken back.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openSqliteLog } from '../../server/log/sqlite.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { DAY, MINUTE } from '../../shared/time.ts';
import { noonClock } from '../support/clock-at-noon.ts';
import { tempDataDir, startTestServer, type TestServer } from '../support/test-server.ts';
import { startOneQueueAsterisk, QUEUE, reconciled } from '../support/one-queue-asterisk.ts';
import { storedBy } from '../support/stored-events.ts';

const calendar = createCalendar();

/** A machine that was switched on long ago, at noon: minutes pass within a day. `wrong` is set by hand, and `skipped` lets time pass. */
function machine() {
  const set = { wrong: 0, skipped: 0 };
  const steady = {
    mono: () => performance.now() + set.skipped,
    uptime: () => performance.now() + set.skipped + 30 * DAY,
  };
  return { set, world: { now: () => noonClock() + set.skipped + set.wrong, steady } };
}
const today = (): string => calendar.dayOf(noonClock());
const warningsOf = async (server: TestServer): Promise<unknown> =>
  ((await (await server.get('/readyz')).json()) as { warnings?: string[] }).warnings;
const daysIn = async (dataDir: string): Promise<string[]> => {
  const { ledger, close } = openSqliteLog({ path: join(dataDir, 'log.sqlite'), calendar });
  const ids = ledger.after(0, 10_000).flatMap(({ event }) => (event.type.startsWith('day.') ? [event.id] : []));
  await close();
  return ids;
};
const write = async (dataDir: string, ...events: StoredEvent[]): Promise<void> => {
  const { log, close } = openSqliteLog({ path: join(dataDir, 'log.sqlite'), calendar });
  await log.append(events);
  await close();
};

it.each([2 * DAY, 40 * DAY, -DAY])('a jump of %d ms turns no day, signs nobody out, and is reported', async (leap) => {
  const { set, world } = machine();
  const server = await startTestServer('', { world });
  const { board: before } = await server.until('the day has begun', ({ day }) => day !== undefined);
  set.wrong = leap;
  await expect.poll(() => warningsOf(server)).toEqual(['clock']);
  const during = await server.board();
  expect([during.day, during.month]).toEqual([before.day, before.month]);
  expect(Math.abs(during.serverNow - noonClock())).toBeLessThan(5_000);
  set.wrong = 0;
  await expect.poll(() => warningsOf(server)).toBeUndefined();
  expect(server.warnings().filter(({ msg }) => msg === 'the clock of this machine jumped')).toHaveLength(2);
  await server.stop();
  expect(await daysIn(server.dataDir)).toEqual([`day/${today()}`]);
});

it('while a telephone system says otherwise the board stays at its day, and calls count today', async () => {
  const { set, world } = machine();
  const asterisk = await startOneQueueAsterisk({ now: () => noonClock() + set.skipped });
  const server = await startTestServer(asterisk.ami('?system=pbx111'), { world });
  await reconciled(server, asterisk);
  set.wrong = 2 * DAY;
  await expect.poll(() => warningsOf(server)).toEqual(['clock']);
  // Longer than a leap is held that nobody speaks against, in steps after each of which it is asked for its time.
  const asked = () => asterisk.asked.filter((name) => name === 'ping').length;
  while (set.skipped < 11 * MINUTE) {
    const before = asked();
    set.skipped += 25_000;
    asterisk.calls.memberStatus('m-1201', 1);
    await expect.poll(asked, { interval: 20 }).toBeGreaterThan(before);
  }
  asterisk.calls.call(QUEUE).join();
  await server.until('the call counts', ({ queues }) => queues[QUEUE]?.today.offered === 1);
  // Twice as long as until the day is looked at again.
  await sleep(1_000);
  expect(await server.board()).toMatchObject({ day: today(), queues: { [QUEUE]: { today: { offered: 1 } } } });
});

it('a day that was turned wrongly before is taken back, and begun again when it comes', async () => {
  const { set, world } = machine();
  const dataDir = tempDataDir();
  await (await startTestServer('', { dataDir, world })).stop();
  const wrong = [2, 3].map((n) => calendar.dayOf(noonClock() + n * DAY));
  const stored = storedBy('clock', noonClock());
  await write(dataDir, ...wrong.map((day) => stored({ type: 'day.started', id: `day/${day}`, day })));
  const server = await startTestServer('', { dataDir, world });
  expect((await server.board()).day).toBe(wrong[1]);
  // Looked at twice a second, time passes without a jump.
  for (let n = 0; n < 40 && (await server.board()).day !== today(); n++) {
    set.skipped += 50_000;
    await sleep(700);
  }
  expect((await server.board()).day).toBe(today());
  await server.stop();
  expect(await daysIn(dataDir)).toEqual([
    `day/${today()}`,
    ...wrong.map((day) => `day/${day}`),
    ...wrong.map((day) => `day/${day}/1/withdrawn`),
  ]);
  const later = machine();
  later.set.wrong = 2 * DAY;
  const then = await startTestServer('', { dataDir, world: later.world });
  await expect.poll(async () => (await then.board()).day).toBe(wrong[0]);
  await then.stop();
  // Half a second later the day before the gap is found to be nobody's, and is taken back as well.
  const ids = await daysIn(dataDir);
  expect(ids.filter((id) => !id.endsWith('/withdrawn')).at(-1)).toBe(`day/${wrong[0]}/2`);
});

it('a day that others have reported is not withdrawn by a clock that is behind', async () => {
  const { set, world } = machine();
  const dataDir = tempDataDir();
  const ahead = machine();
  ahead.set.wrong = DAY;
  const first = await startTestServer('', { dataDir, world: ahead.world });
  first.vault.createToken({ name: 'somebody', role: 'display', now: noonClock() + DAY });
  await expect.poll(async () => (await first.board()).day).toBe(calendar.dayOf(noonClock() + DAY));
  await first.stop();
  const server = await startTestServer('', { dataDir, world });
  expect(await warningsOf(server)).toEqual(['clock']);
  for (let n = 0; n < 5; n++) {
    set.skipped += 50_000;
    await sleep(700);
  }
  expect((await server.board()).day).toBe(calendar.dayOf(noonClock() + DAY));
});
