// The way into the log for what people decide at this server, for the vault's outbox and for imports: every event passes the
// door, which checks and stamps it, and is durable when the call returns (B5).
import type { RawEvent, StoredEvent } from '../../shared/event.ts';
import type { Accepted, Door, Refusal } from '../door/door.ts';
import { OFFICE } from '../door/own-sources.ts';
import { inSlices, type Pace } from '../reading/pace.ts';
import type { Appended, Log } from './log.ts';

type Without<E, Key extends string> = E extends unknown ? Omit<E, Key> : never;
/** An event of a person; its time and author are added here. */
export type NewEvent = Without<Exclude<RawEvent, { type: 'call.ended' }>, 'at' | 'by'>;

/** `message` begins with the field that is to blame: `on: expected …`. */
export class EventRefused extends Error {
  readonly code: string;
  constructor({ code, message }: Refusal) {
    super(message);
    this.code = code;
  }
}

export type Intake = {
  /**
   * Appends what a person decided, all of it or nothing. `by`: the name of the account or token. Rejects with EventRefused or
   * LogUnwritable. With a `pace` many events are checked in slices.
   */
  write: (events: readonly NewEvent[], by: string, pace?: Pace) => Promise<Appended[]>;
  /** Appends events that have their time already; those that the door refuses are reported and left out. */
  relay: (
    events: readonly RawEvent[],
    source: string,
    onRefused: (refusal: Refusal, event: RawEvent) => void,
  ) => Promise<Appended[]>;
};

type Parts = { door: Pick<Door, 'fromSource' | 'fromPerson'>; log: Pick<Log, 'append'>; now: () => number };

export function createIntake({ door, log, now }: Parts): Intake {
  const append = async (events: readonly StoredEvent[]): Promise<Appended[]> =>
    events.length > 0 ? log.append(events) : [];

  return {
    // Async, so that a refusal rejects instead of being thrown.
    async write(events, by, pace) {
      const at = now();
      const checked = (event: NewEvent): StoredEvent =>
        accepted(door.fromPerson({ ...event, at, by } as RawEvent, OFFICE));
      if (!pace) return append(events.map(checked));
      const stored: StoredEvent[] = [];
      await inSlices(pace, events, (event) => void stored.push(checked(event)));
      return append(stored);
    },
    relay: (events, source, onRefused) =>
      append(
        events.flatMap((event) => {
          const result = door.fromSource(event, source);
          if (result.ok) return [result.event];
          onRefused(result, event);
          return [];
        }),
      ),
  };
}

function accepted(result: Accepted | Refusal): StoredEvent {
  if (result.ok) return result.event;
  throw new EventRefused(result);
}
