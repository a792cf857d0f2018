// The announced sittings of a month with how each was kept, worked out from the log whenever it is asked for: so late facts,
// corrections and another timetable count.
import type { Calendar } from '../../shared/calendar.ts';
import { monthOf } from '../../shared/calendar.ts';
import { signedInParts } from '../../shared/desk-parts.ts';
import { noSittings, type SittingPromises } from '../../shared/promises.ts';
import { DAY } from '../../shared/time.ts';
import type { Sitting } from '../board/sitting.ts';
import type { PastVisits } from '../calls/past-visits.ts';
import type { DayFacts } from '../desk-times/desk-days.ts';
import { timesOf } from '../desk-times/parts-of-day.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Pace } from '../reading/pace.ts';
import type { History } from '../sittings/history.ts';
import type { Publications } from '../timetable/publications.ts';
import { judgeSitting, promisedAs, type Judged, type Presence } from './judge-sitting.ts';

/** A sitting that was moved further is not looked for. */
const FARTHEST_MOVE = 93 * DAY;

type Parts = {
  history: Pick<History, 'all'>;
  ledger: Pick<Ledger, 'bySubject'>;
  publications: Pick<Publications, 'all'>;
  past: Pick<PastVisits, 'ofDay'>;
  deskFacts: (day: string) => Promise<DayFacts>;
  calendar: Pick<Calendar, 'dayOf' | 'startOf' | 'dayAfter' | 'lengthOf'>;
  now: () => number;
  pace: Pace;
};
type Promised = { sitting: Sitting; promised: Pick<Sitting, 'from' | 'to' | 'official'> };
export type PromisedSitting = Promised & Judged & { firstAnswerAt?: number };
export type SittingsOfMonth = { counts: SittingPromises; sittings: PromisedSitting[] };

export function createSittingPromises(parts: Parts): (month: string) => Promise<SittingsOfMonth> {
  const { history, ledger, publications, past, deskFacts, calendar, now, pace } = parts;

  const promisedIn = async (month: string): Promise<Promised[]> => {
    const start = calendar.startOf(`${month}-01`);
    const end = start + 32 * DAY;
    const found: Promised[] = [];
    for (const sitting of history.all()) {
      if (sitting.to < start - FARTHEST_MOVE || sitting.from > end + FARTHEST_MOVE) continue;
      const events = ledger.bySubject(`sitting/${sitting.id}`).map(({ event }) => event);
      const promised = promisedAs(sitting.id, events, publications.all(), calendar);
      if (promised && monthOf(calendar.dayOf(promised.from)) === month) found.push({ sitting, promised });
      if (pace.isUsedUp()) await pace.turn();
    }
    return found.sort((a, b) => a.promised.from - b.promised.from || (a.sitting.id < b.sitting.id ? -1 : 1));
  };

  /** When each sitting had its first answer. */
  const answersOf = async (sittings: readonly Sitting[]): Promise<Map<string, number>> => {
    const wanted = new Set(sittings.map(({ id }) => id));
    const days = new Set(sittings.flatMap(({ from, to }) => [calendar.dayOf(from), calendar.dayOf(to)]));
    const first = new Map<string, number>();
    for (const day of days)
      for await (const piece of past.ofDay(day))
        for (const { visit } of piece) {
          const { sitting, answeredAt } = visit;
          if (sitting === undefined || answeredAt === undefined || !wanted.has(sitting)) continue;
          first.set(sitting, Math.min(first.get(sitting) ?? Infinity, answeredAt));
        }
    return first;
  };

  return async (month) => {
    await pace.turn();
    const all = await promisedIn(month);
    const over = all.flatMap(({ sitting }) => (sitting.standing === 'planned' && sitting.to <= now() ? [sitting] : []));
    const answers = await answersOf(over);
    const days = new Map<string, DayFacts>();
    const counts = noSittings();
    const sittings: PromisedSitting[] = [];
    for (const { sitting, promised } of all) {
      const firstAnswerAt = answers.get(sitting.id);
      const facts = { promised, sitting, firstAnswerAt, now: now() };
      let judged = judgeSitting({ ...facts, presence: () => undefined });
      // What desks did is read only where answers leave it open.
      if (judged.standing === 'unknown' && sitting.desk !== undefined) {
        const day = calendar.dayOf(sitting.from);
        const read = days.get(day) ?? (await deskFacts(day));
        days.set(day, read);
        judged = judgeSitting({ ...facts, presence: presenceAt(read, sitting.desk) });
      }
      counts[judged.standing] += 1;
      sittings.push({ sitting, promised, ...judged, ...(firstAnswerAt !== undefined && { firstAnswerAt }) });
    }
    return { counts, sittings };
  };
}

const presenceAt =
  ({ desks }: DayFacts, desk: string): Presence =>
  (from, to) => {
    const facts = desks.get(desk);
    if (!facts) return undefined;
    const { parts } = timesOf({ from, to, reports: facts.own, talks: facts.spoken, gaps: facts.gaps });
    if (signedInParts.some((part) => parts[part] > 0)) return true;
    return parts.unknown > 0 ? undefined : false;
  };
