// The laws of the board (architecture.md, B1–B4, B7) over random sets of events.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFold } from '../../server/board/fold.ts';
import { emptyMonth, type CallCounters, type MonthOnBoard } from '../../shared/board.ts';
import { createCalendar, monthBefore, monthOf } from '../../shared/calendar.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { applyPatch, canonical, diff } from '../../shared/patch.ts';
import { profileSchema } from '../../shared/profile.ts';
import { pastFrom } from '../support/memory-log.ts';
import { generateCalls } from '../support/generated-calls.ts';
import { storedBy, storedUnchecked } from '../support/stored-events.ts';
import { seededRandom } from '../support/seeded-random.ts';

const calendar = createCalendar();
const name = { fa: 'الف', en: 'A' };
const county = { name, tile: [0, 0] };
const profile = profileSchema.parse({ id: 'test', name, counties: { sari: county, babol: county, amol: county } });

/** Folds events in the order given, dropping repeated (source, id) as the log does. */
function foldOf(events: readonly StoredEvent[], each?: (fold: ReturnType<typeof createFold>) => void) {
  const kept: StoredEvent[] = [];
  const ids = new Set<string>();
  const fold = createFold({ profile, calendar, past: pastFrom(kept) });
  for (const event of events) {
    if (ids.has(event.id)) continue;
    ids.add(event.id);
    kept.push(event);
    fold.apply({ position: kept.length, event });
    each?.(fold);
  }
  return fold;
}

const NEW_YEAR = Date.parse('2026-03-20T20:30:00Z'); // midnight of 1 Farvardin 1405 in Tehran
const moments = [
  NEW_YEAR - 40_000, // the minutes around Nowruz: day, month and year turn at once
  Date.parse('2026-11-21T20:29:30Z'), // 30 Aban to 1 Azar
  Date.parse('2026-11-23T07:00:00Z'), // a plain morning
];

type Case = { seed: number; from: number; calls: number };
const cases = fc.record({
  seed: fc.integer({ min: 1, max: 2 ** 31 }),
  from: fc.constantFrom(...moments),
  calls: fc.integer({ min: 1, max: 14 }),
});

/** Other tellings of some of the events: by another link or system, only nearly right, supposed, with names, rings taken back. */
function toldAgain(events: readonly StoredEvent[], random: () => number): Record<string, unknown>[] {
  return events.flatMap((event, n) => {
    if (random() > 0.15) return [];
    const told: Record<string, unknown> = { ...event, id: `${event.id}~${n}` };
    if (random() < 0.5) told['at'] = event.at + Math.floor(random() * 4_000) - 2_000;
    if (random() < 0.2) told['source'] = 'pbx-b';
    const isTimed = ['call.joined', 'call.ringing', 'call.missed', 'call.answered', 'call.left', 'call.ended'];
    if (isTimed.includes(event.type) && random() < 0.6) told['approx'] = true;
    if (['call.joined', 'call.ringing', 'call.missed', 'call.answered'].includes(event.type) && random() < 0.6)
      told['name'] = `نام ${Math.floor(random() * 3)}`;
    if (event.type === 'call.ringing' && random() < 0.5) told['over'] = true;
    if (event.type === 'call.left') {
      if (random() < 0.5) told['supposed'] = random() < 0.5 ? 'reason' : 'leaving';
      if (random() < 0.5) told['reason'] = random() < 0.5 ? 'abandoned' : 'key';
    }
    for (const seconds of ['waited', 'talked'])
      if (random() < 0.4) Reflect.deleteProperty(told, seconds);
      else if (told[seconds] !== undefined && random() < 0.4) told[seconds] = Math.floor(random() * 60);
    return [told];
  });
}

