// The calls behind a figure, read from the ledger: one row per visit, newest first.
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
};

export function createCallRows({ fold, past, calendar, findSitting }: Parts): CallRows {
  const inProgress = function* (): Iterable<Call> {
    for (const [, call] of fold.inProgress()) yield call;
  };
  const daysOf = ({ day, sitting: id }: CallQuery): string[] => {
    if (day !== undefined || id === undefined) return day === undefined ? [] : [day];
    const sitting = findSitting(id);
    if (!sitting) return [];
    return [...new Set([calendar.dayOf(sitting.from), calendar.dayOf(sitting.to)])];
  };

  return {
    list(query: CallQuery): CallPage {
      const { day, sitting, after, limit } = query;
      const rows = new Map<string, CallRow>();
      const take = (call: Call, isAsked: (visit: Visit) => boolean): void => {
        const missed = query.outcome === 'missed' ? missedHere(call, query) : undefined;
        for (const visit of call.visits) {
          const row = rowOf(call, visit);
          if (isAsked(visit) && fits(row, visit, query, missed)) rows.set(row.call, row);
        }
      };
      if (day === undefined && sitting === undefined)
        for (const call of inProgress()) take(call, ({ outcome, talk }) => outcome === 'waiting' || talk === 'talking');
      else
        for (const one of daysOf(query))
          for (const call of past.callsOf(one))
            take(call, ({ joinedAt }) => day === undefined || calendar.dayOf(joinedAt) === day);

      const list = [...rows.values()].sort((a, b) => b.joinedAt - a.joinedAt || (a.call < b.call ? -1 : 1));
      const begin = after === undefined ? 0 : list.findIndex((row) => isAfter(row, after));
      if (begin < 0) return { rows: [] };
      const page = list.slice(begin, begin + limit);
      const last = page.at(-1);
      return { rows: page, ...(last && begin + limit < list.length && { next: `${last.joinedAt}~${last.call}` }) };
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
  const { queue, desk, sitting, outcome } = query;
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

/** Whether a row comes after the cursor `joinedAt~call` in the order of the list. */
function isAfter(row: CallRow, cursor: string): boolean {
  const [joinedAt = '', call = ''] = cursor.split('~');
  return row.joinedAt < Number(joinedAt) || (row.joinedAt === Number(joinedAt) && row.call > call);
}
