// What is asked of Asterisk about calls in progress, and when its counters can be compared with the log.
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { createReconciling, type Asked, type ReconcilerParts } from '../reconcile.ts';
import type { Connection } from './connection.ts';
import type { Backfill } from './queue-log-backfill.ts';
import { counted, resync } from './resync.ts';
import type { Translator } from './translate.ts';
import type { Packet } from './wire.ts';

/** Counters are believed when no call finished within this time around their reading: events may be reported late. */
const QUIET_MS = 300;
/** app_queue is the last to come at a boot. */
export const BOOTING_MS = 1_000;
const FINISHING = new Set(['AgentComplete', 'QueueCallerAbandon']);

type Parts = ReconcilerParts<Connection, Translator> & {
  backfill: Backfill;
  /** Whether events come: where none has, only lines of queue_log report what was counted. */
  hasEvents: () => boolean;
};
type Lists = { queueStatus: readonly Packet[]; channels: readonly Packet[] | undefined };

export function createReconciler(all: Parts) {
  const { system, link, parts, connection, clock, translator, backfill, put, report, loggedUntil, isOver } = all;
  const readsOnly = (): boolean => !all.hasEvents() && backfill.works();
  let finishedAt = -Infinity;
  /** What is in progress was reconciled since it was wanted, while the counters could not be compared yet. */
  let isAdopted = false;
  let isCompared = false;
  /** Lines of finished calls that were read before the questions; undefined where none were. */
  let finishedBefore: number | undefined;

  /** Whether queue_log has no call that finished since Asterisk was asked, at `askedAt` (epoch ms, in the time of events). */
  const isLogQuiet = async (askedAt: number): Promise<boolean> => {
    await backfill.read();
    const { lines, at } = backfill.finished();
    return lines === finishedBefore && at <= askedAt;
  };

  const snapshot = async (): Promise<Lists | 'later' | 'refused'> => {
    const [queueStatus, channels] = await Promise.all([
      connection.ask('QueueStatus'),
      connection.ask('CoreShowChannels'),
    ]);
    if (queueStatus.ok) return { queueStatus: queueStatus.list, channels: channels.ok ? channels.list : undefined };
    if (/permission/i.test(queueStatus.message)) {
      report('denied', 'no-queue-status');
      return 'refused';
    }
    await sleep(BOOTING_MS);
    return 'later';
  };

  const take = async ({ answers, askedAt, asOf, isLastTry }: Asked<Lists>): Promise<boolean> => {
    // The turn may have been long in coming: calls that finished since are in the log already and not in these counters.
    const isQuiet = finishedAt < askedAt - QUIET_MS;
    const pbxNow = clock.now(askedAt);
    const isReported = !readsOnly() || (await isLogQuiet(pbxNow));
    const isHealing = backfill.isReading();
    // Also of a gap that queue_log healed: a file that can be read need not be the one that Asterisk writes.
    const canCompare = isQuiet && !isHealing && isReported;
    const isAccepted = canCompare || isHealing || isLastTry;
    if (!isAccepted && (isAdopted || !backfill.works())) return false;
    isAdopted = true;
    isCompared = canCompare;
    const { names, recall } = parts;
    const outgoing = backfill.outgoing();
    const known = { system, link, names, recall, translator, loggedUntil, outgoing, todayFrom: parts.todayFrom() };
    const events = resync({ ...known, answers, pbxNow, asOf, isHealing, healed: !canCompare, counted: canCompare });
    put(events);
    await parts.drained();
    const unheard = events.some((event) => event.type === 'source.resynced' && event.unheard !== undefined);
    if (canCompare) await backfill.compared(pbxNow, unheard);
    return isAccepted;
  };

  const { again } = createReconciling<Lists>(all, {
    async prepare() {
      await parts.recall.readAhead?.(system, counted, () => setImmediate().then(isOver));
      finishedBefore = undefined;
      if (!readsOnly()) return;
      await backfill.read();
      finishedBefore = backfill.finished().lines;
    },
    begin: () => void (isAdopted = false),
    ping: async () => {
      const pinged = await connection.ask('Ping');
      return pinged.ok ? clock.pingTime(parts.now()) : undefined;
    },
    snapshot,
    quietMs: QUIET_MS,
    take,
    done: ({ channels }, isAccepted) => {
      if (isAccepted || isAdopted) report('up', channels ? undefined : 'no-reporting');
    },
  });

  return {
    /** Asks (again): at a connection and at FullyBooted. */
    again,
    /** What is in progress was reconciled, but calls finished all the while, and the counters wait for a calmer moment. */
    isUncompared: (): boolean => isAdopted && !isCompared,

    /** Receives every event, for those that finish calls. */
    heard(packet: Packet, arrivedAt: number): void {
      if (FINISHING.has(packet['Event'] ?? '')) finishedAt = arrivedAt;
    },
  };
}
