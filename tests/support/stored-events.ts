// Events as the log stores them: a test writes the fact, and the stamps are the door's.
import { stampsOf } from '../../server/door/stamps.ts';
import type { EventType, StoredEvent, StoredOf } from '../../shared/event.ts';

type Stamp = 'source' | 'recordedAt' | 'v';
/** An event without what its source and time say of it; each of them may be given all the same. */
export type Fact<T extends EventType = EventType> = {
  [One in T]: Omit<StoredOf<One>, Stamp | 'at'> & { at?: number; source?: string; recordedAt?: number };
}[T];

/** Makes the events of a source. `at`: when they happen unless they say so; they are recorded when they happen. */
export const storedBy =
  (source: string, at: number) =>
  <T extends EventType>(fact: Fact<T> & { type: T }): StoredOf<T> =>
    ({ at, ...stampsOf(source, fact.at ?? at), ...fact }) as unknown as StoredOf<T>;

/** The same for facts whose type is computed, and for what an older version stored: nothing checks their fields. */
export const storedUnchecked = (source: string, at: number) => {
  const stored = storedBy(source, at);
  return (fact: Record<string, unknown>): StoredEvent => stored(fact as unknown as Fact & { type: EventType });
};
