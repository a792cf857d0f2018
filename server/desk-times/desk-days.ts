// How desks spent a day, worked out from the ledger whenever it is asked for: so late facts and corrections count.
import type { DeskDay } from '../../shared/api/desk-times.ts';
import { signedInParts } from '../../shared/desk-parts.ts';
import type { Board } from '../../shared/board.ts';
import type { Calendar } from '../../shared/calendar.ts';
import type { LogEntry, StoredEvent, StoredOf } from '../../shared/event.ts';
import type { Name } from '../../shared/wire.ts';
import type { DeviceState } from '../board/believe.ts';
import { latest, type Reported } from '../board/merge-rules.ts';
import type { Fold } from '../board/fold-type.ts';
import { calledAs } from '../board/put-name.ts';
import { nameIn } from '../../shared/naming.ts';
import { readSaved } from '../board/saved.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { createLinkChanges } from '../ledger/link-changes.ts';
import { pagesOf } from '../ledger/pages.ts';
import { gapsWithin, linkGaps, type LinkGap } from '../ledger/link-gaps.ts';
import type { Pace } from '../reading/pace.ts';
import { timesOf, type DeskReport, type DeskTalk } from './parts-of-day.ts';
import { isOfTalks, talksOf } from './talks.ts';

const PAGE = 2_000;
/** Entries between a kept state and the day; with more of them, what a desk did before its first report is unknown. */
const MOST_BETWEEN = 100_000;

type Parts = {
  ledger: Pick<Ledger, 'byDay' | 'after' | 'bySubject' | 'bySubjects' | 'last' | 'checkpointUpTo'>;
  calendar: Calendar;
  foldVersion: number;
  foldHash: string;
  board: () => Pick<Board, 'desks'>;
  isIgnored: (queue: string) => boolean;
  now: () => number;
  pace: Pace;
};
/** What was reported of a desk on a day: from it follows how any stretch of the day was spent. */
export type DeskFacts = { own: DeskReport[]; spoken: DeskTalk[]; gaps: LinkGap[] };
export type DayFacts = { day: string; from: number; to: number; desks: ReadonlyMap<string, DeskFacts> };
export type DeskDays = { day: string; from: number; to: number; desks: DeskDay[] };
/** By desk and queue. */
type Latest = Map<string, Map<string, Reported<DeviceState>>>;

export function createDeskDays(parts: Parts & { nameOf: (desk: string) => Name }): (day: string) => Promise<DeskDays> {
  const { nameOf, pace } = parts;
  const readFacts = createDeskFacts(parts);
  return async (day) => {
    const { from, to, desks: facts } = await readFacts(day);
    const desks: DeskDay[] = [];
    for (const [desk, { own, spoken, gaps }] of facts) {
      if (pace.isUsedUp()) await pace.turn();
      // One that left before and was not there on that day.
      if (spoken.length === 0 && own.every(({ report }) => report.at < from && report.value.state === 'away')) continue;
      desks.push(dayOf(desk, { name: nameOf(desk), from, to, own, spoken, gaps }));
    }
    // By name, never by what they did.
    return { day, from, to, desks: desks.sort((a, b) => a.name.fa.localeCompare(b.name.fa, 'fa')) };
  };
}

