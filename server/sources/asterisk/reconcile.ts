// Asks Asterisk what is in progress, until the answer can be believed, and takes the calls up from there.
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import type { RawEvent } from '../../../shared/event.ts';
import type { LinkState } from '../../../shared/links.ts';
import type { SourceParts } from '../source.ts';
import type { PbxClock } from '../clock.ts';
import type { Connection } from './connection.ts';
import type { Healing } from './queue-log-backfill.ts';
import { counted, resync } from './resync.ts';
import type { Translator } from './translate.ts';
import type { Packet } from './wire.ts';

/** Counters are believed when no call finished within this time around their reading: events may be told late. */
const QUIET_MS = 300;
const QUIET_TRIES = 12;
/** app_queue is the last to come at a boot. */
export const BOOTING_MS = 1_000;
const FINISHING = new Set(['AgentComplete', 'QueueCallerAbandon']);

type Parts = {
  system: string;
  link: string;
  parts: SourceParts;
  connection: Connection;
  clock: PbxClock;
  translator: Translator;
  healing: Healing;
  put: (events: readonly RawEvent[]) => void;
  report: (state: LinkState, code?: string) => void;
  heardUntil: number | undefined;
  isOver: () => boolean;
};

export function createReconciler(all: Parts) {
  const { system, link, parts, connection, clock, translator, healing, put, report, heardUntil, isOver } = all;
  let finishedAt = -Infinity;
  let running: Promise<void> | undefined;
  let wanted = false;
  /** What is in progress was taken up since it was wanted, while the counters could not be compared yet. */
  let isAdopted = false;

  /** One question; true when its answer was taken, or nothing more can be asked. */
  const ask = async (isLastTry: boolean): Promise<boolean> => {
    await parts.recall.readAhead?.(system, counted, () => setImmediate().then(isOver));
    if (isOver()) return false;
    const askedAt = parts.now();
    const pinged = await connection.ask('Ping');
    const heard = Math.max(heardUntil ?? 0, translator.latest() ?? 0);
    const pingTime = pinged.ok ? clock.byPing(parts.now()) : undefined;
    // One past the last moment heard of, so that who joined in it is asked about too.
    const asOf = Math.floor(Math.min(heard ? heard + 1 : clock.now(parts.now()), pingTime ?? Infinity));
    const [queueStatus, channels] = await Promise.all([
      connection.ask('QueueStatus'),
      connection.ask('CoreShowChannels'),
    ]);
    if (!queueStatus.ok) {
      if (/permission/i.test(queueStatus.message)) {
        report('denied', 'no-queue-status');
        return true;
      }
      await sleep(BOOTING_MS);
      return false;
    }
    await sleep(QUIET_MS);
    await parts.drained();
    let isTaken = true;
    await parts.inTurn(system, async () => {
      if (isOver()) return;
      // The turn may have been long in coming: what finished meanwhile is in the log already and not in these counters.
      const isQuiet = finishedAt < askedAt - QUIET_MS;
      const isHealing = healing.isReading();
      // Also of a gap that queue_log healed: a file that can be read need not be the one that Asterisk writes.
      const canCompare = isQuiet && !isHealing;
      isTaken = canCompare || isHealing || isLastTry;
      if (!isTaken && (isAdopted || !healing.works())) return;
      isAdopted = true;
      const { names, recall } = parts;
      const answers = { queueStatus: queueStatus.list, channels: channels.ok ? channels.list : undefined };
      const pbxNow = clock.now(askedAt);
      const known = { system, link, names, recall, translator, heardUntil, outgoing: healing.outgoing() };
      const events = resync({ ...known, answers, pbxNow, asOf, isHealing, healed: !canCompare, counted: canCompare });
      put(events);
      await parts.drained();
      const unheard = events.some((event) => event.type === 'source.resynced' && event.unheard !== undefined);
      if (canCompare) await healing.compared(pbxNow, unheard);
    });
    if (isTaken || isAdopted) report('up', channels.ok ? undefined : 'no-reporting');
    return isTaken;
  };

  const run = async (): Promise<void> => {
    while (wanted && !isOver()) {
      wanted = false;
      isAdopted = false;
      for (let tries = 1; !isOver() && !(await ask(tries >= QUIET_TRIES));) tries++;
    }
  };

  return {
    /** Asks (again): at a connection and at FullyBooted. Asked while it asks, it asks once more. */
    again(): Promise<void> {
      wanted = true;
      running ??= run().finally(() => (running = undefined));
      return running;
    },

    /** Hears every event, for what finishes calls. */
    heard(packet: Packet, arrivedAt: number): void {
      if (FINISHING.has(packet['Event'] ?? '')) finishedAt = arrivedAt;
    },
  };
}
