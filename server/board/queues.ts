// The queues as they stand now: who waits since when, the beads, who is being talked to.
import type { Board, QueueOnBoard } from '../../shared/board.ts';
import { noCalls } from '../../shared/board.ts';
import { firstPlace } from '../../shared/first-place.ts';
import type { Profile } from '../../shared/profile.ts';
import { movedOn, type Reported } from './merge-rules.ts';
import { DocumentNode } from './document.ts';
import type { Naming } from './naming.ts';
import { calledAs, putName, type Names } from './put-name.ts';

/** Beads per queue on the board: the oldest that wait. */
export const BEADS = 60;

type Waiting = { joinedAt: number; key: string };
type Known = { lastAt: number; name?: Reported<string>; system?: Reported<string> };
type Live = { waiting: Waiting[]; talking: number; moved: boolean };
export type SavedQueues = Record<string, Known>;

export type Queues = ReturnType<typeof createQueues>;

export function createQueues(
  root: DocumentNode<Board>,
  profile: Pick<Profile, 'queues'>,
  naming: Pick<Naming, 'queue'>,
  saved: SavedQueues = {},
) {
  const branch = root.child<Board['queues']>('queues');
  const now = root.child<Board['now']>('now');
  const known = new Map<string, Known>(Object.entries(saved));
  const live = new Map<string, Live>();
  /** Queues to be looked at before the board is. */
  const touched = new Set<string>();

  const namesOf = (id: string): Names => ({ given: naming.queue(id).names, reported: known.get(id)?.name?.value, id });

  const ensure = (id: string): DocumentNode<QueueOnBoard> =>
    branch.getOrCreate<QueueOnBoard>(id, () => {
      const record = known.get(id);
      const system = record?.system?.value;
      const { county } = naming.queue(id);
      return {
        ...calledAs(namesOf(id)),
        ...(county !== undefined && { county }),
        ...(system !== undefined && { system }),
        waiting: 0,
        talking: 0,
        waits: {},
        today: noCalls(),
      };
    });

  const liveOf = (id: string): Live => {
    let one = live.get(id);
    if (!one) live.set(id, (one = { waiting: [], talking: 0, moved: true }));
    one.moved = true;
    touched.add(id);
    return one;
  };

  const show = (id: string): void => {
    const queue = ensure(id);
    const record = known.get(id);
    if (record?.system) queue.set('system', record.system.value);
    putName(queue, namesOf(id));
    queue.put('county', naming.queue(id).county);
    const here = live.get(id);
    if (!here?.moved) return;
    here.moved = false;
    const { waiting, talking } = here;
    queue.set('waiting', waiting.length);
    queue.set('talking', talking);
    queue.put('oldestJoinedAt', waiting[0]?.joinedAt);
    const beads = queue.child<Record<string, number>>('waits');
    const oldest = waiting.slice(0, BEADS);
    const keys = new Set(oldest.map((one) => one.key));
    for (const key of Object.keys(beads.value)) if (!keys.has(key)) beads.remove(key);
    for (const { key, joinedAt } of oldest) beads.set(key, joinedAt);
  };

  for (const id of Object.keys(profile.queues)) if (!naming.queue(id).ignored) ensure(id);

  return {
    ensure,

    /** Notes that an event named the queue: its last mention, the name it goes by and the system it belongs to. */
    mention(id: string, at: number, eventId: string, system: string, name?: string): void {
      let record = known.get(id);
      if (!record) known.set(id, (record = { lastAt: -Infinity }));
      if (at > record.lastAt) record.lastAt = at;
      record.system = movedOn(record.system, system, at, eventId);
      if (name !== undefined) record.name = movedOn(record.name, name, at, eventId);
      touched.add(id);
    },

    touch: (id: string): void => void touched.add(id),

    join(id: string, joinedAt: number, key: string): void {
      const { waiting } = liveOf(id);
      const place = search(waiting, joinedAt, key);
      if (place === waiting.length) waiting.push({ joinedAt, key });
      else waiting.splice(place, 0, { joinedAt, key });
    },

    leave(id: string, joinedAt: number, key: string): void {
      const { waiting } = liveOf(id);
      const place = search(waiting, joinedAt, key);
      if (waiting[place]?.key !== key) throw new Error(`no such waiting visit in ${id}`);
      waiting.splice(place, 1);
    },

    talk(id: string, delta: 1 | -1): void {
      liveOf(id).talking += delta;
    },

    /**
     * Writes what changed to the document. A queue is shown when the profile names it, an event has named it since `horizon`,
     * a caller waits or talks there, or it counts today; one that people ignore only for the last two.
     */
    flush(horizon: number, countsToday: (id: string) => boolean): void {
      if (touched.size === 0) return;
      for (const id of touched) {
        const here = live.get(id);
        const isKnown = profile.queues[id] !== undefined || (known.get(id)?.lastAt ?? -Infinity) >= horizon;
        const isNamed = isKnown && !naming.queue(id).ignored;
        if (isNamed || (here && here.waiting.length + here.talking > 0) || countsToday(id)) show(id);
        else branch.remove(id);
      }
      touched.clear();
      let waits = 0;
      let talks = 0;
      let oldest: number | undefined;
      for (const { waiting, talking } of live.values()) {
        waits += waiting.length;
        talks += talking;
        const joinedAt = waiting[0]?.joinedAt;
        if (joinedAt !== undefined && (oldest === undefined || joinedAt < oldest)) oldest = joinedAt;
      }
      now.set('waiting', waits);
      now.set('talking', talks);
      now.put('oldestJoinedAt', oldest);
    },

    touchAll(): void {
      for (const id of [...known.keys(), ...Object.keys(profile.queues)]) touched.add(id);
    },

    /** All that events have named, whatever is shown. */
    reported: (): [id: string, Known][] => [...known],

    save: (): SavedQueues => Object.fromEntries(known),
  };
}

/** Where a visit stands, or would stand, among those waiting: by time of joining, then key. */
const search = (list: readonly Waiting[], joinedAt: number, key: string): number =>
  firstPlace(list, (one) => one.joinedAt > joinedAt || (one.joinedAt === joinedAt && one.key >= key));
