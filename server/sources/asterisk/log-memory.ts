// What lines of queue_log leave open for later ones. It is stored beside the mark, so that any pieces of the file give the same.
import type { Agent } from './agents.ts';

/** A desk that did not answer a caller without a line of its joining. */
export type Missed = { queue: string; desk: Agent; at: number };
export type SavedLogMemory = { rings?: [call: string, Missed[]][]; followed?: [call: string, other: string][] };

/** Calls of each kind, in the order in which they were met; the oldest is forgotten first. */
const CALLS = 200;

export type LogMemory = ReturnType<typeof createLogMemory>;

export function createLogMemory() {
  const rings = new Map<string, Missed[]>();
  /** Calls whose lines continue the visit of another channel, by their ids. */
  const followed = new Map<string, string>();
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

    load(saved: SavedLogMemory | undefined): void {
      for (const [call, missed] of saved?.rings ?? []) rings.set(call, missed);
      for (const [call, other] of saved?.followed ?? []) followed.set(call, other);
    },
    /** Undefined while nothing is open. */
    save(): SavedLogMemory | undefined {
      if (rings.size + followed.size === 0) return undefined;
      return { rings: [...rings], followed: [...followed] };
    },
  };
}
