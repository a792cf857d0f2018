// To which sitting a call belongs, with random timetables and late corrections, against a naive recomputation.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFold } from '../../server/board/fold.ts';
import type { Fold } from '../../server/board/fold-type.ts';
import { noVisits, type SittingOnBoard } from '../../shared/board.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { StoredEvent, StoredOf } from '../../shared/event.ts';
import { profileSchema } from '../../shared/profile.ts';
import { DAY, HOUR, MINUTE, WEEK } from '../../shared/time.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { pastFrom } from '../support/memory-log.ts';
import { generateCalls } from '../support/generated-calls.ts';
import { storedUnchecked } from '../support/stored-events.ts';
import { randomRuns } from '../support/random-runs.ts';

const calendar = createCalendar();
const profile = profileSchema.parse({ id: 'test', name: { fa: 'آ', en: 'T' }, counties: {} });
/** A Wednesday of Azar, Tehran. */
const at = (clock: string): number => Date.parse(`2026-11-25T${clock}:00+03:30`);
const TODAY = '1405-09-04';

let n = 0;
const unnamed = storedUnchecked('x', at('06:00'));
const stored = (event: Record<string, unknown>): StoredEvent => unnamed({ id: `e${++n}`, ...event });
const day = stored({ type: 'day.started', id: `day/${TODAY}`, day: TODAY });

type Plan = {
  id: string;
  from: number;
  to: number;
  desk?: string;
  queue?: string;
  official?: string;
  version?: number;
};
const scheduled = ({ id, official = `o-${id}`, version = 1, ...plan }: Plan): StoredEvent =>
  stored({
    type: 'sitting.scheduled',
    id: `sitting/${id}/${version}`,
    sitting: id,
    version,
    official: { id: official, name: `نام ${official}`, title: 'فرماندار' },
    level: 'province',
    ...plan,
  });
const edit = (type: 'moved' | 'cancelled', sitting: string, version: number, more: object): StoredEvent =>
  stored({ type: `sitting.${type}`, id: `sitting/${sitting}/${version}`, sitting, version, ...more });

/** A call that joins, and is answered at a desk or gives up after `waited` seconds. */
function call(id: string, joined: number, waited: number, desk?: string, talked = 60, queue = 'q'): StoredEvent[] {
  const visit = { call: id, queue, source: 'pbx' };
  const end = joined + waited * 1000;
  const joining = stored({ ...visit, type: 'call.joined', id: `${id}/j`, at: joined });
  if (desk === undefined)
    return [joining, stored({ ...visit, type: 'call.left', id: `${id}/l`, at: end, reason: 'abandoned', waited })];
  return [
    joining,
    stored({ ...visit, type: 'call.answered', id: `${id}/a`, at: end, desk, waited }),
    stored({ ...visit, type: 'call.ended', id: `${id}/e`, at: end + talked * 1000, by: 'caller', talked }),
  ];
}

function foldOf(events: readonly StoredEvent[]): Fold {
  const kept: StoredEvent[] = [];
  const fold = createFold({ profile, calendar, past: pastFrom(kept) });
  for (const event of events) {
    kept.push(event);
    fold.apply({ position: kept.length, event });
  }
  return fold;
}

const first = { id: 's-1', from: at('08:00'), to: at('09:45'), desk: 'm-1', queue: 'q' };
const second = { id: 's-2', from: at('10:00'), to: at('11:45'), desk: 'm-1', queue: 'q' };
const answeredBy = (fold: Fold): Record<string, number> =>
  Object.fromEntries(Object.entries(fold.board.sittings).map(([id, sitting]) => [id, sitting.answered]));

