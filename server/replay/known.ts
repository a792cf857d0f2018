// What was known at a moment, and what is known of it today.
import type { Calendar } from '../../shared/calendar.ts';
import type { EventType, LogEntry, StoredEvent } from '../../shared/event.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { pagesOf } from '../ledger/pages.ts';

const PAGE = 2_000;

/**
 * Position of the last entry that was recorded until then; 0 where there is none. Entries stand in the log in the order in which
 * they were recorded; where a node appended a few of them late, the moment falls beside these.
 */
export function positionAt(ledger: Pick<Ledger, 'after' | 'last'>, at: number): number {
  let known = 0;
  let unknown = ledger.last() + 1;
  while (unknown - known > 1) {
    const [entry] = ledger.after(known + Math.floor((unknown - known) / 2) - 1, 1);
    // Positions of a shared log may have holes.
    if (entry === undefined || entry.position >= unknown) unknown = known + Math.floor((unknown - known) / 2);
    else if (entry.event.recordedAt <= at) known = entry.position;
    else unknown = known + Math.floor((unknown - known) / 2);
  }
  return known;
}

/** They correct something earlier, so they count from the moment that they are about. */
const corrections: ReadonlySet<EventType> = new Set([
  'contact.corrected',
  'contact.tagged',
  'contact.withdrawn',
  'call.tagged',
  'call.withdrawn',
]);

/** The first day of which nothing is read: a telephone system corrects its calls, without an author, by the day after at the latest. */
const endOfReading = (at: number, calendar: Calendar): string =>
  calendar.dayAfter(calendar.dayAfter(calendar.dayOf(at)));

/** Whether an event that was recorded later belongs to the board of that moment as it is known today. */
export function belongsTo(at: number, calendar: Calendar): (event: StoredEvent) => boolean {
  const day = calendar.dayOf(at);
  const end = calendar.startOf(endOfReading(at, calendar));
  const hasAuthor = (event: StoredEvent): boolean => 'by' in event && event.by !== undefined;
  return (event) =>
    event.at <= at ||
    (corrections.has(event.type) && (!event.type.startsWith('call.') || hasAuthor(event) || event.at < end)) ||
    // Written down by hand for an earlier day.
    (event.type === 'contact.registered' && event.on !== undefined && event.on < day);
}

/** What was recorded after a position and belongs to the board of a moment, in log order, with room for others in between. */
export async function learnedSince(
  ledger: Pick<Ledger, 'byDay' | 'dayBefore' | 'changes'>,
  calendar: Calendar,
  [position, at]: readonly [number, number],
  turn: () => Promise<void>,
): Promise<LogEntry[]> {
  const belongs = belongsTo(at, calendar);
  const found = new Map<number, LogEntry>();
  const take = (entries: readonly LogEntry[]): void => {
    for (const entry of entries) if (belongs(entry.event)) found.set(entry.position, entry);
  };
  for (let day = ledger.dayBefore(endOfReading(at, calendar)); day !== undefined; day = ledger.dayBefore(day)) {
    const read = day;
    for (const entries of pagesOf((after) => ledger.byDay(read, after, PAGE), PAGE, position)) {
      take(entries);
      if (entries.length === PAGE) await turn();
    }
  }
  for (let before = Number.MAX_SAFE_INTEGER; before > position;) {
    const entries = ledger.changes(before, PAGE);
    take(entries.filter((entry) => entry.position > position));
    if (entries.length < PAGE) break;
    before = entries.at(-1)?.position ?? 0;
    await turn();
  }
  return [...found.values()].sort((a, b) => a.position - b.position);
}
