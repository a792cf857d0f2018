// Answers a source's questions from the ledger and the board.
import type { StoredEvent } from '../../shared/event.ts';
import type { Fold } from '../board/fold-type.ts';
import type { Finished, KnownVisit, Recall, Telling } from './recall.ts';

type Parts = {
  fold: Pick<Fold, 'openCalls' | 'deskWord' | 'desksIn' | 'lastAt'>;
  /** Events of one subject, in log order. */
  bySubject: (subject: string) => readonly StoredEvent[];
  /** Events after a resync of the system, in log order. */
  since: (resync: StoredEvent) => Iterable<StoredEvent>;
};

export function createRecall({ fold, bySubject, since }: Parts): Recall {
  return {
    visits: (call) => knownVisits(bySubject(`call/${call}`)),
    openCalls: fold.openCalls,
    deskWord: fold.deskWord,
    desksIn: fold.desksIn,
    lastAt: fold.lastAt,
    sinceResync(system, counts) {
      const last = bySubject(`system/${system}`).findLast(
        (event) => event.type === 'source.resynced' && event.counters !== undefined,
      );
      if (last?.type !== 'source.resynced') return undefined;
      return {
        at: last.at,
        counters: last.counters ?? {},
        finished: finishedIn(since(last), system, (event) => counts(event, last.at)),
      };
    },
  };
}

/** What the events of one call say of its visits. */
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
      ended: undefined,
      answeredAt: undefined,
      leftAt: undefined,
      endedAt: undefined,
      missed: [],
    };
    visits.set(number, visit);
    const better = (known: Telling | undefined): Telling =>
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
        visit.isSupposed = (visit.left === undefined || visit.isSupposed) && event.supposed === true;
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
        break; // a ring tells nothing that a collector must know after a gap
    }
  }
  return [...visits.values()].filter((visit) => visit.queue !== '').sort((a, b) => a.number - b.number);
}

function finishedIn(
  events: Iterable<StoredEvent>,
  system: string,
  counts: (event: StoredEvent) => keyof Finished | undefined,
): Record<string, Finished> {
  const finished: Record<string, Finished> = {};
  const seen = new Set<string>();
  for (const event of events) {
    if (event.source !== system || !('queue' in event) || !('call' in event)) continue;
    const counter = counts(event);
    if (event.queue === undefined || counter === undefined) continue;
    const key = `${event.call}/${('visit' in event ? event.visit : undefined) ?? 1}`;
    if (seen.has(key)) continue; // two tellings of one fact
    seen.add(key);
    (finished[event.queue] ??= { completed: 0, abandoned: 0 })[counter]++;
  }
  return finished;
}
