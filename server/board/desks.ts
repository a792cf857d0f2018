// The desks: of several voices about one desk, which one the board believes (shared/README.md).
import type { Board, DeskOnBoard, DeskState } from '../../shared/board.ts';
import { isOnDuty } from '../../shared/duty.ts';
import type { StoredOf } from '../../shared/event.ts';
import type { Profile } from '../../shared/profile.ts';
import { believe, type DeviceState } from './believe.ts';
import { latest, movedOn, type Reported } from './merge-rules.ts';
import { DocumentNode } from './document.ts';
import { noAnswers } from './periods.ts';
import type { Naming } from './naming.ts';
import { calledAs, putName, type Names } from './put-name.ts';

type Talk = { answeredAt: number; queue: string; county: string | undefined; topic: string | undefined };
type Known = {
  lastAt: number;
  name?: Reported<string>;
  system?: Reported<string>;
  served?: Reported<string>;
  /** The latest state of the desk per queue ('' where no queue was named). */
  words: Record<string, Reported<DeviceState>>;
};
export type SavedDesks = Record<string, Known>;
type OfVisit<T> = { key: string; value: T };
/**
 * Per desk, the visits at it in the order of their coming: hardly ever more than one, though calls without a reported end stay. A list,
 * because a Map that is emptied again and again is made anew each time.
 */
type OfVisits<T> = Map<string, OfVisit<T>[]>;
type Shown = { state: DeskState | undefined; since: number | undefined; reason: string | undefined };

export type Desks = ReturnType<typeof createDesks>;

