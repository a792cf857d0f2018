// The calls that have events on a day, or in a span of time.
import type { Calendar } from '../../shared/calendar.ts';
import type { Ledger } from './ledger.ts';
import { pagesOf } from './pages.ts';

const PAGE = 5_000;

/** Ids of the calls with an entry of that Jalali day before a position. */
export function callsOfDay(ledger: Pick<Ledger, 'byDay'>, day: string, before = Infinity): Set<string> {
  const ids = new Set<string>();
  for (const entries of pagesOf((after) => ledger.byDay(day, after, PAGE), PAGE))
    for (const { position, event } of entries) {
      if (position >= before) return ids;
      if (event.type.startsWith('call.') && 'call' in event && event.call) ids.add(event.call);
    }
  return ids;
}

/** Ids of the calls with an entry in the days from one moment to another (epoch ms); a little more than asked is no harm. */
export function callsBetween(
  ledger: Pick<Ledger, 'byDay'>,
  calendar: Calendar,
  [from, to]: readonly [number, number],
  before: number,
): Set<string> {
  const ids = new Set<string>();
  const last = calendar.dayOf(to);
  for (let day = calendar.dayOf(from); day <= last; day = calendar.dayAfter(day))
    for (const id of callsOfDay(ledger, day, before)) ids.add(id);
  return ids;
}
