// Leaves out what happens in queues that people ignore. A visit that began before they did goes on to its end, so that nobody
// waits for ever on the board.
import type { RawEvent, StoredEvent } from '../../shared/event.ts';
import type { Refusal } from './door.ts';

type Parts = {
  isIgnored: (queue: string) => boolean;
  /** Whether the board has a visit of a call. */
  knowsVisit: (call: string, visit: number) => boolean;
};

/** Answers the event, or what is left of it; undefined: nothing. */
export function createIgnoring({ isIgnored, knowsVisit }: Parts) {
  const isLeftOut = (event: RawEvent | StoredEvent): boolean => {
    if (!('queue' in event) || event.queue === undefined || !isIgnored(event.queue)) return false;
    if (event.type === 'desk.state' || event.type === 'call.refused') return true;
    return 'call' in event && !knowsVisit(event.call, ('visit' in event ? event.visit : undefined) ?? 1);
  };
  const without = <T>(counts: Record<string, T> | undefined): Record<string, T> | undefined =>
    counts && Object.fromEntries(Object.entries(counts).filter(([queue]) => !isIgnored(queue)));

  return {
    keep(event: RawEvent): RawEvent | undefined {
      if (isLeftOut(event)) return undefined;
      if (event.type !== 'source.resynced') return event;
      const { counters, unheard, recovered, ahead, names } = event;
      const counted = { counters: without(counters), unheard: without(unheard), recovered: without(recovered) };
      return { ...event, ...counted, ahead: without(ahead), names: without(names) };
    },
    /** Why a program may not post it. */
    whyIgnored: (event: StoredEvent): Refusal | undefined =>
      isLeftOut(event)
        ? {
            ok: false,
            code: 'queue-ignored',
            message: 'queue: expected a queue that counts: administrators left this one out under /admin/names',
          }
        : undefined,
  };
}
export type Ignoring = ReturnType<typeof createIgnoring>;
