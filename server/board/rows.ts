// The calls behind a figure, read from the ledger: one row per visit, newest first.
import type { Calendar } from '../../shared/calendar.ts';
import type { CallPage, CallQuery, CallRow, CallRows, Outcome } from '../http/calls.ts';
import { callsOfDay } from '../ledger/calls-of-days.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Call } from './call.ts';
import type { Fold } from './fold.ts';
import type { Outcome as VisitOutcome } from './visit.ts';

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
  fold: Pick<Fold, 'readCall' | 'inProgress'>;
  ledger: Pick<Ledger, 'byDay' | 'bySubject'>;
  calendar: Calendar;
};

export function createCallRows({ fold, ledger, calendar }: Parts): CallRows {
  /** Calls that something happened to on a day; only those that joined then are that day's. */
  const callsOf = function* (day: string): Iterable<Call> {
    for (const id of callsOfDay(ledger, day)) {
      const events = ledger.bySubject(`call/${id}`).map(({ event }) => event);
      yield fold.readCall(id, events);
    }
  };

  return {
    list({ day, queue, desk, sitting, outcome, after, limit }: CallQuery): CallPage {
      // No call belongs to a sitting before sittings are entered.
      if (sitting !== undefined) return { rows: [] };
      const rows: CallRow[] = [];
      const calls = day === undefined ? [...fold.inProgress()].map(([, call]) => call) : callsOf(day);
      for (const call of calls)
        for (const visit of call.visits) {
          if (
            day === undefined
              ? visit.outcome !== 'waiting' && visit.talk !== 'talking'
              : calendar.dayOf(visit.joinedAt) !== day
          )
            continue;
          const row: CallRow = {
            call: visit.key,
            queue: visit.queue,
            ...(visit.desk !== undefined && { desk: visit.desk }),
            county: call.tags.county ?? 'unknown',
            ...(call.tags.topic !== undefined && { topic: call.tags.topic }),
            joinedAt: visit.joinedAt,
            ...(visit.answeredAt !== undefined && { answeredAt: visit.answeredAt }),
            ...(visit.endedAt !== undefined && { endedAt: visit.endedAt }),
            outcome: outcomeOf[visit.outcome],
          };
          if (queue !== undefined && row.queue !== queue) continue;
          if (desk !== undefined && row.desk !== desk && !visit.missed.includes(desk)) continue;
          if (outcome !== undefined && row.outcome !== outcome) continue;
          rows.push(row);
        }
      rows.sort((a, b) => b.joinedAt - a.joinedAt || (a.call < b.call ? -1 : 1));
      const begin = after === undefined ? 0 : rows.findIndex((row) => isAfter(row, after));
      if (begin < 0) return { rows: [] };
      const page = rows.slice(begin, begin + limit);
      const last = page.at(-1);
      return { rows: page, ...(last && begin + limit < rows.length && { next: `${last.joinedAt}~${last.call}` }) };
    },
  };
}

/** Whether a row comes after the cursor `joinedAt~call` in the order of the list. */
function isAfter(row: CallRow, cursor: string): boolean {
  const [joinedAt = '', call = ''] = cursor.split('~');
  return row.joinedAt < Number(joinedAt) || (row.joinedAt === Number(joinedAt) && row.call > call);
}
