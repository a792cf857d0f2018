// Puts the parts together and starts them: log, board, sources, HTTP and push. main.ts and the demo give it the world.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { secondsIn } from '../shared/heard.ts';
import { levelsByRule } from '../shared/profile.ts';
import { createCalendar } from '../shared/calendar.ts';
import type { RawEvent, StoredEvent } from '../shared/event.ts';
import type { Links } from '../shared/links.ts';
import { isOwnSource } from './vault/names.ts';
import { createOriginLog } from './access/origin-log.ts';
import { createProxyLog } from './access/proxy-log.ts';
import { createPasswords } from './access/passwords.ts';
import type { FarVault } from './vault/vault.ts';
import { createAudit } from './audit.ts';
import { createPastVisits } from './calls/past-visits.ts';
import { createRecorder } from './log/recorder.ts';
import { createRegistry } from './registry.ts';
import { createCallRows } from './calls/call-rows.ts';
import { createCallTable } from './calls/call-table.ts';
import type { Config } from './config.ts';
import { createDayTurn } from './day-turn.ts';
import { createDoor, type Door } from './door/door.ts';
import { whyNotYours, type Owners } from './door/ownership.ts';
import { accessRoutes } from './http/access.ts';
import { previewOf } from './alerts/preview.ts';
import { createWatcher } from './alerts/watcher.ts';
import { alertRoutes } from './http/alerts.ts';
import { createApp } from './http/app.ts';
import { drainable } from './http/draining.ts';
import { metricsRoute } from './http/metrics.ts';
import { sittingRoutes } from './http/sittings.ts';
import { openBoard } from './kept-board.ts';
import { buildLabels } from './metrics/build.ts';
import { createMetrics } from './metrics/metrics.ts';
import { createRejections } from './metrics/rejections.ts';
import { CLOCK } from './door/own-sources.ts';
import type { SqliteLogOptions } from './log/sqlite.ts';
import { randomId } from './random-id.ts';
import { loadProfile, profileHash } from './profiles/load.ts';
import { namingOf, onWire } from './profiles/on-wire.ts';
import { createPush } from './push/push.ts';
import { createHistory } from './sittings/history.ts';
import { createOffice } from './sittings/office.ts';
import type { Planner } from './sittings/planner.ts';
import { bestOf, createLinkBook, statesOf } from './sources/links.ts';
import { createNames } from './sources/names.ts';
import { keyedBy, NAMES_KEY } from './keyed.ts';
import { openKeeping, SERVED_KEY } from './start-log.ts';
import { startSources } from './start-sources.ts';
import { createSteadyClock } from './steady-clock.ts';
import { createWarnings } from './warnings.ts';
import { targetOn, withTarget, type Target } from './door/targets.ts';

/** What the house needs of the world. */
export type World = {
  /** Epoch ms. */
  now: () => number;
  random: () => number;
  /** How `now` is kept from leaping; without it the clock is believed whatever it shows. */
  steady?: { mono: () => number; uptime: () => number };
  log: Logger;
  /** Folder of the built screens. */
  dist: string;
  demo?: true;
  /** For fault tests only: as of the log. */
  breakable?: SqliteLogOptions['breakable'];
};

export type House = {
  host: string;
  port: number;
  origin: string | undefined;
  vault: FarVault;
  planner: Planner;
  stop: () => Promise<void>;
};

/** A clock so far behind the last event of the log is wrong, or was when that was written. */
const BEHIND_MS = 5 * 60_000;

/** A token that goes by the name of one of our own sources could take the ids of its facts. */
const TAKEN = {
  ok: false,
  code: 'source-taken',
  message: 'the token has the name of a telephone system or of the server itself; use a token with another name',
} as const;

