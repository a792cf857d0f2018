// The board of any moment is the fold of exactly what was recorded until then, from whatever state it is reached.
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createFold, FOLD_VERSION } from '../../server/board/fold.ts';
import type { Ledger } from '../../server/ledger/ledger.ts';
import { foldHash, loadProfile } from '../../server/profiles/load.ts';
import { createPace } from '../../server/reading/pace.ts';
import { belongsTo, positionAt } from '../../server/replay/known.ts';
import { createMoments } from '../../server/replay/moments.ts';
import { startReplayRun } from '../../server/replay/replay-run.ts';
import type { Board } from '../../shared/board.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { applyPatch, canonical } from '../../shared/patch.ts';
import { HOUR, MINUTE } from '../../shared/time.ts';
import { cases, eventsOf } from '../support/events-of-every-kind.ts';
import { openLog, tempLogFolder } from '../support/log-folder.ts';
import { pastFrom } from '../support/memory-log.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { storedBy } from '../support/stored-events.ts';

const calendar = createCalendar();
const profile = loadProfile('mazandaran');
const hash = foldHash(profile);
const pace = createPace();
/** Characters of a few states of a board. */
const MOST = 61_000;

/** Some are recorded late, by seconds or by days, and stand in the log where they were recorded. */
function recorded(events: readonly StoredEvent[], random: () => number): StoredEvent[] {
  const lateBy = (): number => (random() < 0.6 ? 0 : random() * (random() < 0.3 ? 20 * HOUR : MINUTE));
  // The log drops repeats.
  const once = new Map(events.map((event) => [`${event.source}/${event.id}`, event]));
  return [...once.values()]
    .map((event) => ({ ...event, recordedAt: Math.round(event.at + lateBy()) }))
    .sort((a, b) => a.recordedAt - b.recordedAt);
}

function foldOf(events: readonly StoredEvent[]) {
  const fold = createFold({ profile, calendar, past: pastFrom(events) });
  events.forEach((event, n) => fold.apply({ position: n + 1, event }));
  return fold;
}

/** A ledger with these events, and with the checkpoints of a server that stored some on its way. */
async function ledgerOf(events: readonly StoredEvent[], random: () => number): Promise<Ledger> {
  const place = tempLogFolder();
  const { log, ledger, close } = openLog(place.path);
  onTestFinished(async () => {
    await close();
    place.remove();
  });
  await log.append(events);
  const living = createFold({ profile, calendar, past: pastFrom(events) });
  for (const [n, event] of events.entries()) {
    living.apply({ position: n + 1, event });
    if (random() > 0.05) continue;
    const { state, months, isAnew } = living.save();
    const day = living.board.day;
    const about = { position: n + 1, foldVersion: FOLD_VERSION, foldHash: hash, ...(day && { day }) };
    await ledger.keep({ ...about, state, months, isAnew });
  }
  return ledger;
}

const runs = { numRuns: Number(process.env['RUNS'] ?? 8) };

describe('the board of a moment', () => {
  it('is the fold of exactly what was recorded until then, whatever came before and from whatever is kept', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (one) => {
        const random = seededRandom(one.seed ^ 0x1234);
        const events = recorded(eventsOf(one), random);
        const ledger = await ledgerOf(events, random);
        const moments = createMoments({ ledger, profile, calendar, pace, stateEvery: 5 });
        for (let n = 0; n < 6; n++) {
          const near = events[Math.floor(random() * events.length)]?.recordedAt ?? one.from;
          const at = near + Math.floor(random() * 3) - 1;
          const known = events.filter(({ recordedAt }) => recordedAt <= at);
          const fold = await moments.foldTo(moments.positionAt(at));
          expect(canonical(fold.board), `at ${at}`).toBe(canonical(foldOf(known).board));
        }
      }),
      runs,
    );
  });

  it('is with all that is known today the fold of that and of what was learned of it since', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (one) => {
        const random = seededRandom(one.seed ^ 0x4321);
        const events = recorded(eventsOf(one), random);
        const ledger = await ledgerOf(events, random);
        const moments = createMoments({ ledger, profile, calendar, pace, stateEvery: 5 });
        for (let n = 0; n < 4; n++) {
          const at = (events[Math.floor(random() * events.length)]?.at ?? one.from) + Math.floor(random() * 3) - 1;
          const belongs = belongsTo(at, calendar);
          const known = events.filter((event) => event.recordedAt <= at || belongs(event));
          const fold = await moments.knownNow(at);
          expect(canonical(fold.board), `at ${at}`).toBe(canonical(foldOf(known).board));
        }
      }),
      runs,
    );
  });

  it('gives back the states that it keeps beyond its limit', async () => {
    const random = seededRandom(7);
    const events = recorded(eventsOf({ seed: 7, from: Date.parse('2026-11-23T07:00:00Z'), calls: 14 }), random);
    const ledger = await ledgerOf(events, () => 1);
    const moments = createMoments({ ledger, profile, calendar, pace, stateEvery: 2, mostKept: MOST });
    await moments.foldTo(events.length);
    expect(moments.kept()).toBeGreaterThan(0);
    expect(moments.kept()).toBeLessThanOrEqual(MOST);
  });
});

