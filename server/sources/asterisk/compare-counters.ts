// Asterisk's own counters of finished calls against those of the log.
import type { RawEvent, StoredEvent } from '../../../shared/event.ts';
import type { Finished, KnownCalls } from '../known-calls.ts';
import { isGone, type Alive } from '../resynced.ts';

type Input = {
  system: string;
  recall: KnownCalls;
  asOf: number;
  /** The telephone system's time when it was asked (epoch ms). */
  pbxNow: number;
  /** Calls by queue that Asterisk counted, though no caller waited there. */
  outgoing?: Readonly<Record<string, number>>;
  /** When today began in the province, epoch ms. */
  todayFrom: number;
};
type Counts = Record<string, number>;

/** By queue: the calls in progress by the log that the lists show to be over, less those whose leaving is `reported`. */
export function countGone(
  { recall, system, asOf }: Pick<Input, 'recall' | 'system' | 'asOf'>,
  alive: Record<string, Alive>,
  reported: readonly RawEvent[] = [],
): Counts {
  const gone: Counts = {};
  for (const one of recall.openCalls(system)) {
    const hasLeft = reported.some(
      (event) => event.type === 'call.left' && event.call === one.call && event.queue === one.queue,
    );
    if (!hasLeft && isGone(one, alive, asOf)) gone[one.queue] = (gone[one.queue] ?? 0) + 1;
  }
  return gone;
}

/**
 * Calls that Asterisk counted as finished while no link was up: the growth of its counters less the facts that the log has
 * since then and less the calls that were in progress and are gone. Never more than there were: after a restart or a
 * QueueReset the counters begin again, and what was before is not known. Where the log has more, another node read calls that were
 * counted as unheard before, or the log had finished what Asterisk counts only now, or the counters began again unnoticed.
 */
export function compareCounters(
  { recall, system, asOf, pbxNow, outgoing = {}, todayFrom }: Input,
  counters: Record<string, Finished>,
  alive: Record<string, Alive>,
  counted: (event: StoredEvent) => keyof Finished | undefined,
): { unheard: Counts; recovered: Counts; ahead: Counts } {
  const unheard: Counts = {};
  const recovered: Counts = {};
  const aheadNow: Counts = {};
  const before = recall.sinceResync(system, counted);
  // Another link that was asked later has reported all that this answer could.
  if (!before || before.at >= pbxNow) return { unheard, recovered, ahead: aheadNow };
  const standing = recall.unheardSince(system, todayFrom);
  // Recorded by another node meanwhile. The next comparison counts them.
  const newer = before.finishedAfter(pbxNow);
  const gone = countGone({ recall, system, asOf }, alive);
  for (const [queue, now] of Object.entries(counters)) {
    const then = before.counters[queue];
    if (!then) continue;
    const isReset = now.completed < then.completed || now.abandoned < then.abandoned;
    const base = isReset ? { completed: 0, abandoned: 0 } : then;
    const finished = before.finished[queue] ?? { completed: 0, abandoned: 0 };
    const reported = finished.completed + finished.abandoned - (newer[queue] ?? 0);
    const grown = now.completed + now.abandoned - base.completed - base.abandoned;
    const missing = grown - reported - (isReset ? 0 : (gone[queue] ?? 0)) - (outgoing[queue] ?? 0);
    const difference = missing - (isReset ? 0 : (before.ahead[queue] ?? 0));
    if (difference > 0) unheard[queue] = difference;
    if (difference >= 0 || isReset) continue;
    // Only what finished before the last comparison can be among them.
    const back = Math.min(-difference, Math.max(0, standing[queue] ?? 0), before.late[queue] ?? 0);
    if (back > 0) recovered[queue] = back;
    // Not what was ahead already: an exit by key is never counted, and must hide no call for ever.
    if (-missing > back) aheadNow[queue] = -missing - back;
  }
  return { unheard, recovered, ahead: aheadNow };
}