/** Starts everything; rejects with a clear error when the data folder, the profile or the port cannot be had. */
export async function startHouse(config: Config, world: World): Promise<House> {
  const { log } = world;
  const profile = loadProfile(config.profile);
  const calendar = createCalendar(profile.timezone);
  const steady =
    world.steady &&
    createSteadyClock({
      ...{ wall: world.now, ...world.steady },
      onLeap: (leap) => log.warn(leap, 'the clock of this machine jumped'),
    });
  const kept = await openKeeping(config, {
    ...{ province: profile.id, calendar, now: steady?.now ?? world.now, log, breakable: world.breakable },
  });
  const { log: events, ledger, vault, marks, elsewhere, now } = kept;
  const { fold, take, checkpoint } = await openBoard({ ledger, profile, calendar, now, log });

  let targets = JSON.parse((await marks.get('targets')) ?? '[]') as readonly Target[];
  const targetAt = (ms: number): number => targetOn(targets, calendar.dayOf(ms)) ?? profile.target;
  const door = createDoor({ profile, calendar, now, targetAt });
  const recorder = createRecorder({
    log: events,
    now,
    probe: kept.probe,
    store: kept.store,
    onTrouble: (trouble) =>
      trouble ? log.error(trouble, 'events are not being recorded') : log.info('events are being recorded again'),
  });

  const rejections = createRejections();
  const put = (raw: readonly RawEvent[], source: string): void => {
    const accepted: StoredEvent[] = [];
    for (const one of raw) {
      const result = door.hear(one, source);
      if (result.ok) accepted.push(result.event);
      else {
        rejections.count(result.code);
        log.warn({ source, code: result.code, reason: result.message, type: one.type }, 'an event was rejected');
      }
    }
    if (accepted.length > 0) recorder.put(accepted);
  };

  const today = (): string => calendar.dayOf(now());
  const changed = withTarget(targets, profile.target, today(), calendar.dayAfter(today()));
  if (changed !== targets) {
    targets = changed;
    const { target, from } = changed.at(-1) ?? { target: profile.target, from: today() };
    await marks
      .set('targets', JSON.stringify(targets))
      .catch((cause: unknown) => log.error({ err: cause }, 'the target was not kept'));
    const hash = profileHash(profile);
    put([{ type: 'profile.changed', id: `profile/${hash}/${from}`, at: now(), hash, target, from }], CLOCK);
  }

  kept.watch(recorder.reached);
  const warnings = createWarnings({ now, log });
  const lookAtFiles = (): void => {
    const gone = kept.gone();
    if (gone.log) recorder.reached(gone.log);
    warnings.set('vault', gone.vault && { cause: gone.vault.message });
  };
  const book = createLinkBook({ now, lastWord: fold.lastAt, onTime: steady?.witness });
  const links = (): Links => bestOf([book.links(), ...elsewhere.links()]);
  const isOurs = (source: string): boolean => isOwnSource(source) || Object.hasOwn(links(), source);
  const owners: Owners = {
    registrantOf: (contact) =>
      ledger.bySubject(`contact/${contact}`).find(({ event }) => event.type === 'contact.registered')?.event.source,
    systems: () => Object.keys(links()),
  };
  const acceptFrom: Door['accept'] = (raw, source) => {
    if (isOurs(source)) return TAKEN;
    const result = door.accept(raw, source);
    return (result.ok ? whyNotYours(result.event, owners) : undefined) ?? result;
  };
  const epoch = randomUUID();
  const server = createServer((request, response) => app(request, response));
  const drain = drainable(server);
  const clock = {
    now,
    after(ms: number, run: () => void) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  };
  const onWrongOrigin = createOriginLog({ log, now, origin: config.origin });
  const common = { topics: profile.display.topics, origin: config.origin, onWrongOrigin, credentials: vault };
  const push = createPush({
    ...common,
    server,
    source: fold,
    epoch,
    clock,
    log,
    profile: onWire(profile),
    links,
    recording: recorder.recording,
    warnings: warnings.current,
    utcOffset: calendar.utcOffset,
    demo: world.demo,
  });
  const metrics = createMetrics({
    ...{ board: () => fold.board, position: () => fold.position, links, recording: recorder.recording, now },
    ...{ screens: push.count, presence: push.presence, rejected: rejections.counts, build: buildLabels(profile.id) },
    isCaughtUp: kept.isCaughtUp,
    redis: () => {
      const up = kept.isReached();
      return up === undefined ? undefined : { up, replicas: kept.durability()?.replicas };
    },
  });
  const history = createHistory(ledger);
  const past = createPastVisits({ fold, ledger, calendar, around: profile.sitting });
  const { timetable, announcer } = createOffice({
    ...{ profile, calendar, fold, history, past, ledger, now },
    log: recorder,
    links,
    newId: () => randomId('s'),
  });
  const trackingKey = await vault.key(SERVED_KEY);
  const keyed = keyedBy(await vault.key(NAMES_KEY));
  const levels = levelsByRule(profile);
  const watcher = createWatcher({ levels, lastWord: fold.lastAt, nextAlert: fold.nextAlert });
  let stopping = false;
  const app = createApp({
    ...common,
    sessions: vault,
    door: { accept: acceptFrom },
    log: recorder,
    board: push,
    calls: createCallRows({
      ...{ fold, past, calendar, findSitting: history.find },
      waitedSoFar: (queue, joinedAt) => secondsIn(links(), fold.board.queues[queue]?.system, joinedAt, now()),
    }),
    callTable: createCallTable({
      ...{ calendar, naming: namingOf(profile) },
      nameOf: (kind, id) => fold.board[kind][id]?.name,
    }),
    reasons: () => [
      ...(recorder.recording().since === undefined ? [] : ['log-unwritable' as const]),
      ...(warnings.has('vault') ? ['vault-unwritable' as const] : []),
      ...(kept.isCaughtUp() ? [] : ['board-behind' as const]),
      ...(stopping ? ['stopping' as const] : []),
    ],
    durability: kept.durability,
    telephony: book.byName,
    warnings: warnings.current,
    now,
    errors: log,
    onProxy: createProxyLog(log),
    onRejected: rejections.count,
    routes: [
      metricsRoute(metrics.read),
      ...sittingRoutes({ timetable, calendar }),
      ...createRegistry({
        ...{ profile, calendar, fold, ledger, history, now },
        log: recorder,
        key: trackingKey,
      }),
      ...alertRoutes({
        ...{ levels, now, log: recorder, board: () => fold.board, newId: () => randomId('l') },
        preview: (rule, subject, tried) => {
          const visits = [...past.callsOf(today())].flatMap((call) => call.visits);
          const asked = visits.filter(
            ({ queue, joinedAt }) =>
              (subject === undefined || queue === subject) && calendar.dayOf(joinedAt) === today(),
          );
          return previewOf(rule, tried, asked, calendar.startOf(today()), now());
        },
      }),
      ...accessRoutes({
        ...{ vault, passwords: createPasswords(), ledger, now, origin: config.origin },
        presence: () => new Map([...elsewhere.present(), ...push.presence()]),
        counts: kept.counts,
        isSource: isOurs,
        counties: Object.keys(profile.counties),
      }),
    ],
    dist: world.dist,
    trustProxy: config.trustProxy,
  });

  const audit = createAudit({ vault, door, log: recorder, push, errors: log });
  const stopFollowing = events.follow(fold.position, (entries) => {
    take(entries);
    metrics.changed();
    push.changed();
    audit.heard(entries);
    void checkpoint('due');
  });

  // The day of the board turns by an event (B1); one that could not be written is tried again by the recorder.
  let stood = '';
  const days = createDayTurn({
    ...{ calendar, fold, ledger, now, mono: world.steady?.mono ?? now },
    hasTelephony: steady !== undefined && config.telephony.length > 0,
    telephones: steady?.telephones ?? (() => []),
  });
  const lastRecorded = ledger.after(events.last() - 1, 1)[0]?.event.recordedAt ?? 0;
  const turnDay = (): void => {
    lookAtFiles();
    const turns = days.due();
    if (turns.length > 0) put(turns, CLOCK);
    const behind = lastRecorded - now();
    warnings.set(
      'clock',
      steady?.held()
        ? { held: steady.held() }
        : (days.doubt() ?? (steady && behind > BEHIND_MS ? { behindTheLog: behind } : undefined)),
    );
    const seen = { board: fold.board, links: links(), now: now() };
    // Screens dim and shine again with the link, not with the next beat.
    if (statesOf(seen.links) !== stood) push.beat();
    stood = statesOf(seen.links);
    const due = [...announcer.due(seen.board, seen.links, seen.now), ...watcher.due(seen)];
    if (due.length > 0) put(due, CLOCK);
    void checkpoint('due');
  };
  turnDay();
  const turning = setInterval(turnDay, 500);

  elsewhere.share({ links: book.links, present: push.presence, drained: recorder.drained });
  const stopSources = startSources({
    ...{ telephony: config.telephony, isShared: config.redisUrl !== undefined },
    ...{ fold, ledger, links: book, now, put, log },
    ...{ names: createNames(profile, keyed), random: world.random, drained: recorder.drained, inTurn: kept.inTurn },
    todayFrom: () => calendar.startOf(today()),
  });

  const stop = async (): Promise<void> => {
    stopping = true;
    stopSources();
    clearInterval(turning);
    push.stop();
    metrics.stop();
    await drain();
    await audit.stop();
    await recorder.stop();
    const { waiting = 0 } = recorder.recording();
    if (waiting > 0 && kept.store === undefined)
      log.error({ waiting }, 'stopped while telephone events waited in memory: they are lost');
    stopFollowing();
    await checkpoint('now');
    await kept.close();
  };

  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(config.port, config.host, resolve);
    });
  } catch (cause) {
    await stop();
    throw new Error(
      `PORT ${config.port} on ${config.host} cannot be had: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
  const { port } = server.address() as AddressInfo;
  return { host: config.host, port, origin: config.origin, vault, planner: timetable.planner, stop };
}
