// What a session with Asterisk does beside the common life: it heals the gap since last time from queue_log, and watches its own
// rights and other systems of the same name.
import { setTimeout as sleep } from 'node:timers/promises';
import { createAgents, type Agents } from './agents.ts';
import { systemIn } from './asterisk-calls.ts';
import type { Connection } from './connection.ts';
import { createEventRights } from './event-rights.ts';
import { markName, mergeMemory, readKept } from './link-memory.ts';
import type { LinkOptions } from './link-options.ts';
import type { Sees } from './queue-exit.ts';
import { createBackfill, type Backfill } from './queue-log-backfill.ts';
import { BOOTING_MS, createReconciler } from './reconcile.ts';
import { createTranslator, type Translator } from './translate.ts';
import { createTwinSystems } from './twin-systems.ts';
import { sentAt, type Packet } from './wire.ts';
import type { LinkContext } from '../source.ts';
import type { Opened, Protocol, Running, SessionContext } from '../session.ts';

/** How long the system's name and its clock may take to show. */
const KNOWN_WITHIN_MS = 1_000;
/** Ticks between two looks into queue_log and at what is to be kept. */
const LOG_TICKS = 20;
/** Ticks between two questions whether events are missing. */
const RIGHTS_TICKS = 200;
/** Ticks until counters that could not be compared are read again. */
const COMPARE_TICKS = 1_200;
const HOLD_LIMIT = 200_000;
/** A gap that takes longer to be healed is healed behind the calls that go on. */
const HEAL_FIRST_MS = 3_000;
/** An Asterisk that boots longer is not waited for. */
const MEMBERS_TRIES = 10;

export function createProtocol(
  options: LinkOptions,
  context: SessionContext,
): Protocol<Packet, Connection, Translator> {
  const { link } = options;
  const { parts, clock, put, system, isOver } = context;
  const sees: Sees = { call: false, dialplan: false };
  const rights = createEventRights();
  const twins = createTwinSystems({ link, parts, system, isOver });
  let agents: Agents | undefined;
  /** What this session stored last, or tried to. */
  let stored: string | undefined;

  const report: LinkContext['report'] = (state, code) =>
    state === 'up' && rights.isMissing() ? context.report('denied', 'no-events') : context.report(state, code);

  /** Stores what an import, or the next connection, cannot ask. */
  const store = (name: string): void => {
    const who = { members: agents?.members() ?? {}, twins: agents?.twins() ?? {} };
    const known = [who, clock.timing(), clock.logOffset(), sees.dialplan] as const;
    const news = mergeMemory(stored, ...known);
    if (news === undefined) return;
    stored = news; // another link may have stored newer data; a failed write is retried with the next change
    const text = mergeMemory(parts.mark(markName(name)), ...known);
    if (text === undefined) return;
    parts.setMark(markName(name), text).catch((cause: unknown) => {
      parts.log.warn({ link, err: cause }, 'what is known of queue members is not kept');
    });
  };

  /** The members of the queues, before lines of queue_log are read, which have only half of it. */
  const learnMembers = async (connection: Connection): Promise<void> => {
    for (let tries = 1; options.queueLog !== undefined && tries <= MEMBERS_TRIES && !isOver(); tries++) {
      const { ok, message, list } = await connection.ask('QueueStatus');
      for (const packet of list) agents?.heard(packet);
      if (ok || /permission/i.test(message)) return;
      await sleep(BOOTING_MS);
    }
  };

  const start = (
    opened: Opened<Connection, Translator>,
    backfill: Backfill,
    healed: Promise<void>,
  ): Running<Packet> => {
    const { connection, name } = opened;
    report('up');
    const hasEvents = (): boolean => rights.isProven() || sees.call || sees.dialplan;
    const reconciler = createReconciler({ ...opened, report, backfill, hasEvents });
    const { again: reconcile } = reconciler;
    let ticks = 0;

    /** While not one event of a queue has come, the lists show whether any should have; the calls in them are then adopted. */
    const checkRights = async (): Promise<void> => {
      if (rights.isProven() || isOver()) return;
      const { ok, list } = await connection.ask('QueueStatus');
      if (!ok || isOver() || !rights.compareLists(list)) return;
      report('up');
      await reconcile();
    };

    return {
      reconcile,
      filling: backfill.isReading() ? healed : undefined,

      observe(packet, at, arrivedAt) {
        const wasMissing = rights.isMissing();
        rights.heard(packet);
        if (wasMissing && !rights.isMissing()) reconcile().catch(() => {}); // `ended` reports the end
        reconciler.heard(packet, arrivedAt);
        backfill.heard(packet['Event'], at, arrivedAt);
      },

      tick() {
        ticks++;
        if (ticks % RIGHTS_TICKS === 0) {
          twins.look(connection);
          checkRights().catch(() => {}); // `ended` reports the end
        }
        if (ticks % COMPARE_TICKS === 0 && reconciler.isUncompared()) reconcile().catch(() => {}); // `ended` reports the end
        if (ticks % LOG_TICKS !== 0 || !name.isCertain) return;
        store(name.is);
        void backfill.follow();
        backfill.report();
      },
    };
  };

  return {
    holdLimit: HOLD_LIMIT,
    sentAt,
    // It has neither time nor system name when it answers a login; later it means that app_queue is there.
    isBooted: (packet) => packet['Event'] === 'FullyBooted',
    isRefused: twins.isRefused,

    async identify(connection) {
      await connection.ask('Ping');
      const settings = options.system === undefined ? await connection.ask('CoreSettings') : undefined;
      if (settings?.ok) context.setSystemName(settings.response['SystemName'] ?? '');
      const until = parts.now() + KNOWN_WITHIN_MS;
      while ((system() === undefined || !clock.isKnown()) && parts.now() < until && !isOver()) await sleep(10);
      if (isOver() || options.system !== undefined || (settings?.ok && system() !== undefined)) return;
      // It does not let us ask, and its name of before may be outdated: the ids of waiting callers begin with its present one.
      const { list } = await connection.ask('QueueStatus');
      const shown = list.map((packet) => systemIn(packet['Uniqueid'] ?? '')).find((one) => one !== undefined);
      if (shown !== undefined) context.setSystemName(shown);
    },

    createTranslator({ is }) {
      const { names, recall } = parts;
      const known = readKept(parts.mark(markName(is)));
      agents = createAgents(names, known.members, known.twins);
      clock.expect(known.timing);
      sees.dialplan = known.dialplan ?? false;
      return createTranslator({ system: is, names, recall, agents, sees });
    },

    async prepare(opened) {
      const { connection, translator, name } = opened;
      await learnMembers(connection);
      const backfill = createBackfill({ options, parts, translator, clock, put, isOver });
      const healed = name.isCertain ? backfill.read() : Promise.resolve();
      await Promise.race([healed, sleep(HEAL_FIRST_MS, undefined, { ref: false })]);
      return () => start(opened, backfill, healed);
    },
  };
}
