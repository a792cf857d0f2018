// The calls of a day of any age, counted as the board counts its day: each visit on the day in which it joined.
import { unheardBy } from '../board/gaps.ts';
import type { CallCounters } from '../../shared/board.ts';
import type { Calendar } from '../../shared/calendar.ts';
import { at, callCounters, contribute } from '../board/counters.ts';
import type { PastVisits } from '../calls/past-visits.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { pagesOf } from '../ledger/pages.ts';
import type { Pace } from '../reading/pace.ts';

type Parts = {
  past: Pick<PastVisits, 'ofDay'>;
  ledger: Pick<Ledger, 'byDay'>;
  calendar: Pick<Calendar, 'startOf' | 'dayAfter'>;
  pace: Pace;
};

/** Entries of the ledger read at a time. */
const PAGE = 500;

export async function callsOfDay(day: string, { past, ledger, calendar, pace }: Parts): Promise<CallCounters> {
  const row = new Float64Array(callCounters.length);
  const [from, to] = [calendar.startOf(day), calendar.startOf(calendar.dayAfter(day))];
  for await (const piece of past.ofDay(day))
    for (const { joinedAt, visit, missedBy } of piece) {
      if (joinedAt < from || joinedAt >= to) continue;
      contribute(row, visit, 1);
      row[at.missed] = (row[at.missed] ?? 0) + missedBy.length;
    }
  const { refused, unheard } = await turnedAway(day, { ledger, pace });
  const counters = Object.fromEntries(callCounters.map((name) => [name, row[at[name]] ?? 0])) as CallCounters;
  // Absent unless the telephone system reported it (B10).
  delete counters.refused;
  delete counters.unheard;
  return { ...counters, ...(refused > 0 && { refused }), ...(unheard > 0 && { unheard }) };
}

/** Calls that joined no queue: refused once per call and queue, and what a telephone system counted while no link was up. */
async function turnedAway(
  day: string,
  { ledger, pace }: Pick<Parts, 'ledger' | 'pace'>,
): Promise<{ refused: number; unheard: number }> {
  const refused = new Set<string>();
  let unheard = 0;
  for (const entries of pagesOf((after) => ledger.byDay(day, after, PAGE), PAGE)) {
    for (const { event } of entries) {
      if (event.type === 'call.refused') refused.add(`${event.queue} ${event.call}`);
      else if (event.type === 'source.resynced') for (const [, calls] of unheardBy(event)) unheard += calls;
    }
    if (entries.length === PAGE) await pace.turn();
  }
  return { refused: refused.size, unheard };
}
