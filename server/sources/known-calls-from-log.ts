// Answers a source's questions from the ledger and the board.
import type { StoredEvent, StoredOf } from '../../shared/event.ts';
import type { Fold } from '../board/fold-type.ts';
import { createFinished } from './finished.ts';
import type { KnownVisit, KnownCalls, Certainty } from './known-calls.ts';

type Parts = {
  fold: Pick<Fold, 'openCalls' | 'supposedCalls' | 'deskWord' | 'desksIn' | 'lastAt'>;
  /** Events of one subject, in log order. */
  bySubject: (subject: string) => readonly StoredEvent[];
  /** Events after a resync of the system, in log order; from where the cursor stands, which goes along. */
  since: (resync: StoredEvent, cursor: Cursor) => Iterable<StoredEvent>;
};
/** A position in the log, where the reader can go on from one. */
export type Cursor = { position?: number };

/** Events that are counted before others have their turn. */
const PIECE = 2_000;

export function createRecall({ fold, bySubject, since }: Parts): KnownCalls {
  const counting = new Map<string, { finished: ReturnType<typeof createFinished>; cursor: Cursor; isBusy: boolean }>();

  const lastOf = (system: string) =>
    bySubject(`system/${system}`).findLast(
      (event): event is StoredOf<'source.resynced'> => event.type === 'source.resynced' && event.counters !== undefined,
    );

  /** What was counted before goes on, unless there is a newer resync, or it cannot go on. */
  const countingSince = (last: StoredOf<'source.resynced'>) => {
    const { id, system } = last;
    const known = counting.get(system);
    if (known?.finished.resync === id && known.cursor.position !== undefined && !known.isBusy) return known;
    const fresh = { finished: createFinished(system, id), cursor: {}, isBusy: false };
    counting.set(system, fresh);
    return fresh;
  };

  return {
    visits: (call) => knownVisits(bySubject(`call/${call}`)),
    openCalls: fold.openCalls,
    supposedCalls: fold.supposedCalls,
    deskWord: fold.deskWord,
    desksIn: fold.desksIn,
    lastAt: fold.lastAt,
    sinceResync(system, counts) {
      const last = lastOf(system);
      if (!last) return undefined;
      const { finished, cursor } = countingSince(last);
      for (const event of since(last, cursor)) finished.take(event, counts(event, last.at));
      return { at: last.at, counters: last.counters ?? {}, finished: finished.counts };
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
  const visits = new Map<number, KnownVisit & { missed: string[] }>();
  for (const event of events) {
    if (!('visit' in event) && !event.type.startsWith('call.')) continue;
    if (!('queue' in event) && event.type !== 'call.ended') continue;
    if (event.type === 'call.refused' || !event.type.startsWith('call.')) continue;
    const number = ('visit' in event ? event.visit : undefined) ?? 1;
    const queue = 'queue' in event ? (event.queue ?? '') : '';
    const visit = visits.get(number) ?? {
      number,
      queue,
      joinedAt: event.at,
      joined: undefined,
      desk: undefined,
      answered: undefined,
      left: undefined,
      isSupposed: false,
      isTakenOut: false,
      ended: undefined,
      answeredAt: undefined,
      leftAt: undefined,
      endedAt: undefined,
      missed: [],
    };
    visits.set(number, visit);
    const better = (known: Certainty | undefined): Certainty =>
      known === 'exact' || !('approx' in event && event.approx) ? 'exact' : 'approx';
    if (visit.queue === '') visit.queue = queue;
    switch (event.type) {
      case 'call.joined': {
        const telling = better(visit.joined);
        if (visit.joined !== 'exact') visit.joinedAt = event.at;
        visit.joined = telling;
        visit.queue = event.queue;
        break;
      }
      case 'call.answered':
        visit.answered = better(visit.answered);
        visit.answeredAt = event.at;
        visit.desk = event.desk;
        break;
      case 'call.left':
        visit.isSupposed = (visit.left === undefined || visit.isSupposed) && event.supposed !== undefined;
        visit.isTakenOut = visit.isSupposed && event.supposed === 'leaving';
        visit.left = better(visit.left);
        visit.leftAt = event.at;
        break;
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
