// Answers a source's questions from the ledger and the board.
import type { StoredEvent, StoredOf } from '../../shared/event.ts';
import type { Fold } from '../board/fold-type.ts';
import { createNumbers, type Numbered } from '../board/visit-numbers.ts';
import { unheardBy } from '../board/gaps.ts';
import { LOGGED, SEEN, UNREPORTED } from '../board/seen.ts';
import { createFinished } from './finished.ts';
import type { KnownVisit, KnownCalls, Certainty } from './known-calls.ts';

type Parts = {
  fold: Pick<Fold, 'openCalls' | 'supposedCalls' | 'latestDeskState' | 'desksIn' | 'lastAt'>;
  /** Events of one subject, in log order. */
  bySubject: (subject: string) => readonly StoredEvent[];
  /**
   * Events in log order from RECORDED_BEFORE before a resync of the system, which is among them; from where the cursor stands, which goes
   * along.
   */
  since: (resync: StoredEvent, cursor: Cursor) => Iterable<StoredEvent>;
};
/** A position in the log, where the reader can go on from one. */
export type Cursor = { position?: number };

/**
 * So many events before a resync are looked through for what other nodes recorded while its counters were on their way into the log. It
 * bounds the reading: what lies behind a larger batch that came in between is not found.
 */
export const RECORDED_BEFORE = 500;

/** Events that are counted before others have their turn. */
const PIECE = 2_000;

export function createRecall({ fold, bySubject, since }: Parts): KnownCalls {
  const counting = new Map<string, { finished: ReturnType<typeof createFinished>; cursor: Cursor; isBusy: boolean }>();

  const resyncsOf = (system: string) =>
    bySubject(`system/${system}`).filter(
      (event): event is StoredOf<'source.resynced'> => event.type === 'source.resynced',
    );
  const lastOf = (system: string) => resyncsOf(system).findLast((event) => event.counters !== undefined);

  /** By queue, also of the resyncs since, which compared nothing but finished calls; less what was `reported` after all. */
  const aheadSince = (
    last: StoredOf<'source.resynced'>,
    reported: Readonly<Record<string, number>>,
  ): Record<string, number> => {
    const ahead: Record<string, number> = {};
    const all = resyncsOf(last.system);
    for (const event of all.slice(all.findIndex(({ id }) => id === last.id)))
      for (const [queue, calls] of Object.entries(event.ahead ?? {})) ahead[queue] = (ahead[queue] ?? 0) + calls;
    for (const [queue, calls] of Object.entries(reported)) ahead[queue] = Math.max(0, (ahead[queue] ?? 0) - calls);
    return ahead;
  };

  /** What was counted before goes on, unless there is a newer resync, or it cannot go on. */
  const countingSince = (last: StoredOf<'source.resynced'>) => {
    const { id, system, at } = last;
    const known = counting.get(system);
    if (known?.finished.resync === id && known.cursor.position !== undefined && !known.isBusy) return known;
    const fresh = { finished: createFinished(system, id, at), cursor: {}, isBusy: false };
    counting.set(system, fresh);
    return fresh;
  };

  return {
    visits: (call) => knownVisits(bySubject(`call/${call}`)),
    openCalls: fold.openCalls,
    supposedCalls: fold.supposedCalls,
    latestDeskState: fold.latestDeskState,
    desksIn: fold.desksIn,
    lastAt: fold.lastAt,
    sinceResync(system, counts) {
      const last = lastOf(system);
      if (!last) return undefined;
      const { finished, cursor } = countingSince(last);
      for (const event of since(last, cursor)) finished.take(event, counts(event, last.at));
      const { at, counters = {} } = last;
      const { counts: all, late, reported, after: finishedAfter } = finished;
      return { at, counters, ahead: aheadSince(last, reported), finished: all, late, finishedAfter };
    },
    unheardSince(system, from) {
      const counts: Record<string, number> = {};
      for (const event of bySubject(`system/${system}`))
        if (event.type === 'source.resynced' && event.at >= from)
          for (const [queue, calls] of unheardBy(event)) counts[queue] = (counts[queue] ?? 0) + calls;
      return counts;
    },
    async readAhead(system, counts, pause) {
      const last = lastOf(system);
      if (!last) return;
      const one = countingSince(last);
      one.isBusy = true;
      let taken = 0;
      for (const event of since(last, one.cursor)) {
        one.finished.take(event, counts(event, last.at));
        if (++taken % PIECE !== 0) continue;
        if (await pause()) return;
      }
      one.isBusy = false;
    },
  };
}

