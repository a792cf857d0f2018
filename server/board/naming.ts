// What people call the queues, desks and officials that the systems reported, on top of what the profile says. Of two decisions
// about one thing the later counts, whole (B2).
import type { StoredOf } from '../../shared/event.ts';
import type { Profile } from '../../shared/profile.ts';
import type { Name } from '../../shared/wire.ts';
import { latest, type Reported } from './merge-rules.ts';

export type QueueDecision = Pick<StoredOf<'queue.named'>, 'names' | 'county' | 'callersFromHere' | 'ignored' | 'by'>;
export type DeskDecision = Pick<StoredOf<'desk.named'>, 'names' | 'as' | 'by'>;
export type OfficialDecision = Pick<StoredOf<'official.named'>, 'names' | 'titles' | 'by'>;
export type QueueNaming = { names?: Name; county?: string; callersFromHere: boolean; ignored: boolean };
export type NamingEvent = StoredOf<'queue.named' | 'desk.named' | 'official.named'>;
export type SavedNaming = {
  queues: Record<string, Reported<QueueDecision>>;
  desks: Record<string, Reported<DeskDecision>>;
  officials: Record<string, Reported<OfficialDecision>>;
};

/** As others read it. */
export type Naming = {
  queue: (id: string) => QueueNaming;
  /** The given name of a desk. */
  deskNames: (id: string) => Name | undefined;
  /** The desk that counts for it: itself, unless people said that it is the same as another. */
  deskOf: (id: string) => string;
  official: (id: string) => OfficialDecision;
  /** What people decided, by id. */
  decided: () => {
    queues: Record<string, QueueDecision>;
    desks: Record<string, DeskDecision>;
    officials: Record<string, OfficialDecision>;
  };
};

export function createNaming(profile: Pick<Profile, 'queues' | 'desks'>, saved?: SavedNaming) {
  const queues = new Map(Object.entries(saved?.queues ?? {}));
  const desks = new Map(Object.entries(saved?.desks ?? {}));
  const officials = new Map(Object.entries(saved?.officials ?? {}));
  const plain = <T>(all: Map<string, Reported<T>>): Record<string, T> =>
    Object.fromEntries([...all].map(([id, { value }]) => [id, value]));

  const keep = <T>(all: Map<string, Reported<T>>, id: string, event: NamingEvent, value: T): void =>
    void all.set(id, latest(all.get(id), { value, at: event.at, approx: false, id: event.id }));

  let isChanged = false;

  return {
    take(event: NamingEvent): void {
      const { by } = event;
      isChanged = true;
      switch (event.type) {
        case 'queue.named': {
          const { queue, names, county, callersFromHere, ignored } = event;
          return keep(queues, queue, event, { names, county, callersFromHere, ignored, by });
        }
        case 'desk.named':
          return keep(desks, event.desk, event, { names: event.names, as: event.as, by });
        case 'official.named':
          return keep(officials, event.official, event, { names: event.names, titles: event.titles, by });
      }
    },

    /** Whether anything was decided since this was asked last. */
    hasChanged(): boolean {
      const was = isChanged;
      isChanged = false;
      return was;
    },

    queue(id: string): QueueNaming {
      const own = profile.queues[id];
      const set = queues.get(id)?.value;
      const names = set?.names ?? own?.name;
      const county = set?.county ?? own?.county;
      return {
        ...(names && { names }),
        ...(county !== undefined && county !== 'unknown' && { county }),
        callersFromHere: set?.callersFromHere ?? own?.callersFromHere ?? false,
        ignored: set?.ignored ?? false,
      };
    },
    deskNames: (id: string): Name | undefined => desks.get(id)?.value.names ?? profile.desks[id]?.name,
    deskOf(id: string): string {
      const path = [id];
      for (let as = desks.get(id)?.value.as; as !== undefined; as = desks.get(as)?.value.as) {
        const before = path.indexOf(as);
        // Two people said it the other way round at once: all of the ring are one desk.
        if (before >= 0) return path.slice(before).sort()[0] ?? id;
        path.push(as);
      }
      return path.at(-1) ?? id;
    },
    official: (id: string): OfficialDecision => officials.get(id)?.value ?? {},

    decided: () => ({ queues: plain(queues), desks: plain(desks), officials: plain(officials) }),
    save: (): SavedNaming => ({
      queues: Object.fromEntries(queues),
      desks: Object.fromEntries(desks),
      officials: Object.fromEntries(officials),
    }),
  };
}
