// What lines of queue_log leave open for later ones. It is stored beside the mark, so that any pieces of the file give the same.
import { SAME_JOINING_MS } from '../visits.ts';
import type { Agent } from './agents.ts';

/** A desk that did not answer a caller without a line of its joining. */
export type Missed = { queue: string; desk: Agent; at: number };
/** Where a caller joined, and at which position of the queue: lines of the leaving repeat it, whatever channel they name. */
export type Joining = { queue: string; at: number; position: number };
export type SavedLogMemory = {
  rings?: [call: string, Missed[]][];
  followed?: [call: string, other: string][];
  joinings?: [call: string, Joining[]][];
};

/** Calls of each kind, in the order in which they were met; the oldest is forgotten first. */
const CALLS = 200;

export type LogMemory = ReturnType<typeof createLogMemory>;

export function createLogMemory() {
  const rings = new Map<string, Missed[]>();
  /** Calls whose lines continue the visit of another channel, by their ids. */
  const followed = new Map<string, string>();
  const joinings = new Map<string, Joining[]>();
  const set = <T>(map: Map<string, T>, call: string, value: T): void => {
    map.set(call, value);
    const [oldest] = map.size > CALLS ? map.keys() : [];
    if (oldest !== undefined) map.delete(oldest);
  };

  return {
    rang: (call: string, missed: Missed): void => set(rings, call, [...(rings.get(call) ?? []), missed]),
    rings: (call: string): readonly Missed[] => rings.get(call) ?? [],
    settled: (call: string): void => void rings.delete(call),
    follows: (call: string, other: string): void => set(followed, call, other),
    followedBy: (call: string): string | undefined => followed.get(call),

    joined(call: string, joining: Joining): void {
      const known = joinings.get(call) ?? [];
      if (known.some(({ queue, at }) => queue === joining.queue && at === joining.at)) return;
      set(joinings, call, [...known, joining]);
    },
    joinings: (call: string): readonly Joining[] => joinings.get(call) ?? [],
    /**
     * It waits no longer in that queue, which it joined at `joinedAt` (epoch ms). It may have joined another before: the line of a blind
     * transfer comes after that of the joining to which it led.
     */
    left(call: string, queue: string, joinedAt: number): void {
      const later = (joinings.get(call) ?? []).filter(
        (one) => one.queue !== queue || one.at > joinedAt + SAME_JOINING_MS,
      );
      if (later.length > 0) joinings.set(call, later);
      else joinings.delete(call);
    },
    /** The telephone system started again: nobody waits any more. */
    started: (): void => joinings.clear(),

    load(saved: SavedLogMemory | undefined): void {
      for (const [call, missed] of saved?.rings ?? []) rings.set(call, missed);
      for (const [call, other] of saved?.followed ?? []) followed.set(call, other);
      for (const [call, joined] of saved?.joinings ?? []) joinings.set(call, joined);
    },
    /** Undefined while nothing is open. */
    save(): SavedLogMemory | undefined {
      if (rings.size + followed.size + joinings.size === 0) return undefined;
      return { rings: [...rings], followed: [...followed], joinings: [...joinings] };
    },
  };
}
