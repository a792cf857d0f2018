// What a sitting would have brought, over HTTP.
import { expect, it } from 'vitest';
import { DAY, MINUTE } from '../../shared/time.ts';
import { morning, type Habits } from '../support/queue-mornings.ts';
import { startReportedDay, type Json, type ReportedDay } from '../support/reported-day.ts';

/** A sitting of a day before, with its calls; its id. */
async function held(day: ReportedDay, seed: number, daysLater: number, habits: Partial<Habits>): Promise<string> {
  const { visits, window } = morning(seed, habits);
  const later = daysLater * DAY;
  const official = { name: `مهدی رستمی ${seed}`, title: 'فرماندار بابل' };
  const { id } = await day.ask('POST', '/api/sittings', {
    official,
    level: 'province',
    queue: 'samad',
    desk: 'd0',
    from: window.from + later,
    to: window.to + later,
  });
  const events = visits.flatMap(({ key, joinedAt, answeredAt, endedAt = 0, desk }) => {
    const visit = { call: `c${seed}-${key}`, queue: 'samad' };
    const joined = { ...visit, id: `${visit.call}/j`, type: 'call.joined', at: joinedAt + later };
    if (answeredAt === undefined)
      return [joined, { ...visit, id: `${visit.call}/l`, type: 'call.left', at: endedAt + later, reason: 'abandoned' }];
    const talked = Math.round((endedAt - answeredAt) / 1_000);
    return [
      joined,
      { ...visit, id: `${visit.call}/a`, type: 'call.answered', at: answeredAt + later, desk },
      { ...visit, id: `${visit.call}/e`, type: 'call.ended', at: endedAt + later, by: 'caller', talked },
    ];
  });
  await day.post(...events);
  return String(id);
}

it('a sitting that is over is simulated with another desk, and the answer says how good it is', async () => {
  const day = await startReportedDay();
  const [first, second] = [await held(day, 1, 0, { perHour: 40 }), await held(day, 2, 1, { perHour: 40 })];
  const asked = (id: string, query = ''): Promise<Json> => day.ask('GET', `/api/sittings/${id}/what-if${query}`);

  const found = await asked(first, '?desks=1');
  const sitting = await day.ask('GET', `/api/sittings/${first}`);
  const { real, then } = found['found'];
  expect(real.answered).toBe(sitting['counts'].answered);
  expect(real.answered + real.gaveUp + real.unreached).toBe(morning(1, { perHour: 40 }).visits.length);
  expect(then.answered.low).toBeGreaterThan(real.answered);
  expect(then.answered.high).toBeGreaterThanOrEqual(then.answered.middle);
  expect(found['found']).toMatchObject({ queue: 'samad', desks: 1, simulations: 400 });
  expect(found['accuracy'].tested).toBe(2);
  expect(await asked(first, '?desks=1')).toEqual(found);

  const same = (await asked(second))['found'];
  expect(Math.abs(same.then.answered.middle - same.real.answered)).toBeLessThanOrEqual(2);
  const cut = (await asked(second, '?talkLimit=60&minutes=20'))['found'];
  expect(cut.then.answered.low).toBeGreaterThan(same.then.answered.high);
  expect((await day.asked('GET', `/api/sittings/${first}/what-if?desks=9`)).status).toBe(400);
  expect((await day.asked('GET', '/api/sittings/s-none/what-if')).status).toBe(404);
});

it('it is silent where little is known, and says why', async () => {
  const day = await startReportedDay();
  const { id } = await day.hold();
  expect(await day.ask('GET', `/api/sittings/${id}/what-if?desks=1`)).toMatchObject({ silent: 'not-over' });
  day.setClock(day.clock.now + 120 * MINUTE);
  const few = await day.ask('GET', `/api/sittings/${id}/what-if?desks=1`);
  expect(few).toEqual({ silent: 'too-few-talks', talks: 3, leastTalks: 6 });
  const plan = { official: { name: 'مهدی رستمی' }, level: 'province', desk: 'm-7' };
  const other = await day.ask('POST', '/api/sittings', {
    ...plan,
    from: day.clock.now - 300 * MINUTE,
    to: day.clock.now - 240 * MINUTE,
  });
  expect(await day.ask('GET', `/api/sittings/${other['id']}/what-if`)).toMatchObject({ silent: 'no-queue' });
});