/** Calls, contacts by hand with corrections, resyncs, desk words and the turning of days, all seeded. */
function eventsOf({ seed, from, calls }: Case): StoredEvent[] {
  const random = seededRandom(seed ^ 0x5bd1e995);
  const spread = random() < 0.3 ? (random() < 0.5 ? 40 : 100) * 24 * 3600_000 : 120_000;
  const events = generateCalls({ calls, from, spread, seed });
  const extra: Record<string, unknown>[] = [];
  for (let n = 0; n < 1 + random() * 4; n++) {
    const asOf = from + Math.floor(random() * spread * 1.2);
    const alive: Record<string, object> = {};
    for (const event of events)
      if (event.type === 'call.joined' && random() < 0.3)
        alive[event.call] = random() < 0.3 ? {} : { queue: event.queue, ...(random() < 0.4 && { desk: 'm-1' }) };
    extra.push({
      id: `resync/${n}`,
      type: 'source.resynced',
      at: asOf,
      system: random() < 0.85 ? 'pbx' : 'pbx-b',
      link: 'a',
      asOf,
      calls: alive,
      complete: random() < 0.8,
      counters: { q9: { completed: 0, abandoned: 0 } },
      ...(random() < 0.3 && { unheard: { q0: 2 } }),
      ...(random() < 0.5 && { names: { [`q${Math.floor(random() * 4)}`]: `صف ${Math.floor(random() * 3)}` } }),
    });
  }
  for (let n = 0; n < random() * 6; n++) {
    const contact = `c${n}`;
    const at = from + Math.floor(random() * spread);
    extra.push({
      id: `${contact}/r`,
      type: 'contact.registered',
      at,
      contact,
      channel: random() < 0.5 ? 'message' : 'post',
      topic: 'water',
    });
    if (random() < 0.4)
      extra.push({
        id: `${contact}/c`,
        type: 'contact.corrected',
        at: at + 1,
        contact,
        channel: 'visit',
        on: calendar.dayOf(from),
      });
    if (random() < 0.3) extra.push({ id: `${contact}/w`, type: 'contact.withdrawn', at: at + 2, contact });
  }
  for (let n = 0; n < random() * 12; n++) {
    const at = from + Math.floor(random() * spread);
    const states = ['free', 'busy', 'paused', 'away', 'unreachable'] as const;
    extra.push({
      id: `desk/${n}`,
      type: 'desk.state',
      at,
      desk: `m-${Math.floor(random() * 5)}`,
      queue: `q${Math.floor(random() * 2)}`,
      state: states[Math.floor(random() * 5)],
      name: `میز ${n}`,
      ...(random() < 0.2 && { source: 'pbx-b' }),
    });
  }
  for (let n = 0; n < random() * 5; n++) {
    const sitting = `s-${Math.floor(random() * 3)}`;
    const version = Math.floor(random() * 4);
    const start = from + Math.floor(random() * spread) - 3600_000;
    const time = { from: start, to: start + 60_000 + Math.floor(random() * 2 * 3600_000) };
    const place = {
      queue: `q${Math.floor(random() * 3)}`,
      ...(random() < 0.7 && { desk: `m-${Math.floor(random() * 5)}` }),
    };
    const common = { id: `sitting/${n}`, at: from + n, sitting, version };
    const kind = random();
    const official = { id: `o-${Math.floor(random() * 3)}`, name: 'نام' };
    if (kind < 0.7)
      extra.push({ ...common, type: 'sitting.scheduled', official, level: 'province', ...time, ...place });
    else if (kind < 0.9) extra.push({ ...common, type: 'sitting.moved', ...time, ...place });
    else extra.push({ ...common, type: 'sitting.cancelled', ...(random() < 0.4 && { mistaken: true }) });
  }
  const subjects = [
    ...events.flatMap((event) => (event.type === 'call.joined' ? [{ call: event.call }] : [])),
    ...extra.flatMap(({ type, contact }) => (type === 'contact.registered' ? [{ contact }] : [])),
  ];
  for (let n = 0; n < random() * 16; n++) {
    const at = from + Math.floor(random() * spread * 1.5);
    const subject = subjects[Math.floor(random() * subjects.length)];
    const step = (['referred', 'answered', 'closed', 'verified'] as const)[Math.floor(random() * 4)];
    const agency = random() < 0.5 ? { agency: `a-${Math.floor(random() * 3)}` } : {};
    const result = step === 'verified' ? { result: (['met', 'partly', 'unmet', 'unreachable'] as const)[n % 4] } : {};
    extra.push({ id: `case/${n}`, type: `case.${step}`, at, ...subject, ...agency, ...result });
  }
  for (let n = 0; n < random() * 3; n++) {
    const month = monthOf(
      calendar.dayOf(from + Math.floor(random() * spread) - (random() < 0.5 ? 30 * 86_400_000 : 0)),
    );
    extra.push({
      id: `import/${n}`,
      type: 'month.imported',
      at: from + n,
      month,
      contacts: 270 + n,
      byChannel: { phone: 242 },
    });
  }
  for (let n = 0; n < random() * 8; n++) {
    const at = from + Math.floor(random() * spread);
    const subject = `q${Math.floor(random() * 2)}`;
    const alert = `waiting/${subject}/${calendar.dayOf(at)}-${1 + Math.floor(random() * 2)}`;
    const level = random() < 0.5 ? 'watch' : 'act';
    const kind = random();
    const step = 1 + Math.floor(random() * 3);
    const limits = random() < 0.8 ? { limit: Math.floor(random() * 9) } : {};
    if (kind < 0.5)
      extra.push({
        id: `alert/${n}`,
        type: 'alert.raised',
        at,
        alert,
        rule: 'waiting',
        level,
        subject,
        value: n,
        limit: 2,
        step,
      });
    else if (kind < 0.65) extra.push({ id: `alert/${n}`, type: 'alert.seen', at, alert, by: `o-${n}` });
    else if (kind < 0.8) extra.push({ id: `alert/${n}`, type: 'alert.cleared', at, alert });
    else extra.push({ id: `limit/${n}`, type: 'threshold.set', at, rule: 'waiting', level, subject, ...limits });
  }
  extra.push(...toldAgain(events, random));
  const last = Math.max(...events.map((event) => event.at), from) + spread * 0.1;
  for (let at = from; at <= last; at += 20 * 3600_000) {
    const day = calendar.dayOf(at);
    extra.push({ id: `day/${day}`, type: 'day.started', at, day });
  }
  // A clock that was wrong: days to come are started and withdrawn, and some of them begun again when they really come.
  for (let n = 0; n < random() * 3; n++) {
    const at = from + Math.floor(random() * spread);
    const day = calendar.dayOf(at + Math.floor(1 + random() * 50) * 86_400_000);
    extra.push({ id: `wrong/${n}`, type: 'day.started', at, day });
    if (random() < 0.8) extra.push({ id: `wrong/${n}/withdrawn`, type: 'day.withdrawn', at: at + 1, day, nth: 1 });
    if (random() < 0.3) extra.push({ id: `wrong/${n}/2`, type: 'day.started', at: at + 2, day, nth: 2 });
  }
  return [...events, ...extra.map(storedUnchecked('pbx', from))].sort((a, b) => a.at - b.at);
}

