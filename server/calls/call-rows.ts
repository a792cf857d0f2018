// The calls behind a figure, read from the ledger: one row per visit, newest first; those who wait stand longest first.
import type { Calendar } from '../../shared/calendar.ts';
import type { CallRow, Outcome } from '../../shared/api/calls.ts';
import type { CallPage, CallQuery, CallRows } from '../../shared/calls.ts';
import type { Fold } from '../board/fold-type.ts';
import type { Sitting } from '../board/sitting.ts';
import { createPace, inSlices, type Pace } from '../reading/pace.ts';
import { createSorted, type Sorted } from '../reading/sorted.ts';
import { newestFirst, outcomeOf, visitsOf, type PastVisit, type PastVisits, type PlaceOfVisit } from './past-visits.ts';

type Parts = {
  fold: Pick<Fold, 'inProgress'>;
  past: PastVisits;
  calendar: Calendar;
  findSitting: (id: string) => Sitting | undefined;
  pace?: Pace | undefined;
  /** Seconds that somebody who joined then has waited until now, by the clock of the queue's telephone system. */
  waitedSoFar?: ((queue: string, joinedAt: number) => number) | undefined;
};
type Found = Sorted<PlaceOfVisit, PastVisit>;
const oldestFirst = (a: PlaceOfVisit, b: PlaceOfVisit): number =>
  a.joinedAt - b.joinedAt || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

export function createCallRows({
  fold,
  past,
  calendar,
  findSitting,
  pace = createPace(),
  waitedSoFar,
}: Parts): CallRows {
  const boundsOf = (day: string): [from: number, to: number] => [
    calendar.startOf(day),
    calendar.startOf(calendar.dayAfter(day)),
  ];
  const isAsked = (one: PastVisit, query: CallQuery): boolean =>
    fits(one, query) && (query.hour === undefined || calendar.hourOf(one.joinedAt) === query.hour);

  /** A day's list is long and in order already: reading stops with the page. */
  const ofDay = async (day: string, query: CallQuery): Promise<CallPage> => {
    const [from, to] = boundsOf(day);
    const page: PastVisit[] = [];
    for await (const piece of past.ofDay(day, placeOf(query.after), textsOf(query), endOf(query)))
      for (const one of piece) {
        if (one.joinedAt < from || one.joinedAt >= to || !isAsked(one, query)) continue;
        if (page.length === query.limit) return pageOf(page, true);
        page.push(one);
      }
    return pageOf(page, false);
  };

  const waitingOfDay = async (day: string, query: CallQuery, found: Found): Promise<void> => {
    const [from, to] = boundsOf(day);
    for await (const piece of past.ofDay(day, undefined, textsOf(query), endOf(query)))
      for (const one of piece) if (one.joinedAt >= from && one.joinedAt < to && isAsked(one, query)) found.add(one);
  };

  const ofSitting = async (id: string, query: CallQuery, found: Found): Promise<void> => {
    const sitting = findSitting(id);
    if (!sitting) return;
    const taken = new Set<string>();
    for (const day of new Set([calendar.dayOf(sitting.from), calendar.dayOf(sitting.to)]))
      for await (const piece of past.ofDay(day, undefined, textsOf(query), endOf(query)))
        for (const one of piece) {
          if (taken.has(one.key) || !isAsked(one, query)) continue;
          taken.add(one.key);
          found.add(one);
        }
  };

  const inProgress = (query: CallQuery, found: Found): Promise<void> =>
    inSlices(pace, fold.inProgress(), ([, call]) => {
      for (const one of visitsOf(call))
        if ((one.visit.outcome === 'waiting' || one.visit.talk === 'talking') && isAsked(one, query)) found.add(one);
    });

  const rowNow = (one: PastVisit): CallRow => {
    const row = rowOf(one);
    return row.outcome === 'waiting' && waitedSoFar ? { ...row, waited: waitedSoFar(row.queue, row.joinedAt) } : row;
  };
  const pageOf = (page: readonly PastVisit[], isMore: boolean): CallPage => {
    const last = page.at(-1);
    return { rows: page.map(rowNow), ...(isMore && last && { next: `${last.joinedAt}~${last.key}` }) };
  };

  return {
    async list(query) {
      const { day, sitting, outcome, after, limit } = query;
      if (Number.isNaN(placeOf(after)?.joinedAt)) return { rows: [] };
      if (day !== undefined && outcome !== 'waiting') return ofDay(day, query);
      const found: Found = createSorted(outcome === 'waiting' ? oldestFirst : newestFirst);
      if (day !== undefined) await waitingOfDay(day, query, found);
      else if (sitting !== undefined) await ofSitting(sitting, query, found);
      else await inProgress(query, found);
      const place = placeOf(after);
      const page: PastVisit[] = [];
      for (let last = place; page.length <= limit; last = page.at(-1)) {
        const piece = found.behind(last);
        if (piece.length === 0) break;
        page.push(...piece);
      }
      return pageOf(page.slice(0, limit), page.length > limit);
    },
  };
}

/** The place that a cursor `joinedAt~call` names. */
function placeOf(cursor: string | undefined): PlaceOfVisit | undefined {
  if (cursor === undefined) return undefined;
  const [joinedAt = '', key = ''] = cursor.split('~');
  return { joinedAt: joinedAt === '' ? NaN : Number(joinedAt), key };
}

/** What the JSON of a visit contains when it may fit. */
const textsOf = ({ queue, desk, sitting, county }: CallQuery): string[] =>
  [queue, desk, sitting, county === 'unknown' ? undefined : county]
    .filter((id) => id !== undefined)
    .map((id) => JSON.stringify(id));

/** A missed call may have ended in any way. */
const endOf = ({ outcome }: CallQuery): Outcome | undefined => (outcome === 'missed' ? undefined : outcome);

function fits({ visit, tags, missedBy }: PastVisit, { queue, desk, sitting, outcome, county }: CallQuery): boolean {
  if (county !== undefined && (tags.county ?? 'unknown') !== county) return false;
  if (queue !== undefined && visit.queue !== queue) return false;
  if (sitting !== undefined && visit.sitting !== sitting) return false;
  if (outcome === 'missed') return desk === undefined ? missedBy.length > 0 : missedBy.includes(desk);
  if (desk !== undefined && visit.desk !== desk && !visit.missed.includes(desk)) return false;
  return outcome === undefined || outcomeOf[visit.outcome] === outcome;
}

export function rowOf({ tags, visit }: PastVisit): CallRow {
  const { key, queue, desk, joinedAt, answeredAt, endedAt, waited, waitApprox, talked, outcome, sitting } = visit;
  return {
    call: key,
    queue,
    ...(desk !== undefined && { desk }),
    ...(sitting !== undefined && { sitting }),
    county: tags.county ?? 'unknown',
    ...(tags.topic !== undefined && { topic: tags.topic }),
    joinedAt,
    ...(answeredAt !== undefined && { answeredAt }),
    ...(endedAt !== undefined && { endedAt }),
    ...(waited !== undefined && { waited }),
    ...(waitApprox && { waitApprox }),
    ...(talked !== undefined && { talked }),
    outcome: outcomeOf[outcome],
  };
}
