// The events about one sitting, merged. Each field has the value of its latest edit, whatever order they come in (B2).
import type { StoredEvent, StoredOf } from '../../shared/event.ts';
import type { Planned } from '../../shared/call-window.ts';

export type SittingEvent = StoredOf<'sitting.scheduled' | 'sitting.moved' | 'sitting.cancelled'>;

export const isSittingEvent = (event: StoredEvent): event is SittingEvent =>
  event.type === 'sitting.scheduled' || event.type === 'sitting.moved' || event.type === 'sitting.cancelled';

type Who = Pick<StoredOf<'sitting.scheduled'>, 'official' | 'agency' | 'agencyName' | 'level' | 'county'>;
type Standing = 'planned' | 'cancelled' | 'mistaken';
/** One field and the edit that it comes from. */
type Edited<T> = { value: T; version: number; at: number; id: string };

export type SittingFacts = {
  who?: Edited<Who>;
  time?: Edited<{ from: number; to: number }>;
  queue?: Edited<string | undefined>;
  desk?: Edited<string | undefined>;
  standing?: Edited<Standing>;
};

/** A sitting as it stands after all its edits. Times are epoch ms. */
export type Sitting = Planned & Who & { version: number; standing: Standing; editedAt: number };

/** The edit that counts: of the greater version, else the later, then the greater id. */
function later<T>(known: Edited<T> | undefined, edited: Edited<T>): Edited<T> {
  if (!known) return edited;
  if (known.version !== edited.version) return edited.version > known.version ? edited : known;
  if (known.at !== edited.at) return edited.at > known.at ? edited : known;
  return edited.id > known.id ? edited : known;
}

/** The facts with one more event; the given ones stay as they are. */
export function withEvent(facts: SittingFacts, event: SittingEvent): SittingFacts {
  const { at, id, version = 0 } = event;
  const edited = <T>(value: T): Edited<T> => ({ value, version, at, id });
  const fresh = { ...facts };
  if (event.type === 'sitting.scheduled') {
    const { official, agency, agencyName, level, county } = event;
    const who: Who = {
      official,
      ...(agency !== undefined && { agency }),
      ...(agencyName !== undefined && { agencyName }),
      level,
      ...(county !== undefined && { county }),
    };
    fresh.who = later(fresh.who, edited(who));
    fresh.queue = later(fresh.queue, edited(event.queue));
    fresh.desk = later(fresh.desk, edited(event.desk));
    fresh.standing = later(fresh.standing, edited<Standing>('planned'));
  }
  if (event.type === 'sitting.moved') {
    // A move without a queue or desk leaves them as they were.
    if (event.queue !== undefined) fresh.queue = later(fresh.queue, edited<string | undefined>(event.queue));
    if (event.desk !== undefined) fresh.desk = later(fresh.desk, edited<string | undefined>(event.desk));
  }
  if (event.type === 'sitting.cancelled')
    fresh.standing = later(fresh.standing, edited<Standing>(event.mistaken ? 'mistaken' : 'cancelled'));
  else fresh.time = later(fresh.time, edited({ from: event.from, to: event.to }));
  return fresh;
}

/** Undefined while the official is unknown: a move may arrive before its sitting. */
export function readSitting(id: string, facts: SittingFacts): Sitting | undefined {
  const { who, time, queue, desk, standing } = facts;
  if (!who || !time) return undefined;
  const edits = [who, time, queue, desk, standing].filter((edit) => edit !== undefined);
  return {
    id,
    ...who.value,
    ...time.value,
    ...(queue?.value !== undefined && { queue: queue.value }),
    ...(desk?.value !== undefined && { desk: desk.value }),
    version: Math.max(...edits.map(({ version }) => version)),
    editedAt: Math.max(...edits.map(({ at }) => at)),
    standing: standing?.value ?? 'planned',
  };
}
