// What is asked of Asterisk about calls in progress, and when its counters can be compared with the log.
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { createReconciling, type Asked, type ReconcilerParts } from '../reconcile.ts';
import type { Connection } from './connection.ts';
import type { Healing } from './queue-log-backfill.ts';
import { counted, resync } from './resync.ts';
import type { Translator } from './translate.ts';
import type { Packet } from './wire.ts';

/** Counters are believed when no call finished within this time around their reading: events may be reported late. */
const QUIET_MS = 300;
/** app_queue is the last to come at a boot. */
export const BOOTING_MS = 1_000;
const FINISHING = new Set(['AgentComplete', 'QueueCallerAbandon']);

type Parts = ReconcilerParts<Connection, Translator> & { healing: Healing };
type Lists = { queueStatus: readonly Packet[]; channels: readonly Packet[] | undefined };

export function createReconciler(all: Parts) {
  const { system, link, parts, connection, clock, translator, healing, put, report, heardUntil, isOver } = all;
  let finishedAt = -Infinity;
  /** What is in progress was reconciled since it was wanted, while the counters could not be compared yet. */
  let isAdopted = false;

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
    const isHealing = healing.isReading();
    // Also of a gap that queue_log healed: a file that can be read need not be the one that Asterisk writes.
    const canCompare = isQuiet && !isHealing;
    const isTaken = canCompare || isHealing || isLastTry;
    if (!isTaken && (isAdopted || !healing.works())) return false;
    isAdopted = true;
    const { names, recall } = parts;
    const pbxNow = clock.now(askedAt);
    const known = { system, link, names, recall, translator, heardUntil, outgoing: healing.outgoing() };
    const events = resync({ ...known, answers, pbxNow, asOf, isHealing, healed: !canCompare, counted: canCompare });
    put(events);
    await parts.drained();
    const unheard = events.some((event) => event.type === 'source.resynced' && event.unheard !== undefined);
    if (canCompare) await healing.compared(pbxNow, unheard);
    return isTaken;
  };

  const { again } = createReconciling<Lists>(all, {
    prepare: async () => void (await parts.recall.readAhead?.(system, counted, () => setImmediate().then(isOver))),
    begin: () => void (isAdopted = false),
    ping: async () => {
      const pinged = await connection.ask('Ping');
      return pinged.ok ? clock.byPing(parts.now()) : undefined;
    },
    snapshot,
    quietMs: QUIET_MS,
    take,
    done: ({ channels }, isTaken) => {
      if (isTaken || isAdopted) report('up', channels ? undefined : 'no-reporting');
    },
  });

  return {
    /** Asks (again): at a connection and at FullyBooted. */
    again,

    /** Receives every event, for those that finish calls. */
    heard(packet: Packet, arrivedAt: number): void {
      if (FINISHING.has(packet['Event'] ?? '')) finishedAt = arrivedAt;
    },
  };
}
