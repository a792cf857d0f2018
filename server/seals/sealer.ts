// Seals each day of the log once the next has begun: reads its events once, in short slices, and appends one event. All nodes
// derive the same seal; the log keeps the first.
import type { Calendar } from '../../shared/calendar.ts';
import type { LogEntry, RawEvent } from '../../shared/event.ts';
import { MINUTE } from '../../shared/time.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { SEALS } from '../ledger/subject.ts';
import type { Pace } from '../reading/pace.ts';
import { createTree } from './merkle.ts';
import { dayBegunBy, headOf, isSameSeal, leafOf, sealIn, type Seal } from './seal.ts';

const PAGE = 100;
/** A log that takes no events is asked again after this long. */
const AGAIN_MS = MINUTE;

type Parts = {
  ledger: Pick<Ledger, 'after' | 'bySubject'>;
  calendar: Pick<Calendar, 'dayOf'>;
  pace: Pace;
  now: () => number;
  /** Resolves when the event is in the log, this one or that of another node. */
  append: (event: RawEvent) => Promise<unknown>;
  /** The log has another seal of a day than is derived from it here. */
  onDifference: (difference: { day: string; recorded: string; derived: string }) => void;
  onError: (error: unknown) => void;
  /** Everything is sealed that is over, up to this seal. */
  onSealed?: ((seal: Seal) => Promise<void>) | undefined;
  /** Nothing is read at the moment. */
  onIdle?: () => void;
};

export type Sealer = {
  /** New entries of the log. */
  take: (entries: readonly LogEntry[]) => void;
  /** Seals whatever is due; to be called at the start. */
  start: () => void;
  /** Resolves when nothing is read any more. */
  stop: () => Promise<void>;
};

/** All seals in the log, oldest first. */
export const sealsIn = (ledger: Pick<Ledger, 'bySubject'>): Seal[] =>
  ledger.bySubject(SEALS).flatMap(({ event }) => (event.type === 'log.sealed' ? [sealIn(event)] : []));

export function createSealer(parts: Parts): Sealer {
  const { ledger, calendar, pace, now, append, onDifference, onError, onSealed, onIdle } = parts;
  let running: Promise<void> | undefined;
  let isAsked = false;
  let isStopped = false;
  let again: NodeJS.Timeout | undefined;

  const put = async (own: Seal): Promise<Seal> => {
    const event: RawEvent = { type: 'log.sealed', id: `sealed/${own.seal}`, at: now(), ...own };
    await append(event);
    const recorded = sealsIn(ledger).find(({ seal }) => seal === own.seal);
    if (!recorded) throw new Error(`seal ${own.seal} was appended and is not in the ledger`);
    if (!isSameSeal(recorded, own)) onDifference({ day: own.day, recorded: recorded.head, derived: own.head });
    return recorded;
  };

  const sealAll = async (): Promise<void> => {
    let last = sealsIn(ledger).at(-1);
    let from = (last?.to ?? 0) + 1;
    let day: string | undefined;
    let end = 0;
    const tree = createTree();
    await pace.turn();
    for (let page = ledger.after(from - 1, PAGE); page.length > 0; page = ledger.after(end, PAGE))
      for (const { position, event } of page) {
        if (isStopped) return;
        const begun = dayBegunBy(event);
        if (begun !== undefined && day !== undefined && begun !== day) {
          const sealed: Omit<Seal, 'head'> = {
            ...{ seal: (last?.seal ?? 0) + 1, day, from, to: end, events: tree.leaves(), root: tree.root() },
            ...(last && { previous: last.head }),
          };
          last = await put({ ...sealed, head: headOf(sealed) });
          [from, day] = [last.to + 1, undefined];
          tree.clear();
          // Of a seal that another node made otherwise the log's counts, so what follows begins behind that.
          if (last.to !== end) return void (isAsked = true);
        }
        day ??= begun ?? calendar.dayOf(event.recordedAt);
        tree.add(leafOf(event));
        end = position;
        if (pace.isUsedUp()) await pace.turn();
      }
    if (last && !isStopped) await onSealed?.(last);
  };

  const run = async (): Promise<void> => {
    while (isAsked && !isStopped) {
      isAsked = false;
      await sealAll();
    }
  };
  const ask = (): void => {
    isAsked = true;
    running ??= run()
      .catch((error: unknown) => {
        if (isStopped) return;
        onError(error);
        again = setTimeout(() => {
          again = undefined;
          ask();
        }, AGAIN_MS).unref();
      })
      .finally(() => {
        running = undefined;
        if (isAsked && !isStopped && again === undefined) ask();
        else onIdle?.();
      });
  };

  return {
    start: ask,
    take(entries) {
      if (entries.some(({ event }) => dayBegunBy(event) !== undefined)) ask();
    },
    async stop() {
      isStopped = true;
      clearTimeout(again);
      await running;
    },
  };
}
