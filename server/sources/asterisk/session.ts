// The life of one connection to Asterisk under one name: heal the gap since last time, ask what is in progress, then listen.
import { setTimeout as sleep } from 'node:timers/promises';
import type { RawEvent } from '../../../shared/event.ts';
import type { Twin } from '../links.ts';
import type { LinkContext, SourceParts } from '../source.ts';
import type { LinkOptions } from './link-options.ts';
import { createPbxClock } from '../clock.ts';
import { createAgents, type Agents } from './agents.ts';
import type { Connection } from './connection.ts';
import { createEventRights } from './event-rights.ts';
import { createBackfill, type Healing } from './queue-log-backfill.ts';
import { mergeMemory, markName, readKept } from './link-memory.ts';
import type { Sees } from './queue-exit.ts';
import { systemIn } from './asterisk-calls.ts';
import { createReconciler, BOOTING_MS } from './reconcile.ts';
import { createTranslator, type Translator } from './translate.ts';
import type { Packet } from './wire.ts';

export type SessionParts = LinkContext & { options: LinkOptions; parts: SourceParts };

/** How long the system's name and its clock may take to show. */
const KNOWN_WITHIN_MS = 1_000;
const TICK_MS = 50;
/** Ticks between two looks into queue_log and at what is to be kept. */
const LOG_TICKS = 20;
/** Ticks between two questions whether events are missing. */
const RIGHTS_TICKS = 200;
const BUFFER_LIMIT = 200_000;
/** A gap that takes longer to be healed is healed behind the calls that go on. */
const HEAL_FIRST_MS = 3_000;
/** Another link to the same Asterisk, cut by its restart, is in use no longer by then; what another node publishes lives longer. */
const STALE_HERE_MS = 5_000;
const STALE_ELSEWHERE_MS = 12_000;
/** An Asterisk that boots longer is not waited for. */
const MEMBERS_TRIES = 10;