it('a board begins with the state that a server of this profile has stored, not with the first event', async () => {
  const random = seededRandom(7);
  const events = recorded(eventsOf({ seed: 7, from: Date.parse('2026-11-23T07:00:00Z'), calls: 14 }), random);
  const ledger = await ledgerOf(events, () => 1);
  const place = Math.floor(events.length / 2);
  const { state, months, isAnew } = foldOf(events.slice(0, place)).save();
  await ledger.keep({
    position: place,
    foldVersion: FOLD_VERSION,
    foldHash: foldHash(profile),
    state,
    months,
    isAnew,
  });
  const read: number[] = [];
  const counted: Ledger = {
    ...ledger,
    after: (position, limit) => {
      read.push(position);
      return ledger.after(position, limit);
    },
  };
  await createMoments({ ledger: counted, profile, calendar, pace }).foldTo(events.length);
  expect(Math.min(...read)).toBe(place);
});

describe('a replay', () => {
  it('ends in the board of the living wall, from any moment, at any speed, dragged there and back', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (one) => {
        const random = seededRandom(one.seed ^ 0x777);
        const events = recorded(eventsOf(one), random);
        const ledger = await ledgerOf(events, random);
        const moments = createMoments({ ledger, profile, calendar, pace, stateEvery: 5 });
        const [first, last] = [events[0]?.recordedAt ?? 0, events.at(-1)?.recordedAt ?? 0];
        const span = last - first;
        let at = first + random() * span;
        const run = await startReplayRun(moments, { kind: 'full' }, at);
        let { rev, board } = structuredClone(run.see()) as { rev: number; board: Board };
        const go = async (to: number): Promise<void> => {
          at = to;
          for (const { from, to: next, patch } of structuredClone(await run.move(to))) {
            expect(from).toBe(rev);
            board = applyPatch(board, patch);
            rev = next;
          }
        };
        const step = span / (1 + Math.floor(random() * 120));
        for (let n = 0; n < 8; n++) {
          if (random() < 0.3) await go(first + random() * span);
          else await go(Math.min(last, at + step));
          const known = events.filter(({ recordedAt }) => recordedAt <= at);
          expect(canonical(board), `at ${at}`).toBe(canonical(foldOf(known).board));
        }
        await go(last);
        expect(canonical(board)).toBe(canonical(foldOf(events).board));
      }),
      runs,
    );
  });
});

describe('a moment in the log', () => {
  it('is found among positions with holes, before the first entry and behind the last', () => {
    const stored = storedBy('pbx', 0);
    const entries = [3, 4, 9, 17, 18].map((position) => ({
      position,
      event: stored({ type: 'source.up', id: `up/${position}`, at: position * 10, system: 'p', link: 'l' }),
    }));
    const ledger: Pick<Ledger, 'after' | 'last'> = {
      after: (position, limit) => entries.filter((entry) => entry.position > position).slice(0, limit),
      last: () => 18,
    };
    const found = [0, 29, 30, 39, 40, 89, 90, 169, 170, 180, 999].map((at) => positionAt(ledger, at));
    expect(found).toEqual([0, 0, 3, 3, 4, 4, 9, 9, 17, 18, 18]);
  });
});
