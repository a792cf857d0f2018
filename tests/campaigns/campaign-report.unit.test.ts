// The figures of a campaign: by shift and hour, adding up, in any order of the events and under corrections.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFold } from '../../server/board/fold.ts';
import { visitsOf } from '../../server/calls/past-visits.ts';
import { createCampaignReports } from '../../server/campaigns/campaign-report.ts';
import { createPace } from '../../server/reading/pace.ts';
import type { Campaign } from '../../shared/api/campaigns.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { CallCounters } from '../../shared/board.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { addCalls } from '../../shared/measure.ts';
import { profileSchema } from '../../shared/profile.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../shared/time.ts';
import { generateCalls } from '../support/generated-calls.ts';
import { pastFrom } from '../support/memory-log.ts';
import { storedBy } from '../support/stored-events.ts';

const calendar = createCalendar();
const name = { fa: 'الف', en: 'A' };
const profile = profileSchema.parse({ id: 'test', name, counties: { sari: { name, tile: [0, 0] } } });
const MIDNIGHT = calendar.startOf('1405-09-03');
const EIGHT = MIDNIGHT + 8 * HOUR;

const campaign = (more: Partial<Campaign> = {}): Campaign => ({
  id: 'k-1',
  version: 1,
  name: 'سفر',
  from: EIGHT,
  to: EIGHT + 12 * HOUR,
  queues: [],
  shifts: [
    { from: '08:00', to: '14:00' },
    { from: '14:00', to: '18:00' },
  ],
  plannedAt: MIDNIGHT,
  ...more,
});

/** As the ledger and the rows of a day give them. */
function reportOf(events: readonly StoredEvent[], asked: Campaign, now: number) {
  const fold = createFold({ profile, calendar, past: pastFrom([...events]) });
  const byCall = Map.groupBy(events, (event) => ('call' in event ? event.call : undefined));
  const visits = [...byCall].flatMap(([call, its]) => (call === undefined ? [] : visitsOf(fold.readCall(call, its))));
  const entries = events.map((event, n) => ({ position: n + 1, event }));
  return createCampaignReports({
    past: {
      async *ofDay(day) {
        yield await Promise.resolve(visits.filter(({ joinedAt }) => calendar.dayOf(joinedAt) === day));
      },
    },
    ledger: {
      byDay: (day, after, limit) =>
        entries.filter((one) => one.position > after && calendar.dayOf(one.event.at) === day).slice(0, limit),
    },
    calendar,
    now: () => now,
    pace: createPace(),
  })(asked);
}

const stored = storedBy('pbx', EIGHT);
let n = 0;
/** A call that joins at a minute of the campaign, is answered after so many seconds, and talks so many. */
function call(minute: number, waits: number, talks?: number, queue = 'q1'): StoredEvent[] {
  const id = `pbx-c${++n}`;
  const joined = EIGHT + minute * MINUTE;
  const answered = joined + waits * SECOND;
  const visit = { call: id, queue };
  return [
    stored({ type: 'call.joined', id: `${id}/joined`, ...visit, at: joined, target: 20 }),
    ...(talks === undefined
      ? [stored({ type: 'call.left', id: `${id}/left`, ...visit, reason: 'abandoned', waited: waits, at: answered })]
      : [
          stored({ type: 'call.answered', id: `${id}/answered`, ...visit, desk: 'd1', waited: waits, at: answered }),
          stored({
            type: 'call.ended',
            id: `${id}/ended`,
            call: id,
            by: 'caller',
            talked: talks,
            at: answered + talks * SECOND,
          }),
        ]),
  ];
}