export function createSession({
  options,
  parts,
  report: reportLink,
  system,
  setSystemName: learn,
  standIn,
}: SessionParts) {
  const { now } = parts;
  const { link } = options;
  const clock = createPbxClock();
  const sees: Sees = { call: false, dialplan: false };
  const rights = createEventRights();
  /** What came before the system was known and the gap healed. */
  let held: { packet: Packet; arrivedAt: number }[] | undefined = [];
  let agents: Agents | undefined;
  let translator: Translator | undefined;
  /**
   * The system's name for all events. No call is reported under an uncertain one: the first event decides it
   * (session-switch.ts).
   */
  let name: { is: string; isCertain: boolean } | undefined;
  let healing: Healing | undefined;
  let takingUp: ReturnType<typeof createReconciler> | undefined;
  let ticking: NodeJS.Timeout | undefined;
  let over = false;
  /** When Asterisk started, in its own words. */
  let startedAt: string | undefined;
  /** Also at the last look: a single one may see what another node published before it was cut. */
  let twinSeen = false;
  /** What this session kept last, or tried to. */
  let mine: string | undefined;

  const report: LinkContext['report'] = (state, code) =>
    state === 'up' && rights.isMissing() ? reportLink('denied', 'no-events') : reportLink(state, code);

  const put = (events: readonly RawEvent[]): void => {
    if (!name) return;
    const told = name.isCertain ? events : events.filter(({ type }) => !type.startsWith('call.'));
    if (told.length > 0) parts.put(told, name.is);
  };

  const hear = (packet: Packet, arrivedAt: number): void => {
    const wasMissing = rights.isMissing();
    rights.heard(packet);
    if (wasMissing && !rights.isMissing()) void takingUp?.again().catch(() => {}); // `ended` reports the end
    takingUp?.heard(packet, arrivedAt);
    const at = clock.timeOf(stampOf(packet['Timestamp']), arrivedAt);
    healing?.heard(packet['Event'], at, arrivedAt);
    if (translator) put(translator.hear(packet, at, arrivedAt));
  };

  const listen = () => {
    const own = system();
    const called = { is: own ?? standIn(), isCertain: own !== undefined };
    name = called;
    const { names, recall } = parts;
    const { members, twins, timing, dialplan = false } = readKept(parts.mark(markName(called.is)));
    agents = createAgents(names, members, twins);
    clock.expect(timing);
    sees.dialplan = dialplan;
    const listening = createTranslator({ system: called.is, names, recall, agents, sees });
    translator = listening;
    return { called, listening };
  };

  /** Keeps what an import, or the next connection, cannot ask. */
  const keep = (system: string): void => {
    const who = { members: agents?.members() ?? {}, twins: agents?.twins() ?? {} };
    const known = [who, clock.timing(), clock.logShift(), sees.dialplan] as const;
    const news = mergeMemory(mine, ...known);
    if (news === undefined) return;
    mine = news; // another link may have stored newer data; a failed write is retried with the next change
    const text = mergeMemory(parts.mark(markName(system)), ...known);
    if (text === undefined) return;
    parts.setMark(markName(system), text).catch((cause: unknown) => {
      parts.log.warn({ link, err: cause }, 'what is known of queue members is not kept');
    });
  };

  const hearHeld = (): void => {
    const before = held ?? [];
    held = undefined;
    for (const { packet, arrivedAt } of before) hear(packet, arrivedAt);
  };

  /** Waits for the system's name and its clock, or takes what shows within a second. */
  const becomeKnown = async (connection: Connection): Promise<void> => {
    const settings = options.system === undefined ? await connection.ask('CoreSettings') : undefined;
    if (settings?.ok) learn(settings.response['SystemName'] ?? '');
    const until = now() + KNOWN_WITHIN_MS;
    while ((system() === undefined || !clock.isKnown()) && now() < until && !over) await sleep(10);
    if (over || options.system !== undefined || (settings?.ok && system() !== undefined)) return;
    // It does not let us ask, and its name of before may be outdated: the ids of waiting callers begin with its present one.
    const { list } = await connection.ask('QueueStatus');
    const told = list.map((packet) => systemIn(packet['Uniqueid'] ?? '')).find((one) => one !== undefined);
    if (told !== undefined) learn(told);
  };

  /** The members of the queues, before lines of queue_log are read, which have only half of it. */
  const learnMembers = async (connection: Connection): Promise<void> => {
    for (let tries = 1; options.queueLog !== undefined && tries <= MEMBERS_TRIES && !over; tries++) {
      const { ok, message, list } = await connection.ask('QueueStatus');
      for (const packet of list) agents?.heard(packet);
      if (ok || /permission/i.test(message)) return;
      await sleep(BOOTING_MS);
    }
  };

  /** While not one event of a queue has come, the lists show whether any should have; the calls in them are then adopted. */
  const lookAtRights = async (connection: Connection): Promise<void> => {
    if (rights.isProven() || over) return;
    const { ok, list } = await connection.ask('QueueStatus');
    if (!ok || over || !rights.listed(list)) return;
    report('up');
    await takingUp?.again();
  };

  /** Two systems of one name would each declare the other's calls gone: only one of them is counted. */
  const isTwin = async (connection: Connection): Promise<boolean> => {
    const { ok, response } = await connection.ask('CoreStatus');
    const [day = '', time = ''] = [response['CoreStartupDate'], response['CoreStartupTime']];
    const called = system();
    if (!ok || called === undefined || `${day}${time}` === '') return false;
    startedAt = `${day} ${time}`;
    const since = now();
    for (;;) {
      const twin = parts.links.began(link, called, startedAt);
      if (twin === undefined || over) return over;
      if (now() - since >= (twin.link === undefined ? STALE_ELSEWHERE_MS : STALE_HERE_MS)) {
        refuseTwin(connection, twin);
        return true;
      }
      await sleep(250);
    }
  };

  const refuseTwin = (connection: Connection, { link: other = 'of another node' }: Twin): void => {
    parts.log.warn(
      { link, system: system(), other },
      'another telephone system of that name is counted already: give each a systemname, or add ?system=NAME to its link',
    );
    connection.end('twin-system');
  };

  /** Two nodes that began in the same moment did not see each other: the system that started first is counted. */
  const lookForTwin = (connection: Connection): void => {
    const called = system();
    const twin =
      called === undefined || startedAt === undefined ? undefined : parts.links.began(link, called, startedAt);
    const isCounted = twin === undefined || startedAt === undefined || startedAt < twin.at;
    if (!isCounted && twinSeen) refuseTwin(connection, twin);
    twinSeen = !isCounted;
  };

  return {
    /** An event that answers no action. */
    event(packet: Packet, arrivedAt: number): void {
      // FullyBooted has neither time nor system name when it answers a login; later it means that app_queue is there.
      if (packet['Event'] === 'FullyBooted') return void takingUp?.again().catch(() => {}); // an end is told by `ended`
      if (!held) return hear(packet, arrivedAt);
      clock.timeOf(stampOf(packet['Timestamp']), arrivedAt);
      if (held.length < BUFFER_LIMIT) held.push({ packet, arrivedAt });
    },

    word(arrivedAt: number, pong: string | undefined): void {
      const shown = stampOf(pong);
      clock.pinged(shown, arrivedAt);
      parts.links.heard(link, arrivedAt, clock.skew(), shown);
    },

    /** Whether its events have this name, or may yet have it. */
    isFor: (called: string): boolean => name === undefined || (name.isCertain && name.is === called),

    /** The login was accepted. Rejects when the connection ends before it is done. */
    async begin(connection: Connection): Promise<void> {
      await connection.ask('Ping');
      await becomeKnown(connection);
      await parts.drained();
      if (over || (await isTwin(connection))) return;
      const { called, listening } = listen();
      const heardUntil = parts.recall.lastAt(called.is);
      await learnMembers(connection);
      healing = createBackfill({ options, parts, translator: listening, clock, put, isOver: () => over });
      const healed = called.isCertain ? healing.read() : Promise.resolve();
      await Promise.race([healed, sleep(HEAL_FIRST_MS, undefined, { ref: false })]);
      if (over) return;
      report('up');
      takingUp = createReconciler({
        system: called.is,
        link,
        parts,
        connection,
        clock,
        translator: listening,
        healing,
        put,
        report,
        heardUntil,
        isOver: () => over,
      });
      hearHeld();
      let ticks = 0;
      ticking = setInterval(() => {
        put(listening.tick(now()));
        ticks++;
        if (ticks % RIGHTS_TICKS === 0) lookForTwin(connection);
        if (ticks % RIGHTS_TICKS === 0) lookAtRights(connection).catch(() => {}); // an end is told by `ended`
        if (ticks % LOG_TICKS !== 0 || !called.isCertain) return;
        keep(called.is);
        void healing?.follow();
        healing?.report();
      }, TICK_MS);
      const isHealedLater = healing.isReading();
      await takingUp.again();
      if (!isHealedLater) return;
      await healed;
      if (!over) await takingUp.again();
    },

    stop(): void {
      over = true;
      clearInterval(ticking);
      // Cut before it was taken up: what came is not lost for that.
      if (held?.length) {
        if (!translator) listen();
        hearHeld();
      }
      if (translator) put(translator.tick(now() + 60_000));
    },
  };
}

/** AMI's Timestamp (seconds and a fraction) as epoch ms. */
const stampOf = (timestamp: string | undefined): number | undefined =>
  timestamp !== undefined && /^\d{9,11}(\.\d+)?$/.test(timestamp) ? Number(timestamp) * 1000 : undefined;
