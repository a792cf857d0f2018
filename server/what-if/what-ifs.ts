// What a sitting would have brought, and how good such answers were for the latest sittings: read from the ledger, simulated in slices.
import type { WhatIf } from '../../shared/api/what-if.ts';
import type { Calendar } from '../../shared/calendar.ts';
import type { Margins } from '../../shared/call-window.ts';
import { MINUTE } from '../../shared/time.ts';
import type { Scenario, Silence } from '../../shared/what-if.ts';
import type { Sitting } from '../board/sitting.ts';
import type { Visit } from '../board/visit.ts';
import type { PastVisits } from '../calls/past-visits.ts';
import type { Pace } from '../reading/pace.ts';
import type { History } from '../sittings/history.ts';
import { endedTalks, holdOut, LEAST_TALKS } from './hold-out.ts';
import { isBeside, windowOf } from './queue-window.ts';
import { rangesOf, SIMULATIONS } from './range.ts';
import { recordOf, type Seen, type Window } from './record.ts';

/** The latest sittings that are tested, and how many are looked at for these. */
const TESTED = 20;
const LOOKED_AT = 60;
/** A simulation of so many takes some milliseconds; nothing is read for longer at once. */
const MOST_CALLERS = 20_000;
/** Calls whose outcome is not known, of all: above that, the queue as it was is not known. */
const MOST_LOST = 0.1;

const asItWas: Scenario = { desks: 0, minutes: 0 };

type Parts = {
  history: Pick<History, 'find' | 'all'>;
  past: Pick<PastVisits, 'ofDay'>;
  calendar: Pick<Calendar, 'dayOf' | 'dayAfter'>;
  around: Margins;
  pace: Pace;
  now: () => number;
};

export type WhatIfs = { of: (id: string, scenario: Scenario) => Promise<WhatIf | undefined> };

export function createWhatIfs({ history, past, calendar, around, pace, now }: Parts): WhatIfs {
  const isOver = ({ to, standing }: Sitting): boolean => standing === 'planned' && to + around.after * MINUTE <= now();

  const visitsIn = async (
    { start, end }: Window,
    name: string,
    isAsked: (visit: Visit) => boolean,
  ): Promise<Visit[]> => {
    const found = new Map<string, Visit>();
    const last = calendar.dayOf(end);
    for (let day = calendar.dayOf(start); day <= last; day = calendar.dayAfter(day))
      for await (const piece of past.ofDay(day, undefined, [JSON.stringify(name)]))
        for (const { key, visit } of piece)
          if (isAsked(visit) && visit.joinedAt < end && (visit.answeredAt ?? visit.endedAt ?? end) > start)
            found.set(key, visit);
    return [...found.values()];
  };

  /** Planned, or the one whose callers were answered at its desk. */
  const queueOf = async (sitting: Sitting): Promise<string | undefined> => {
    const { queue, desk, id } = sitting;
    if (queue !== undefined || desk === undefined) return queue;
    const answered = await visitsIn(windowOf(sitting, [], around), desk, (visit) => visit.sitting === id);
    const counts = new Map<string, number>();
    for (const visit of answered) counts.set(visit.queue, (counts.get(visit.queue) ?? 0) + 1);
    return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
  };

  /** What happened in its queue; nothing where that is not known. */
  const read = async (
    sitting: Sitting,
    all: readonly Sitting[],
  ): Promise<{ queue: string; window: Window; visits: Visit[] } | Silence> => {
    const queue = await queueOf(sitting);
    if (queue === undefined) return 'no-queue';
    const window = windowOf({ ...sitting, queue }, all, around);
    const visits = await visitsIn(window, queue, (visit) => visit.queue === queue);
    if (visits.length > MOST_CALLERS) return 'too-many-callers';
    return areLost(visits) ? 'incomplete' : { queue, window, visits };
  };

  /** By sitting, version and day: of a day that is over little changes, and a figure that is a day old is good enough. */
  let tests: { day: string; results: Map<string, Promise<boolean | undefined>> } = { day: '', results: new Map() };

  const test = async (sitting: Sitting, all: readonly Sitting[]): Promise<boolean | undefined> => {
    const found = await read(sitting, all);
    const held = typeof found === 'string' ? undefined : holdOut(found.visits, found.window);
    if (!held) return undefined;
    const { answered } = await rangesOf(held.record, asItWas, sitting.id, pace);
    return held.answered >= answered.low && held.answered <= answered.high;
  };

  const accuracy = async (): Promise<WhatIf['accuracy']> => {
    const day = calendar.dayOf(now());
    if (tests.day !== day) tests = { day, results: new Map() };
    const { results } = tests;
    const all = history.all();
    const latest = all.filter(isOver).sort((a, b) => b.from - a.from || (a.id < b.id ? -1 : 1));
    const counted: Sitting[] = [];
    let [tested, within] = [0, 0];
    for (const sitting of latest.slice(0, LOOKED_AT)) {
      // Sittings beside each other in one queue are one test.
      if (counted.some((other) => isBeside(other, sitting))) continue;
      const key = `${sitting.id}/${sitting.version}`;
      const result = results.get(key) ?? test(sitting, all);
      results.set(key, result);
      const isWithin = await result.catch((error: unknown) => {
        results.delete(key);
        throw error;
      });
      if (isWithin === undefined) continue;
      counted.push(sitting);
      tested += 1;
      if (isWithin) within += 1;
      if (tested === TESTED) break;
    }
    return { tested, within };
  };

  return {
    async of(id, scenario) {
      const sitting = history.find(id);
      if (!sitting || sitting.standing === 'mistaken') return undefined;
      const silent = (reason: Silence, talks = 0): WhatIf => ({ silent: reason, talks, leastTalks: LEAST_TALKS });
      if (!isOver(sitting)) return silent('not-over');
      const known = await read(sitting, history.all());
      if (typeof known === 'string') return silent(known);
      const record = recordOf(known.visits, known.window);
      const talks = endedTalks(record);
      if (talks < LEAST_TALKS) return silent('too-few-talks', talks);
      return {
        talks,
        leastTalks: LEAST_TALKS,
        found: {
          queue: known.queue,
          desks: record.desks.length,
          hungUp: record.pool.patience.filter(({ ended }) => ended).length,
          simulations: SIMULATIONS,
          real: record.real,
          then: await rangesOf(record, scenario, id, pace),
        },
        accuracy: await accuracy(),
      };
    },
  };
}

const areLost = (visits: readonly Seen[]): boolean =>
  visits.filter(({ outcome }) => outcome === 'lost').length > MOST_LOST * visits.length;
