// Records in the log who was refused what, and who read which list. The first of a kind is written at once; those that follow
// within a quarter of an hour are one entry with their number, so that nobody can fill the log by asking.
import type { RawEvent } from '../shared/event.ts';
import { MINUTE } from '../shared/time.ts';
import type { Refusal } from './door/door.ts';
import { OFFICE } from './door/own-sources.ts';
import type { Intake } from './log/intake.ts';
import { LogUnwritable } from './log-unwritable.ts';

export type AccessRecord = {
  /** `by`: who it was, where that is known. */
  refused: (refusal: { code: string; route: string; by: string | undefined }) => void;
  /** `file`: they took it with them. */
  read: (reading: { list: string; file: boolean; by: string }) => void;
};
type KindOf<E> = E extends { type: 'request.refused' | 'list.read' } ? Omit<E, 'id' | 'at' | 'count'> : never;
type Kind = KindOf<RawEvent>;

type Parts = {
  intake: Pick<Intake, 'relay'>;
  now: () => number;
  newId: () => string;
  errors: { error: (facts: object, message: string) => void };
};

const STRETCH_MS = 15 * MINUTE;
/** Kinds that are counted at a time; further refusals are one kind, so that a stranger who tries every route fills no log. */
const MOST_KINDS = 300;
/** What waits while the log takes nothing; of more, the oldest is lost. */
const MOST_WAITING = 1_000;
const OTHERS = { type: 'request.refused', code: 'several', route: 'several' } as const;

export function createAccessRecord({
  intake,
  now,
  newId,
  errors,
}: Parts): AccessRecord & { stop: () => Promise<void> } {
  const kinds = new Map<string, { kind: Kind; since: number; more: number }>();
  const waiting: RawEvent[] = [];
  let writing: Promise<void> = Promise.resolve();

  const reportUnfit = ({ code, message }: Refusal, { type }: RawEvent): void =>
    errors.error({ type, code, reason: message }, 'an entry about an access does not fit into the log');
  const writeAll = async (): Promise<void> => {
    const events = waiting.splice(0);
    if (events.length === 0) return;
    try {
      await intake.relay(events, OFFICE, reportUnfit);
    } catch (cause) {
      // The writer of the log reports whether it takes events; these come with the next ones.
      if (!(cause instanceof LogUnwritable)) errors.error({ err: cause }, 'accesses could not be recorded now');
      waiting.unshift(...events);
      waiting.splice(0, waiting.length - MOST_WAITING);
    }
  };
  const write = (kind: Kind, more: number): void => {
    waiting.push({ ...kind, ...(more > 0 && { count: more }), id: newId(), at: now() });
    writing = writing.then(writeAll);
  };
  const note = (kind: Kind): void => {
    const key = JSON.stringify(kind);
    const known = kinds.get(key);
    if (known) {
      known.more += 1;
      return;
    }
    // Readings are as many as accounts and lists; refusals are as many as somebody likes, and may not crowd them out.
    if (kind.type === 'request.refused' && kinds.size >= MOST_KINDS && key !== JSON.stringify(OTHERS))
      return note(OTHERS);
    kinds.set(key, { kind, since: now(), more: 0 });
    write(kind, 0);
  };
  const close = (isOver: (since: number) => boolean): void => {
    for (const [key, { kind, since, more }] of kinds) {
      if (!isOver(since)) continue;
      kinds.delete(key);
      if (more > 0) write(kind, more);
    }
  };
  const timer = setInterval(() => {
    // Also after the clock was set back.
    close((since) => Math.abs(now() - since) >= STRETCH_MS);
    if (waiting.length > 0) writing = writing.then(writeAll);
  }, MINUTE);
  timer.unref();

  return {
    refused: ({ code, route, by }) => note({ type: 'request.refused', code, route, ...(by !== undefined && { by }) }),
    read: ({ list, file, by }) => note({ type: 'list.read', list, by, ...(file && { file: true as const }) }),
    async stop() {
      clearInterval(timer);
      close(() => true);
      await writing;
    },
  };
}