describe('the figures of a campaign', () => {
  it('stand by shift, with what is in none, and with the answers of an hour', async () => {
    const events = [
      ...call(-1, 10, 30), // before it begins
      ...call(0, 10, 60),
      ...call(30, 10, 60),
      ...call(359, 10, 600), // in the last minute of the first shift
      ...call(360, 30),
      ...call(650, 10, 60), // after the second
      stored({ type: 'call.refused', id: 'r', call: 'pbx-r', queue: 'q1', reason: 'full', at: EIGHT + HOUR }),
    ];
    const report = await reportOf(events, campaign(), EIGHT + DAY);
    expect(report.total).toMatchObject({
      calls: { offered: 5, answered: 4, abandoned: 1, refused: 1 },
      perHour: 4 / 12,
    });
    expect(report.shifts).toMatchObject([
      { from: EIGHT, to: EIGHT + 6 * HOUR, calls: { offered: 3, answered: 3, refused: 1 }, perHour: 0.5 },
      { from: EIGHT + 6 * HOUR, calls: { offered: 1, answered: 0, abandoned: 1 }, perHour: 0 },
    ]);
    expect(report.shifts[1]?.calls).not.toHaveProperty('refused');
    expect(report.outside).toMatchObject({ offered: 1, answered: 1 });
    expect(report.hours).toHaveLength(12);
    expect(report.hours[0]).toEqual({
      from: EIGHT,
      to: EIGHT + HOUR,
      offered: 2,
      answered: 2,
      abandoned: 0,
      peak: 1,
    });
    expect(report).not.toHaveProperty('linesNow');
    expect(report.byCounty).toEqual({ unknown: 5 });
  });

  it('count lines in use: calls that wait or talk in the same second, also those from before it began', async () => {
    const events = [...call(-1, 10, 120), ...call(0, 30, 30), ...call(0, 30, 30), ...call(1, 10), ...call(2, 10, 30)];
    const { total, hours } = await reportOf(events, campaign(), EIGHT + 10 * MINUTE);
    // At the beginning the one from before and two that wait; at minute 1 those two end as the next joins.
    expect(total.lines).toEqual({ peak: 3, peakAt: EIGHT, mean: 0.4, unknown: 0 });
    expect(hours[0]?.peak).toBe(3);
  });

  it('know how many lines are in use now, and none of a shift that is to come', async () => {
    const running = await reportOf(call(10, 60, 600), campaign(), EIGHT + 11 * MINUTE);
    expect(running.linesNow).toBe(1);
    expect(running.shifts[1]).toMatchObject({ lines: { peak: 0 }, calls: { offered: 0 } });
    expect(running.shifts[1]).not.toHaveProperty('perHour');
    expect(running.shifts[1]?.lines).not.toHaveProperty('mean');
  });

  it('name the visits whose end nobody reported, and count them until their last report only', async () => {
    const [joined, answered] = call(0, 30, 30);
    const lost = stored({
      type: 'source.resynced',
      id: 'resync',
      system: 'pbx',
      link: 'a',
      asOf: EIGHT + 2 * HOUR,
      calls: {},
      complete: true,
      at: EIGHT + 2 * HOUR,
    });
    const events = [lost, joined, answered].filter((event) => event !== undefined);
    const past = pastFrom([]);
    const fold = createFold({ profile, calendar, past });
    for (const [place, event] of events.entries()) fold.apply({ position: place + 1, event });
    const visits = visitsOf(fold.readCall(joined && 'call' in joined ? (joined.call ?? '') : '', events.slice(1)));
    const report = await createCampaignReports({
      past: {
        async *ofDay(day) {
          yield await Promise.resolve(day === '1405-09-03' ? visits : []);
        },
      },
      ledger: { byDay: () => [] },
      calendar,
      now: () => EIGHT + 6 * HOUR,
      pace: createPace(),
    })(campaign());
    expect(report.total.lines).toMatchObject({ peak: 1, unknown: 1 });
    expect(report.hours[1]?.peak).toBe(0);
  });

  it('are of the queues that were chosen', async () => {
    const events = [...call(0, 10, 60, 'q1'), ...call(1, 10, 60, 'q2')];
    const report = await reportOf(events, campaign({ queues: ['q2'] }), EIGHT + DAY);
    expect(report.total.calls.offered).toBe(1);
  });

  it('stand by day where no shifts are planned', async () => {
    const days = { shifts: [], from: MIDNIGHT, to: MIDNIGHT + 2 * DAY };
    const report = await reportOf([...call(0, 10, 60), ...call(1440, 10, 60)], campaign(days), EIGHT + 2 * DAY);
    expect(report.shifts.map(({ from, calls }) => [calendar.dayOf(from), calls.offered])).toEqual([
      ['1405-09-03', 1],
      ['1405-09-04', 1],
    ]);
    expect(report).not.toHaveProperty('outside');
  });

  const seed = Number(process.env['SEED'] ?? Date.now() % 1e9);
  it(`add up, whatever came in which order (seed ${seed})`, async () => {
    const property = fc.asyncProperty(
      fc.integer({ min: 1, max: 2 ** 31 }),
      fc.integer({ min: 1, max: 25 }),
      fc.integer({ min: -2, max: 30 }),
      fc.constantFrom<Campaign['shifts']>([], campaign().shifts, [{ from: '22:00', to: '02:00' }]),
      fc.func(fc.integer()),
      async (of, calls, hours, shifts, order) => {
        const events = generateCalls({ calls, from: EIGHT - HOUR, spread: 2 * DAY, seed: of });
        const asked = campaign({ shifts, to: EIGHT + 40 * HOUR });
        const now = EIGHT + hours * HOUR;
        // What lies behind now has not happened yet.
        const known = events.filter((event) => event.at <= now);
        const report = await reportOf(known, asked, now);
        const sum = (parts: readonly CallCounters[]): CallCounters | undefined => {
          const [first, ...rest] = parts;
          return first && rest.reduce(addCalls, first);
        };
        const parts = report.shifts.map((shift) => shift.calls).concat(report.outside ?? []);
        expect(sum(parts)).toEqual(report.total.calls);
        const { offered, waiting, answered, abandoned, timedOut, leftByKey, leftOtherwise, lost } = report.total.calls;
        expect(answered + abandoned + timedOut + leftByKey + leftOtherwise + lost + waiting).toBe(offered);
        for (const counter of ['offered', 'answered', 'abandoned'] as const)
          expect(report.hours.reduce((all, hour) => all + hour[counter], 0)).toBe(report.total.calls[counter]);
        expect(Math.max(0, ...report.hours.map(({ peak }) => peak))).toBe(report.total.lines.peak);
        expect(Object.values(report.byCounty).reduce((all, of) => all + of, 0)).toBe(offered);
        const mixed = known.toSorted((a, b) => order(a.id) - order(b.id));
        expect(await reportOf(mixed, asked, now)).toEqual(report);
      },
    );
    await fc.assert(property, { seed, numRuns: 60 });
  });
});