describe('two officials back to back at one desk', () => {
  const talks = {
    early: call('early', at('07:50'), 60, 'm-1'),
    spanning: call('spanning', at('09:43'), 60, 'm-1', 600),
    overrun: call('overrun', at('09:46'), 30, 'm-1'),
    late: call('late', at('12:00'), 60, 'm-1'),
    'too-early': call('too-early', at('07:30'), 60, 'm-1'),
    'too-late': call('too-late', at('12:20'), 60, 'm-1'),
  };

  it('keep what they answered: the earlier until its end, the later from then on, both within their reach', () => {
    const fold = foldOf([day, scheduled(first), scheduled(second), ...Object.values(talks).flat()]);
    expect(answeredBy(fold)).toEqual({ 's-1': 2, 's-2': 2 });
    expect(fold.board.sittings['s-1']).toMatchObject({
      firstAnswerAt: at('07:51'),
      lastEndAt: at('09:54'),
      talkSeconds: 660,
    });
    expect(fold.board.months['1405-09']?.byOfficial).toEqual({
      'o-s-1': { answered: 2, completed: 2, talkSeconds: 660 },
      'o-s-2': { answered: 2, completed: 2, talkSeconds: 120 },
      unknown: { answered: 2, completed: 2, talkSeconds: 120 },
    });
    expect(fold.board.months['1405-09']?.officials).toBe(2);
    expect(fold.board.desks['m-1']?.official).toBe('o-s-2');
    expect(fold.board.officials['o-s-1']).toEqual({
      name: 'نام o-s-1',
      title: 'فرماندار',
      sitting: 's-1',
      today: { answered: 2, completed: 2, talkSeconds: 660 },
    });
  });

  it('get the same when they are entered after the calls', () => {
    const calls = Object.values(talks).flat();
    const before = foldOf([day, scheduled(first), scheduled(second), ...calls]);
    const after = foldOf([day, ...calls, scheduled(second), scheduled(first)]);
    expect(after.board).toEqual(before.board);
  });

  it('lose what a move or a cancellation takes from them, and get it back', () => {
    const calls = Object.values(talks).flat();
    const moved = edit('moved', 's-2', 2, { from: at('12:15'), to: at('14:00') });
    const fold = foldOf([day, scheduled(first), scheduled(second), ...calls, moved]);
    expect(answeredBy(fold)).toEqual({ 's-1': 3, 's-2': 2 });
    const cancelled = edit('cancelled', 's-1', 2, {});
    const without = foldOf([day, scheduled(first), scheduled(second), ...calls, cancelled]);
    expect(without.board.sittings['s-1']).toMatchObject({ cancelled: true, answered: 0, offered: 0 });
    expect(without.board.months['1405-09']?.byOfficial['unknown']?.answered).toBe(4);
    const back = foldOf([
      day,
      scheduled(first),
      scheduled(second),
      ...calls,
      cancelled,
      scheduled({ ...first, version: 3 }),
    ]);
    expect(answeredBy(back)).toEqual({ 's-1': 2, 's-2': 2 });
  });

  it('leave the board when they were entered by mistake, and a greater version counts whatever came first', () => {
    const mistaken = edit('cancelled', 's-1', 2, { mistaken: true });
    expect(Object.keys(foldOf([day, mistaken, scheduled(first), scheduled(second)]).board.sittings)).toEqual(['s-2']);
  });
});

describe('a sitting', () => {
  it('has the unanswered of its queue by the moment of joining, and those who still waited at its end were not reached', () => {
    const calls = [
      ...call('gave-up', at('08:10'), 60),
      ...call('not-reached', at('09:40'), 600),
      ...call('elsewhere', at('08:10'), 60, undefined, 0, 'other'),
    ];
    const fold = foldOf([day, scheduled(first), ...calls]);
    expect(fold.board.sittings['s-1']).toMatchObject({ offered: 2, abandoned: 2, notReached: 1, answered: 0 });
  });

  it('has none of a queue that two share at that moment', () => {
    const other = { ...first, id: 's-9', desk: 'm-9' };
    const fold = foldOf([day, scheduled(first), scheduled(other), ...call('gave-up', at('08:10'), 60)]);
    expect(fold.board.sittings['s-1']?.offered).toBe(0);
    expect(fold.board.queues['q']?.today.abandoned).toBe(1);
  });

  it('has an answer at a desk without a sitting when it alone has the queue', () => {
    const fold = foldOf([day, scheduled(first), ...call('lent', at('08:10'), 60, 'm-7')]);
    expect(fold.board.sittings['s-1']).toMatchObject({ answered: 1 });
  });

  it('that clashes with another is kept and flagged like it, and the lower id has the answers', () => {
    const twin = { ...first, id: 's-0', from: at('09:00'), to: at('10:00') };
    const fold = foldOf([day, scheduled(first), scheduled(twin), ...call('a', at('09:10'), 60, 'm-1')]);
    expect(fold.board.sittings['s-1']).toMatchObject({ clash: 's-0', answered: 0 });
    expect(fold.board.sittings['s-0']).toMatchObject({ clash: 's-1', answered: 1 });
  });

  it('is on the board from the day before to a week ahead', () => {
    const far = { ...first, id: 's-far', from: at('08:00') + 9 * DAY, to: at('09:00') + 9 * DAY };
    const old = { ...first, id: 's-old', from: at('08:00') - 2 * DAY, to: at('09:00') - 2 * DAY };
    const next = { ...first, id: 's-next', from: at('08:00') + WEEK, to: at('09:00') + WEEK };
    const fold = foldOf([day, ...[far, old, next].map(scheduled)]);
    expect(Object.keys(fold.board.sittings)).toEqual(['s-next']);
  });
});

type Timetable = { plans: Required<Pick<Plan, 'id' | 'from' | 'to' | 'desk' | 'queue'>>[]; events: StoredEvent[] };