/** `seats`: which official answered last at a desk today. */
export function createDesks(
  root: DocumentNode<Board>,
  profile: Pick<Profile, 'desks'>,
  naming: Pick<Naming, 'queue' | 'deskNames' | 'deskOf'>,
  seats: ReadonlyMap<string, string>,
  saved: SavedDesks = {},
) {
  const branch = root.child<Board['desks']>('desks');
  const now = root.child<Board['now']>('now');
  const known = new Map<string, Known>(Object.entries(saved));
  const talks: OfVisits<Talk> = new Map();
  const rings: OfVisits<number> = new Map();
  /** Desks to be looked at before the board is. */
  const touched = new Set<string>();

  const namesOf = (id: string): Names => ({ given: naming.deskNames(id), reported: known.get(id)?.name?.value, id });
  /** It counts as another desk since people said so: what it is doing is reported there. */
  const isMerged = (id: string): boolean => naming.deskOf(id) !== id;
  /** The states of a desk by queue, without the queues that people ignore. */
  const reportsOf = (record: Known | undefined): [queue: string, report: Reported<DeviceState>][] =>
    Object.entries(record?.words ?? {}).filter(([queue]) => queue === '' || !naming.queue(queue).ignored);

  const ensure = (id: string): DocumentNode<DeskOnBoard> =>
    branch.getOrCreate<DeskOnBoard>(id, () => ({
      ...calledAs(namesOf(id)),
      today: noAnswers(),
    }));

  const mention = (id: string, at: number, eventId: string, source: string, name?: string): Known => {
    let record = known.get(id);
    if (!record) known.set(id, (record = { lastAt: -Infinity, words: {} }));
    if (at > record.lastAt) record.lastAt = at;
    record.system = movedOn(record.system, source, at, eventId);
    if (name !== undefined) record.name = movedOn(record.name, name, at, eventId);
    touched.add(id);
    return record;
  };

  const show = (id: string): void => {
    const desk = ensure(id);
    const record = known.get(id);
    putName(desk, namesOf(id));
    const talk = newest(talks.get(id), (t) => t.answeredAt);
    const rang = newest(rings.get(id), (at) => at);
    const shown: Shown = talk
      ? { state: 'busy', since: talk.answeredAt, reason: undefined }
      : rang !== undefined
        ? { state: 'ringing', since: rang, reason: undefined }
        : believe(isMerged(id) ? [] : reportsOf(record));
    desk.put('state', shown.state);
    desk.put('since', shown.since);
    desk.put('reason', shown.reason);
    desk.put('queue', record?.served?.value ?? servedQueue(reportsOf(record)));
    desk.put('system', record?.system?.value);
    desk.put('official', seats.get(id));
    if (!talk) return desk.remove('call');
    const { answeredAt, queue } = talk;
    const call = desk.getOrCreate<NonNullable<DeskOnBoard['call']>>('call', () => ({ answeredAt, queue }));
    call.set('answeredAt', answeredAt);
    call.set('queue', queue);
    call.put('county', talk.county);
    call.put('topic', talk.topic);
  };

  for (const id of Object.keys(profile.desks)) if (!isMerged(id)) ensure(id);

  return {
    ensure,
    mention,
    touch: (id: string): void => void touched.add(id),

    /** Notes for which queue the desk answered. */
    served({ desk, queue, at, id }: StoredOf<'call.answered'>): void {
      const record = known.get(desk);
      if (record) record.served = movedOn(record.served, queue, at, id);
    },

    /** Applies a state of the desk itself, from the telephone system or a person. */
    takeState(event: StoredOf<'desk.state'>): void {
      const record = mention(event.desk, event.at, event.id, event.source, event.name);
      const queue = event.queue ?? '';
      record.words[queue] = latest(record.words[queue], {
        value: { state: event.state, reason: event.reason },
        at: event.at,
        approx: event.approx === true,
        id: event.id,
        source: event.source,
      });
    },

    talk(id: string, visitKey: string, talk: Talk | undefined): void {
      put(talks, id, visitKey, talk);
      touched.add(id);
    },

    ring(id: string, visitKey: string, rangAt: number | undefined): void {
      put(rings, id, visitKey, rangAt);
      touched.add(id);
    },

    /** The latest state of a desk in a queue; undefined when there is none. */
    latestState: (id: string, queue: string): DeskState | undefined => known.get(id)?.words[queue]?.value.state,

    /** The desks that serve a queue by their latest state, where a source reported it. */
    servingBy: (source: string, queue: string): string[] =>
      [...known].flatMap(([id, { words }]) => {
        const report = words[queue];
        return report?.source === source && report.value.state !== 'away' ? [id] : [];
      }),

    /**
     * Writes what changed to the document. A desk is shown when the profile names it, it serves and an event has named it
     * since `horizon`, it talks or rings, or something counts at it today; one that left before today is gone, and so is one
     * that is the same as another.
     */
    flush(horizon: number, dayStart: number, countsToday: (id: string) => boolean): void {
      if (touched.size === 0) return;
      for (const id of touched) {
        const record = known.get(id);
        const { state, since = -Infinity } = believe(reportsOf(record));
        const left = state === 'away' && since < dayStart;
        const serves = !left && (record?.lastAt ?? -Infinity) >= horizon;
        const isNamed = !isMerged(id) && (profile.desks[id] !== undefined || serves);
        if (isNamed || talks.get(id)?.length || rings.get(id)?.length || countsToday(id)) show(id);
        else branch.remove(id);
      }
      touched.clear();
      let onDuty = 0;
      for (const desk of Object.values(branch.value)) if (isOnDuty(desk.state)) onDuty++;
      now.set('desksOnDuty', onDuty);
    },

    touchAll(): void {
      for (const id of [...known.keys(), ...Object.keys(profile.desks)]) touched.add(id);
    },

    /** All that events have named, whatever is shown. */
    reported: (): [id: string, Known][] => [...known],

    save: (): SavedDesks => Object.fromEntries(known),
  };
}

/** The only queue that a desk serves by its states. */
function servedQueue(reports: readonly [queue: string, report: Reported<DeviceState>][]): string | undefined {
  const serving = reports.filter(([queue, { value }]) => queue !== '' && value.state !== 'away');
  return serving.length === 1 ? serving[0]?.[0] : undefined;
}

function newest<T>(visits: readonly OfVisit<T>[] | undefined, timeOf: (value: T) => number): T | undefined {
  let best: T | undefined;
  for (const { value } of visits ?? []) if (best === undefined || timeOf(value) > timeOf(best)) best = value;
  return best;
}

function put<T>(store: OfVisits<T>, id: string, key: string, value: T | undefined): void {
  let visits = store.get(id);
  if (!visits) {
    if (value === undefined) return;
    store.set(id, (visits = []));
  }
  // Most changes are about the visit that came last.
  let place = visits.length - 1;
  while (place >= 0 && visits[place]?.key !== key) place--;
  const known = visits[place];
  if (value === undefined) {
    if (known) visits.splice(place, 1);
  } else if (known) known.value = value;
  else visits.push({ key, value });
}