/** The months in which anything lies. */
const monthsOf = (events: readonly StoredEvent[]): string[] => [
  ...new Set(events.map(({ at }) => monthOf(calendar.dayOf(at)))),
];
/** A month as it counts: one in which nothing counts any more is like one in which nothing ever did. */
const counted = (fold: ReturnType<typeof foldOf>, name: string): MonthOnBoard =>
  JSON.parse(JSON.stringify(fold.month(name) ?? emptyMonth())) as MonthOnBoard;

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const copy = [...list];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [copy[i], copy[j]] = [copy[j] as T, copy[i] as T];
  }
  return copy;
}

const balance = (c: CallCounters): number =>
  c.answered + c.abandoned + c.timedOut + c.leftByKey + c.leftOtherwise + c.lost + c.waiting;

describe('the laws of the board', () => {
  it('B2: any order and any repetition of the same events gives the same document', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const events = eventsOf(one);
        const random = seededRandom(one.seed);
        const again = shuffled([...events, ...events.filter(() => random() < 0.3)], random);
        const [straight, other] = [foldOf(events), foldOf(again)];
        expect(diff(straight.board, other.board)).toBeUndefined();
        for (const name of monthsOf(events)) expect(counted(other, name), name).toEqual(counted(straight, name));
      }),
      { numRuns: 300 },
    );
  });

  it('B2: seconds that are told with fractions add up alike in any order, and to nothing once they are taken back', () => {
    const at = Date.parse('2026-11-25T06:00:00Z');
    const stored = storedBy('x', at);
    const day = stored({ id: 'day', type: 'day.started', day: calendar.dayOf(at) });
    const told = [10.1, 20.2, 30.3].flatMap((seconds): StoredEvent[] => {
      const its = { call: `c${Math.floor(seconds)}`, queue: 'q' };
      return [
        stored({ ...its, id: `a${seconds}`, type: 'call.answered', desk: 'd', waited: seconds }),
        stored({ ...its, id: `e${seconds}`, type: 'call.ended', by: 'caller', talked: seconds }),
      ];
    });
    const withdrawn = told.map((event) =>
      stored({ id: `w${event.id}`, type: 'call.withdrawn', call: 'call' in event ? (event.call ?? '') : '' }),
    );
    const documentOf = (events: readonly StoredEvent[]): string => {
      const fold = createFold({ profile, calendar, past: pastFrom([]) });
      events.forEach((event, n) => fold.apply({ position: n + 1, event }));
      return canonical({ ...fold.board, queues: fold.board.queues['q']?.today, desks: fold.board.desks['d']?.today });
    };
    expect(documentOf([day, ...told])).toContain('"talkSeconds":60,');
    expect(documentOf([day, ...told])).toBe(documentOf([day, ...told.toReversed()]));
    expect(documentOf([day, ...told, ...withdrawn])).not.toContain('e-');
  });

  it('B3: offered is the sum of what became of it, per queue, day and month, at every moment, also of truncated sets', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const random = seededRandom(one.seed + 1);
        const events = shuffled(
          eventsOf(one).filter(() => random() < 0.8),
          random,
        );
        foldOf(events, ({ board }) => {
          let waiting = 0;
          for (const queue of Object.values(board.queues)) {
            expect(queue.today.offered).toBe(balance(queue.today));
            expect(queue.today.answered).toBeGreaterThanOrEqual(queue.today.completed + queue.today.talkUnknown);
            expect(Object.keys(queue.waits).length).toBe(Math.min(60, queue.waiting));
            waiting += queue.waiting;
          }
          expect(board.now.waiting).toBe(waiting);
          for (const month of Object.values(board.months)) expect(month.calls.offered).toBe(balance(month.calls));
          for (const sitting of Object.values(board.sittings)) {
            expect(sitting.offered).toBeGreaterThanOrEqual(sitting.answered + sitting.waiting + sitting.abandoned);
            expect(sitting.answered).toBeGreaterThanOrEqual(sitting.completed + sitting.talking);
          }
        });
      }),
      { numRuns: 150 },
    );
  });

  it('B4: the patches from any snapshot give the next one, however many events one patch covers', () => {
    fc.assert(
      fc.property(cases, fc.double({ min: 0.05, max: 1, noNaN: true }), (one, often) => {
        const random = seededRandom(one.seed + 2);
        const events = shuffled(eventsOf(one), random);
        let screen: unknown;
        foldOf(events, (fold) => {
          screen ??= (fold.takePatches(), JSON.parse(JSON.stringify(fold.board)));
          if (random() > often) return;
          for (const patch of fold.takePatches()) screen = applyPatch(screen, JSON.parse(JSON.stringify(patch)));
          expect(canonical(screen)).toBe(canonical(fold.board));
          expect(JSON.stringify(fold.board)).not.toContain('null');
        });
      }),
      { numRuns: 150 },
    );
  });

  it('contacts are the sum over days, counties, channels, topics and kinds; answers the sum over officials', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const events = shuffled(eventsOf(one), seededRandom(one.seed + 3));
        const fold = foldOf(events);
        const { board } = fold;
        const sum = (tally: Record<string, number>) => Object.values(tally).reduce((a, b) => a + b, 0);
        const everyMonth = monthsOf(events).map((name) => fold.month(name));
        for (const month of everyMonth) {
          if (month) expect(sum(month.byChannel), 'channels').toBe(month.contacts);
          if (!month || month.imported) continue;
          for (const by of ['byDay', 'byCounty', 'byChannel', 'byTopic', 'byKind', 'byAgency'] as const)
            expect(sum(month[by]), by).toBe(month.contacts);
          const hours = Object.values(month.byHour).reduce((total, tally) => total + sum(tally), 0);
          expect(hours).toBe(month.byChannel['phone'] ?? 0);
          const followed = Object.values(month.followUp);
          for (const step of ['registered', 'referred', 'answered', 'closed'] as const)
            expect(followed.reduce((total, agency) => total + agency[step], 0)).toBe(month.cases[step]);
          expect(month.cases.registered).toBe(month.contacts);
          expect(followed.reduce((total, { days }) => total + sum(days), 0)).toBe(month.cases.answered);
          for (const { open, referred, answered } of followed)
            expect(sum(open)).toBeLessThanOrEqual(referred - answered);
          const officials = Object.values(month.byOfficial).reduce((total, one) => total + one.answered, 0);
          expect(officials).toBe(month.calls.answered);
        }
        const months = board.month === undefined ? [] : [board.months[board.month]?.byCounty ?? {}];
        for (const byCounty of months)
          for (const [id, one] of Object.entries(board.counties)) expect(one.month).toBe(byCounty[id] ?? 0);
      }),
      { numRuns: 150 },
    );
  });

  it('B1: a checkpoint taken anywhere and gone on from gives the same document', () => {
    fc.assert(
      fc.property(cases, fc.double({ min: 0, max: 1, noNaN: true }), (one, where) => {
        const events = shuffled(eventsOf(one), seededRandom(one.seed + 4));
        const cut = Math.floor(events.length * where);
        const whole = foldOf(events);
        const head = createFold({ profile, calendar, past: pastFrom(events) });
        events.slice(0, cut).forEach((event, i) => head.apply({ position: i + 1, event }));
        const { state, months } = head.save();
        const read = (name: string) =>
          months[name] === undefined ? undefined : (JSON.parse(months[name]) as MonthOnBoard);
        const tail = createFold({ profile, calendar, past: pastFrom(events, read), saved: state });
        events.slice(cut).forEach((event, i) => tail.apply({ position: cut + i + 1, event }));
        expect(canonical(tail.board)).toBe(canonical(whole.board));
        for (const name of monthsOf(events)) expect(counted(tail, name)).toEqual(counted(whole, name));
      }),
      { numRuns: 150 },
    );
  });

  it('B7: memory holds the calls in progress and two months, not history', () => {
    const from = Date.parse('2026-01-01T06:00:00Z');
    const fold = createFold({ profile, calendar, past: pastFrom([]) });
    const sizes: number[] = [];
    let position = 0;
    for (let month = 0; month < 6; month++) {
      const start = from + month * 31 * 24 * 3600_000;
      for (let day = 0; day < 31; day++) {
        const at = start + day * 24 * 3600_000;
        const started = storedBy('x', at)({ id: `day/${at}`, type: 'day.started', day: calendar.dayOf(at) });
        fold.apply({ position: ++position, event: started });
        for (const event of generateCalls({
          calls: 20,
          from: at,
          spread: 3600_000,
          seed: month * 100 + day,
          unheard: 0,
        }))
          fold.apply({ position: ++position, event });
      }
      const { state, months } = fold.save();
      fold.kept(months);
      sizes.push(state.length);
    }
    expect(Object.keys(fold.board.months)).toEqual([monthBefore(fold.board.month ?? ''), fold.board.month]);
    expect(sizes.at(-1) ?? 0).toBeLessThan((sizes[2] ?? 0) * 1.1);
    expect(Object.values(fold.board.queues).every((queue) => queue.waiting === 0)).toBe(true);
  });
});