/** Sittings that do not overlap at a desk, each with a history: entered elsewhere, moved, cancelled, taken back. */
function timetable(random: () => number): Timetable {
  const pick = (most: number) => Math.floor(random() * most);
  const plans: Timetable['plans'] = [];
  const events: StoredEvent[] = [];
  for (let desk = 0; desk < 3; desk++) {
    let from = at('08:00') + pick(40) * MINUTE;
    for (let slot = 0; slot < 1 + pick(4); slot++) {
      const to = from + (5 + pick(60)) * MINUTE;
      const plan = { id: `s-${pick(1e6)}-${desk}-${slot}`, from, to, desk: `m-${desk}`, queue: `q${pick(3)}` };
      from = to + pick(50) * MINUTE;
      const elsewhere = { ...plan, from: plan.from + pick(90) * MINUTE, to: plan.to + 91 * MINUTE };
      const fate = random();
      if (fate < 0.3) events.push(scheduled(plan));
      else if (fate < 0.6)
        events.push(scheduled(elsewhere), edit('moved', plan.id, 2, { from: plan.from, to: plan.to }));
      else if (fate < 0.75)
        events.push(
          scheduled({ ...plan, desk: 'm-4' }),
          edit('cancelled', plan.id, 2, {}),
          scheduled({ ...plan, version: 3 }),
        );
      else {
        events.push(scheduled(plan), edit('cancelled', plan.id, 2, random() < 0.5 ? { mistaken: true } : {}));
        continue;
      }
      plans.push(plan);
    }
  }
  return { plans, events };
}

/** The definition word for word: each reach cut at its neighbours, as spans. */
function naive({ plans }: Timetable, calls: readonly StoredEvent[]) {
  const spans = new Map<string, [number, number]>();
  for (const desk of new Set(plans.map((plan) => plan.desk))) {
    const row = plans.filter((plan) => plan.desk === desk).sort((a, b) => a.from - b.from);
    const starts = row.map((plan, i) => Math.max(plan.from - 15 * MINUTE, row[i - 1]?.to ?? 0));
    row.forEach((plan, i) => {
      spans.set(plan.id, [starts[i] ?? 0, Math.min(plan.to + 30 * MINUTE, starts[i + 1] ?? Infinity)]);
    });
  }
  const has = (plan: { id: string }, moment: number): boolean => {
    const [start, end] = spans.get(plan.id) ?? [0, 0];
    return moment >= start && moment < end;
  };
  const only = (queue: string, moment: number) => {
    const found = plans.filter((plan) => plan.queue === queue && has(plan, moment));
    return found.length === 1 ? found[0] : undefined;
  };
  const result: Record<string, { offered: number; answered: number; waiting: number; talkSeconds: number }> = {};
  for (const { id } of plans) result[id] = { offered: 0, answered: 0, waiting: 0, talkSeconds: 0 };
  let unknown = 0;
  for (const joined of calls.filter((event): event is StoredOf<'call.joined'> => event.type === 'call.joined')) {
    const facts = calls.filter(
      (event) => 'visit' in event && event.visit === joined.visit && event.call === joined.call,
    );
    const find = <T extends StoredEvent['type']>(type: T) =>
      facts.find((event) => event.type === type) as StoredOf<T> | undefined;
    const answered = find('call.answered');
    const plan = answered
      ? (plans.find((one) => one.desk === answered.desk && has(one, answered.at)) ?? only(answered.queue, answered.at))
      : only(joined.queue, joined.at);
    if (answered && !plan) unknown++;
    const counts = plan && result[plan.id];
    if (!counts) continue;
    counts.offered++;
    if (answered) counts.answered++;
    else if (!find('call.left')) counts.waiting++;
    counts.talkSeconds += find('call.ended')?.talked ?? 0;
  }
  return { result, unknown };
}

describe('any timetable and any calls', () => {
  it('B2: calls belong to the official whom a naive recomputation finds, in any order of the events', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 }), (seed) => {
        const random = seededRandom(seed);
        const table = timetable(random);
        const calls = generateCalls({ calls: 40, from: at('07:30'), spread: 5 * HOUR, seed }).filter(
          ({ type }) => type !== 'call.withdrawn' && type !== 'call.refused',
        );
        const all = [day, ...table.events, ...calls];
        for (let i = all.length - 1; i > 0; i--) {
          const j = Math.floor(random() * (i + 1));
          [all[i], all[j]] = [all[j] as StoredEvent, all[i] as StoredEvent];
        }
        const { board } = foldOf(all);
        const { result, unknown } = naive(table, calls);
        const counted = Object.entries(board.sittings)
          .filter(([, sitting]) => !sitting.cancelled)
          .map(([id, { offered, answered, waiting, talkSeconds }]: [string, SittingOnBoard]) => [
            id,
            { offered, answered, waiting, talkSeconds },
          ]);
        expect(Object.fromEntries(counted)).toEqual(result);
        expect(board.months['1405-09']?.byOfficial['unknown']?.answered ?? 0).toBe(unknown);
        for (const [id, sitting] of Object.entries(board.sittings)) {
          if (sitting.cancelled) expect(sitting).toMatchObject(noVisits());
          else expect(board.months['1405-09']?.byOfficial[`o-${id}`]?.answered ?? 0).toBe(sitting.answered);
        }
      }),
      { numRuns: randomRuns(200) },
    );
  });
});