/** The visits of one call by its events. */
export function knownVisits(events: readonly StoredEvent[]): KnownVisit[] {
  const visits = new Map<Numbered | number, KnownVisit & { missed: string[] }>();
  const visitOf = createNumbers(events);
  for (const event of events) {
    if (!('visit' in event) && !event.type.startsWith('call.')) continue;
    if (!('queue' in event) && event.type !== 'call.ended') continue;
    if (event.type === 'call.refused' || !event.type.startsWith('call.')) continue;
    const queue = 'queue' in event ? (event.queue ?? '') : '';
    const { number, key } = visitOf(event);
    const visit = visits.get(key) ?? {
      number,
      queue,
      joinedAt: event.at,
      loggedAt: undefined,
      joined: undefined,
      wasLogged: false,
      isImplied: false,
      desk: undefined,
      answered: undefined,
      isAnswerSeen: false,
      left: undefined,
      isHungUp: false,
      isAssumed: false,
      isTakenOut: false,
      ended: undefined,
      answeredAt: undefined,
      leftAt: undefined,
      endedAt: undefined,
      missed: [],
    };
    visits.set(key, visit);
    const better = (known: Certainty | undefined): Certainty =>
      known === 'exact' || !('approx' in event && event.approx) ? 'exact' : 'approx';
    if (visit.queue === '') visit.queue = queue;
    switch (event.type) {
      case 'call.joined': {
        const certainty = better(visit.joined);
        const isSeen = event.id.endsWith(`~${SEEN}`);
        if (visit.joined !== 'exact' && !(isSeen && visit.joined)) visit.joinedAt = event.at;
        visit.isImplied = isSeen && (visit.joined === undefined || visit.isImplied);
        visit.joined = certainty;
        if (event.id.endsWith(`~${LOGGED}`)) Object.assign(visit, { wasLogged: true, loggedAt: event.at });
        visit.queue = event.queue;
        break;
      }
      case 'call.answered':
        visit.isAnswerSeen = event.id.endsWith(`~${SEEN}`) && (visit.answered === undefined || visit.isAnswerSeen);
        visit.answered = better(visit.answered);
        visit.answeredAt = event.at;
        visit.desk = event.desk;
        break;
      case 'call.left': {
        const isAssumed = event.supposed !== undefined || event.id.endsWith(`~${UNREPORTED}`);
        visit.isAssumed = (visit.left === undefined || visit.isAssumed) && isAssumed;
        visit.isTakenOut = visit.isAssumed && event.supposed === 'leaving';
        visit.isHungUp = event.reason === 'abandoned';
        visit.left = better(visit.left);
        visit.leftAt = event.at;
        // The talk that was seen is another visit's, as on the board.
        if (visit.isAnswerSeen && event.supposed === undefined)
          Object.assign(visit, { answered: undefined, isAnswerSeen: false, desk: undefined, answeredAt: undefined });
        break;
      }
      case 'call.ended':
        visit.ended = better(visit.ended);
        visit.endedAt = event.at;
        break;
      case 'call.missed':
        visit.missed.push(event.desk);
        break;
      default:
        break; // a ring has nothing that is needed after a gap
    }
  }
  // A withdrawn call goes on as another one, if at all: nothing of it is open.
  if (events.some(({ type }) => type === 'call.withdrawn')) for (const visit of visits.values()) visit.left ??= 'exact';
  return [...visits.values()].filter((visit) => visit.queue !== '').sort((a, b) => a.number - b.number);
}
