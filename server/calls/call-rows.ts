// The calls behind a figure, read from the ledger: one row per visit, newest first; those who wait stand longest first.
import type { Calendar } from '../../shared/calendar.ts';
import type { CallPage, CallQuery, CallRow, CallRows, Outcome } from '../../shared/calls.ts';
import type { Call } from '../board/call.ts';
import { missedDesks } from '../board/counters.ts';
import type { Fold } from '../board/fold-type.ts';
import type { PastVisits } from './past-visits.ts';
import type { Sitting } from '../board/sitting.ts';
import type { Outcome as VisitOutcome, Visit } from '../board/visit.ts';

const outcomeOf: Record<VisitOutcome, Outcome> = {
  waiting: 'waiting',
  answered: 'answered',
  abandoned: 'abandoned',
  timeout: 'timedOut',
  key: 'leftByKey',
  empty: 'leftOtherwise',
  withdrawn: 'leftOtherwise',
  other: 'leftOtherwise',
  lost: 'lost',
};

type Parts = {
  fold: Pick<Fold, 'inProgress'>;
  past: PastVisits;
  calendar: Calendar;
  findSitting: (id: string) => Sitting | undefined;
  /** Seconds that somebody who joined then has waited until now, by the clock of the queue's telephone system. */
  waitedSoFar?: ((queue: string, joinedAt: number) => number) | undefined;
};

export function createCallRows({ fold, past, calendar, findSitting, waitedSoFar }: Parts): CallRows {
  const inProgress = function* (): Iterable<Call> {
    for (const [, call] of fold.inProgress()) yield call;
  };
  const daysOf = ({ day, sitting: id }: CallQuery): string[] => {
    if (day !== undefined || id === undefined) return day === undefined ? [] : [day];
    const sitting = findSitting(id);
    if (!sitting) return [];
    return [...new Set([calendar.dayOf(sitting.from), calendar.dayOf(sitting.to)])];
  };

  const running = (row: CallRow): CallRow =>
    row.outcome === 'waiting' && waitedSoFar ? { ...row, waited: waitedSoFar(row.queue, row.joinedAt) } : row;

  return {
    list(query: CallQuery): CallPage {
      const { day, sitting, after, limit } = query;
      const rows = new Map<string, CallRow>();
      const take = (call: Call, isAsked: (visit: Visit) => boolean): void => {
        const missed = query.outcome === 'missed' ? missedHere(call, query) : undefined;
        for (const visit of call.visits) {
          const row = rowOf(call, visit);
          if (query.hour !== undefined && calendar.hourOf(row.joinedAt) !== query.hour) continue;
          if (isAsked(visit) && fits(row, visit, query, missed)) rows.set(row.call, row);
        }
      };
      if (day === undefined && sitting === undefined)
        for (const call of inProgress()) take(call, ({ outcome, talk }) => outcome === 'waiting' || talk === 'talking');
      else
        for (const one of daysOf(query))
          for (const call of past.callsOf(one))
            take(call, ({ joinedAt }) => day === undefined || calendar.dayOf(joinedAt) === day);

      const order = query.outcome === 'waiting' ? oldestFirst : newestFirst;
      const list = [...rows.values()].sort(order);
      const begin = after === undefined ? 0 : beginAfter(list, after, order);
      if (begin === undefined) return { rows: [] };
      const page = list.slice(begin, begin + limit);
      const last = page.at(-1);
      const isLast = !last || begin + limit >= list.length;
      return { rows: page.map(running), ...(!isLast && { next: `${last.joinedAt}~${last.call}` }) };
    },
  };
}

/** The visits at which a desk counts this call as missed: the first of each queue, as the counter does. */
const missedHere = (call: Call, { desk }: CallQuery): ReadonlySet<Visit> =>
  new Set(
    missedDesks(call.visits)
      .filter((missed) => desk === undefined || missed.desk === desk)
      .map(({ visit }) => visit),
  );

function fits(row: CallRow, visit: Visit, query: CallQuery, missed: ReadonlySet<Visit> | undefined): boolean {
  const { queue, desk, sitting, outcome, county } = query;
  if (county !== undefined && row.county !== county) return false;
  if (queue !== undefined && row.queue !== queue) return false;
  if (sitting !== undefined && visit.sitting !== sitting) return false;
  if (missed) return missed.has(visit);
  if (desk !== undefined && row.desk !== desk && !visit.missed.includes(desk)) return false;
  return outcome === undefined || row.outcome === outcome;
}

function rowOf({ tags }: Call, visit: Visit): CallRow {
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

type Place = Pick<CallRow, 'joinedAt' | 'call'>;
type Order = (a: Place, b: Place) => number;
const byCall = (a: Place, b: Place): number => (a.call < b.call ? -1 : a.call > b.call ? 1 : 0);
const newestFirst: Order = (a, b) => b.joinedAt - a.joinedAt || byCall(a, b);
const oldestFirst: Order = (a, b) => a.joinedAt - b.joinedAt || byCall(a, b);

/** Where the rows behind the cursor `joinedAt~call` begin; undefined: there are none, or it is no cursor. */
function beginAfter(list: readonly CallRow[], cursor: string, order: Order): number | undefined {
  const [joinedAt = '', call = ''] = cursor.split('~');
  const place = { joinedAt: joinedAt === '' ? NaN : Number(joinedAt), call };
  if (Number.isNaN(place.joinedAt)) return undefined;
  const found = list.findIndex((row) => order(row, place) > 0);
  return found < 0 ? undefined : found;
}