export function createDeskFacts(parts: Parts): (day: string) => Promise<DayFacts> {
  const { ledger, calendar, board, isIgnored, now, pace } = parts;
  const linkChanges = createLinkChanges(ledger);

  const each = async (read: (after: number) => LogEntry[], use: (entry: LogEntry) => boolean): Promise<void> => {
    for (const entries of pagesOf(read, PAGE)) {
      for (const entry of entries) if (!use(entry)) return;
      if (entries.length === PAGE) await pace.turn();
    }
  };

  /** The latest states before a day, from the nearest state of the board that is kept; nothing where none is. */
  const latestBefore = async (from: number, first: number): Promise<Latest> => {
    const found: Latest = new Map();
    const kept = ledger.checkpointUpTo(parts.foldVersion, parts.foldHash, first - 1);
    if (!kept) return found;
    for (const [desk, { words: saved }] of Object.entries(readSaved(kept.state).desks))
      found.set(desk, new Map(Object.entries(saved).filter(([, report]) => report.at < from)));
    let read = 0;
    let isTooFar = false;
    await each(
      (after) => ledger.after(Math.max(after, kept.position), PAGE),
      ({ position, event }) => {
        isTooFar = ++read > MOST_BETWEEN;
        if (position >= first || isTooFar) return false;
        if (event.type === 'desk.state' && event.at < from) put(found, event);
        return true;
      },
    );
    return isTooFar ? new Map() : found;
  };

  return async (day) => {
    const from = calendar.startOf(day);
    const to = Math.max(from, Math.min(calendar.startOf(calendar.dayAfter(day)), now()));
    const events: StoredEvent[] = [];
    let first = Infinity;
    await pace.turn();
    await each(
      (after) => ledger.byDay(day, after, PAGE),
      ({ position, event }) => {
        first = Math.min(first, position);
        if (isOfDesks(event) && event.at < to) events.push(event);
        return true;
      },
    );
    const before = first === Infinity ? new Map<never, never>() : await latestBefore(from, first);
    const gaps = gapsWithin(linkGaps(linkChanges()), from, to);
    const reports = new Map<string, DeskReport[]>();
    const add = (desk: string, queue: string, report: Reported<DeviceState>): void => {
      if (queue !== '' && isIgnored(queue)) return;
      const known = reports.get(desk) ?? [];
      known.push({ queue, report });
      reports.set(desk, known);
    };
    for (const [desk, queues] of before) for (const [queue, report] of queues) add(desk, queue, report);
    for (const event of events) {
      if (pace.isUsedUp()) await pace.turn();
      if (event.type === 'desk.state') add(event.desk, event.queue ?? '', reportOf(event));
    }
    const known = {
      from,
      to,
      talking: (desk: string) => board().desks[desk]?.call?.answeredAt,
      nextReport: (desk: string, at: number) =>
        reports.get(desk)?.reduce((next, { report }) => (report.at > at ? Math.min(next, report.at) : next), to) ?? to,
    };
    const eventsOf = (call: string): StoredEvent[] => ledger.bySubject(`call/${call}`).map(({ event }) => event);
    const talks = await talksOf(events, eventsOf, known, pace);

    const desks = new Map<string, DeskFacts>();
    for (const desk of new Set([...reports.keys(), ...talks.keys()])) {
      const own = reports.get(desk) ?? [];
      desks.set(desk, { own, spoken: talks.get(desk) ?? [], gaps: gapsOf(own, gaps) });
    }
    return { day, from, to, desks };
  };
}

type OfDesk = DeskFacts & { name: Name; from: number; to: number };

function dayOf(desk: string, { name, from, to, own, spoken, gaps }: OfDesk): DeskDay {
  const { parts, pausedBy } = timesOf({ from, to, reports: own, talks: spoken, gaps });
  return {
    desk,
    name,
    signedIn: signedInParts.reduce((sum, part) => sum + parts[part], 0),
    answered: spoken.filter((talk) => talk.from >= from).length,
    parts,
    pausedBy: Object.fromEntries(Object.entries(pausedBy).map(([reason, time]) => [reason || 'unknown', time])),
  };
}

const isOfDesks = (event: StoredEvent): boolean => event.type === 'desk.state' || isOfTalks(event);

const reportOf = ({ state, reason, at, approx, id, source }: StoredOf<'desk.state'>): Reported<DeviceState> => ({
  value: { state, reason },
  at,
  approx: approx === true,
  id,
  source,
});

function put(found: Latest, event: StoredOf<'desk.state'>): void {
  const queues = found.get(event.desk) ?? new Map<string, Reported<DeviceState>>();
  const queue = event.queue ?? '';
  queues.set(queue, latest(queues.get(queue), reportOf(event)));
  found.set(event.desk, queues);
}

/** What a desk does is unknown while no link is up to any one of the systems that report it. */
function gapsOf(reports: readonly DeskReport[], gaps: readonly LinkGap[]): LinkGap[] {
  const systems = new Set(reports.map(({ report }) => report.source));
  return gaps.filter(({ system }) => systems.has(system));
}

/** What desks are called now, also those that are not on the board any more. */
export const deskNames =
  ({ naming, reported }: Pick<Fold, 'naming' | 'reported'>) =>
  (desk: string): Name => {
    const known = reported.desks().find(([id]) => id === desk)?.[1];
    const called = calledAs({ given: naming.deskNames(desk), reported: known?.name?.value, id: desk });
    return { fa: nameIn(called, 'fa'), en: nameIn(called, 'en') };
  };
