// What belongs to each sitting, visit by visit, and what it adds up to. A visit is stored under its key, so applying it twice
// changes nothing.
import { noVisits, type SittingOnBoard } from '../../shared/board.ts';
import type { Sitting } from './sitting.ts';
import type { Visit } from './visit.ts';

/** Talks on the board, for the forecast. */
const LAST_TALKS = 12;

type Counted = Pick<Visit, 'outcome' | 'talk' | 'waited' | 'talked' | 'answeredAt' | 'endedAt' | 'key'>;
type Counters = ReturnType<typeof noVisits>;
export type Stats = Pick<SittingOnBoard, 'firstAnswerAt' | 'lastEndAt' | 'lastTalks'> & { counters: Counters };
export type SavedStats = Record<string, Counted[]>;

/** What visits add up to for their sitting. Pure: the ledger's old visits are summed up by it too. */
export function sumUp(visits: Iterable<Counted>, to: number): Stats {
  const counters = noVisits();
  let firstAnswerAt: number | undefined;
  let lastEndAt: number | undefined;
  const talks: { endedAt: number; talked: number; key: string }[] = [];
  for (const { outcome, talk, waited, talked, answeredAt, endedAt, key } of visits) {
    counters.offered++;
    if (outcome === 'waiting') {
      counters.waiting++;
      continue;
    }
    counters.waitSeconds += waited ?? 0;
    if (outcome !== 'answered') {
      if (outcome === 'abandoned') counters.abandoned++;
      // When its time was over, this one still waited.
      if (endedAt !== undefined && endedAt >= to) counters.notReached++;
      continue;
    }
    counters.answered++;
    if (answeredAt !== undefined) firstAnswerAt = Math.min(firstAnswerAt ?? Infinity, answeredAt);
    if (talk === 'talking') counters.talking++;
    else if (endedAt !== undefined) lastEndAt = Math.max(lastEndAt ?? -Infinity, endedAt);
    if (talk !== 'completed') continue;
    counters.completed++;
    counters.talkSeconds += talked ?? 0;
    talks.push({ endedAt: endedAt ?? answeredAt ?? 0, talked: talked ?? 0, key });
  }
  talks.sort((a, b) => a.endedAt - b.endedAt || (a.key < b.key ? -1 : 1));
  const before = Math.max(0, talks.length - LAST_TALKS);
  const lastTalks = Object.fromEntries(talks.slice(before).map(({ talked }, n) => [String(before + n + 1), talked]));
  return {
    counters,
    lastTalks,
    ...(firstAnswerAt !== undefined && { firstAnswerAt }),
    ...(lastEndAt !== undefined && { lastEndAt }),
  };
}

export function createSittingStats(saved: SavedStats = {}) {
  const sittings = new Map<string, Map<string, Counted>>(
    Object.entries(saved).map(([id, visits]) => [id, new Map(visits.map((visit) => [visit.key, visit]))]),
  );
  let touched = new Set<string>();

  return {
    put(sitting: string, { key, outcome, talk, waited, talked, answeredAt, endedAt }: Visit): void {
      let visits = sittings.get(sitting);
      if (!visits) sittings.set(sitting, (visits = new Map()));
      visits.set(key, { key, outcome, talk, waited, talked, answeredAt, endedAt });
      touched.add(sitting);
    },
    drop(sitting: string, key: string): void {
      if (sittings.get(sitting)?.delete(key)) touched.add(sitting);
    },
    forget(sitting: string): void {
      sittings.delete(sitting);
      touched.add(sitting);
    },
    read: ({ id, to }: Sitting): Stats => sumUp(sittings.get(id)?.values() ?? [], to),
    /** The sittings whose visits changed since the last take. */
    take(): ReadonlySet<string> {
      const changed = touched;
      touched = new Set();
      return changed;
    },
    save: (): SavedStats =>
      Object.fromEntries([...sittings].map(([id, visits]) => [id, [...visits.values()]] satisfies [string, Counted[]])),
  };
}
