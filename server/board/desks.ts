// The desks: of several voices about one desk, which one the board believes (domain.md, "Desk state").
import type { Board, DeskOnBoard, DeskState } from '../../shared/board.ts';
import { isOnDuty } from '../../shared/duty.ts';
import type { StoredOf } from '../../shared/event.ts';
import type { Profile } from '../../shared/profile.ts';
import { latest, type Reported } from './merge-rules.ts';
import { DocumentNode } from './document.ts';
import { noAnswers } from './periods.ts';

type DeviceWord = { state: DeskState; reason: string | undefined };
type Talk = { answeredAt: number; queue: string; county: string | undefined; topic: string | undefined };
type Mention = { desk: string; at: number; id: string; source: string; name?: string | undefined };
type Known = {
  lastAt: number;
  name?: Reported<string>;
  system?: Reported<string>;
  served?: Reported<string>;
  /** The latest state of the desk per queue ('' where no queue was named). */
  words: Record<string, Reported<DeviceWord>>;
};
export type SavedDesks = Record<string, Known>;
/** Per desk, by the visits at it: hardly ever more than one, but calls without a reported end stay for ever. */
type OfVisits<T> = Map<string, Map<string, T>>;
type Shown = { state: DeskState | undefined; since: number | undefined; reason: string | undefined };

export type Desks = ReturnType<typeof createDesks>;

/** `seats`: which official answered last at a desk today. */
export function createDesks(
  root: DocumentNode<Board>,
  profile: Profile,
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

  const ensure = (id: string): DocumentNode<DeskOnBoard> =>
    branch.getOrCreate<DeskOnBoard>(id, () => ({
      name: profile.desks[id]?.name ?? known.get(id)?.name?.value ?? id,
      today: noAnswers(),
    }));

  const mention = ({ desk: id, at, id: eventId, source, name }: Mention): Known => {
    let record = known.get(id);
    if (!record) known.set(id, (record = { lastAt: -Infinity, words: {} }));
    if (at > record.lastAt) record.lastAt = at;
    if (record.system?.value !== source || at >= record.system.at)
      record.system = latest(record.system, { value: source, at, approx: false, id: eventId });
    if (name !== undefined && (record.name?.value !== name || at >= record.name.at))
      record.name = latest(record.name, { value: name, at, approx: false, id: eventId });
    touched.add(id);
    return record;
  };

  const show = (id: string): void => {
    const desk = ensure(id);
    const record = known.get(id);
    if (!profile.desks[id] && record?.name) desk.set('name', record.name.value);
    const talk = newest(talks.get(id), (t) => t.answeredAt);
    const rang = newest(rings.get(id), (at) => at);
    const shown: Shown = talk
      ? { state: 'busy', since: talk.answeredAt, reason: undefined }
      : rang !== undefined
        ? { state: 'ringing', since: rang, reason: undefined }
        : believe(record);
    desk.put('state', shown.state);
    desk.put('since', shown.since);
    desk.put('reason', shown.reason);
    desk.put('queue', servedQueue(record));
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

  for (const id of Object.keys(profile.desks)) ensure(id);

  return {
    ensure,
    mention,
    touch: (id: string): void => void touched.add(id),

    /** Notes for which queue the desk answered. */
    served({ desk, queue, at, id }: StoredOf<'call.answered'>): void {
      const record = known.get(desk);
      if (record) record.served = latest(record.served, { value: queue, at, approx: false, id });
    },

    /** Applies a state of the desk itself, from the telephone system or a person. */
    word(event: StoredOf<'desk.state'>): void {
      const record = mention(event);
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
    lastWord: (id: string, queue: string): DeskState | undefined => known.get(id)?.words[queue]?.value.state,

    /** The desks that serve a queue by their latest state, where a source reported it. */
    servingBy: (source: string, queue: string): string[] =>
      [...known].flatMap(([id, { words }]) => {
        const word = words[queue];
        return word?.source === source && word.value.state !== 'away' ? [id] : [];
      }),

    /**
     * Writes what changed to the document. A desk is shown when the profile names it, it serves and an event has named it
     * since `horizon`, it talks or rings, or something counts at it today; one that left before today is gone.
     */
    flush(horizon: number, dayStart: number, countsToday: (id: string) => boolean): void {
      if (touched.size === 0) return;
      for (const id of touched) {
        const record = known.get(id);
        const word = believe(record);
        const left = word.state === 'away' && (word.since ?? -Infinity) < dayStart;
        const serves = !left && (record?.lastAt ?? -Infinity) >= horizon;
        if (profile.desks[id] || serves || talks.has(id) || rings.has(id) || countsToday(id)) show(id);
        else branch.remove(id);
      }
      touched.clear();
      let onDuty = 0;
      for (const desk of Object.values(branch.value)) if (isOnDuty(desk.state)) onDuty++;
      now.set('desksOnDuty', onDuty);
    },

    touchAll(): void {
      for (const id of known.keys()) touched.add(id);
    },

    save: (): SavedDesks => Object.fromEntries(known),
  };
}

/** Paused, if paused wherever it still serves; else the device's latest state; away only when it serves nowhere. */
function believe(record: Known | undefined): Shown {
  const words = Object.values(record?.words ?? {});
  const serving = words.filter((word) => word.value.state !== 'away');
  const unpaused = serving.filter((word) => word.value.state !== 'paused');
  const group = unpaused.length > 0 ? unpaused : serving.length > 0 ? serving : words;
  const word = group.reduce<Reported<DeviceWord> | undefined>((kept, one) => latest(kept, one), undefined);
  if (!word) return { state: undefined, since: undefined, reason: undefined };
  return { state: word.value.state, since: word.approx ? undefined : word.at, reason: word.value.reason };
}

function servedQueue(record: Known | undefined): string | undefined {
  if (record?.served) return record.served.value;
  const serving = Object.entries(record?.words ?? {}).filter(
    ([queue, word]) => queue !== '' && word.value.state !== 'away',
  );
  return serving.length === 1 ? serving[0]?.[0] : undefined;
}

function newest<T>(visits: ReadonlyMap<string, T> | undefined, timeOf: (value: T) => number): T | undefined {
  let best: T | undefined;
  for (const value of visits?.values() ?? []) if (best === undefined || timeOf(value) > timeOf(best)) best = value;
  return best;
}

function put<T>(store: OfVisits<T>, id: string, key: string, value: T | undefined): void {
  const visits = store.get(id) ?? new Map<string, T>();
  if (value === undefined) visits.delete(key);
  else visits.set(key, value);
  if (visits.size > 0) store.set(id, visits);
  else store.delete(id);
}
