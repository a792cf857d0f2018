// Puts the parts together and starts them: log, board, sources, HTTP and push. main.ts and the demo give it the world.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { levelsByRule } from '../shared/profile.ts';
import { createCalendar } from '../shared/calendar.ts';
import type { RawEvent, StoredEvent } from '../shared/event.ts';
import type { Links } from '../shared/links.ts';
import { isOwnSource } from './vault/names.ts';
import { createPasswords } from './access/passwords.ts';
import type { FarVault } from './vault/vault.ts';
import { createAudit } from './audit.ts';
import { createPastVisits } from './calls/past-visits.ts';
import { createRecorder } from './log/recorder.ts';
import { createRegistry } from './registry.ts';
import { createCallRows } from './calls/call-rows.ts';
import type { Config } from './config.ts';
import { createDoor, type Door } from './door/door.ts';
import { whyNotYours, type Owners } from './door/ownership.ts';
import { accessRoutes } from './http/access.ts';
import { previewOf } from './alerts/preview.ts';
import { createWatcher } from './alerts/watcher.ts';
import { alertRoutes } from './http/alerts.ts';
import { createApp } from './http/app.ts';
import { metricsRoute } from './http/metrics.ts';
import { sittingRoutes } from './http/sittings.ts';
import { openBoard } from './kept-board.ts';
import { createMetrics } from './metrics.ts';
import { CLOCK } from './door/own-sources.ts';
import type { SqliteLogOptions } from './log/sqlite.ts';
import { randomId } from './random-id.ts';
import { loadProfile, profileHash } from './profiles/load.ts';
import { onWire } from './profiles/on-wire.ts';
import { createPush } from './push/push.ts';
import { createHistory } from './sittings/history.ts';
import { createOffice } from './sittings/office.ts';
import type { Planner } from './sittings/planner.ts';
import { bestOf, createLinkBook } from './sources/links.ts';
import { createNames } from './sources/names.ts';
import { keyedBy, NAMES_KEY } from './keyed.ts';
import { openKeeping } from './start-log.ts';
import { startSources } from './start-sources.ts';
import { targetOn, withTarget, type Target } from './door/targets.ts';

/** What the house needs of the world. */
export type World = {
  /** Epoch ms. */
  now: () => number;
  random: () => number;
  log: Logger;
  /** Folder of the built screens. */
  dist: string;
  demo?: true;
  /** For fault tests only: as of the log. */
  breakable?: SqliteLogOptions['breakable'];
};

export type House = { host: string; port: number; vault: FarVault; planner: Planner; stop: () => Promise<void> };

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
  const kept = await openKeeping(config, {
    ...{ province: profile.id, calendar, now: world.now, log, breakable: world.breakable },
  });
  const { log: events, ledger, vault, marks, elsewhere, now } = kept;
  const { fold, take, checkpoint } = openBoard({ ledger, profile, calendar, now, log });

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

  const put = (raw: readonly RawEvent[], source: string): void => {
    const accepted: StoredEvent[] = [];
    for (const one of raw) {
      const result = door.hear(one, source);
      if (result.ok) accepted.push(result.event);
      else log.warn({ source, code: result.code, reason: result.message, type: one.type }, 'an event was rejected');
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
  const book = createLinkBook({ now, lastWord: fold.lastAt });
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
  const clock = {
    now,
    after(ms: number, run: () => void) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  };
  const common = { topics: profile.display.topics, origin: config.origin, credentials: vault };
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
    utcOffset: calendar.utcOffset,
    demo: world.demo,
  });
  const history = createHistory(ledger);
  const past = createPastVisits({ fold, ledger, calendar, around: profile.sitting });
  const { timetable, announcer } = createOffice({
    ...{ profile, calendar, fold, history, past, ledger, now },
    log: recorder,
    links,
    newId: () => randomId('s'),
  });
  const trackingKey = await vault.key('tracking-code');
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
    calls: createCallRows({ fold, past, calendar, findSitting: history.find }),
    reasons: () => [
      ...(recorder.recording().since === undefined ? [] : ['log-unwritable' as const]),
      ...(kept.isCaughtUp() ? [] : ['board-behind' as const]),
      ...(stopping ? ['stopping' as const] : []),
    ],
    durability: kept.durability,
    telephony: book.byName,
    now,
    errors: log,
    routes: [
      metricsRoute(
        createMetrics({
          ...{ board: () => fold.board, position: () => fold.position, links, recording: recorder.recording, now },
          screens: push.count,
        }),
      ),
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
    push.changed();
    audit.heard(entries);
    void checkpoint('due');
  });

  // The day of the board turns by an event (B1); one that could not be written is tried again by the recorder.
  let announced = fold.board.day ?? '';
  const standing = (seen: Links): string =>
    Object.entries(seen)
      .map(([system, { state }]) => `${system} ${state}`)
      .join();
  let stood = '';
  const turnDay = (): void => {
    const day = today();
    if (day > announced) put([{ type: 'day.started', id: `day/${day}`, at: now(), day }], CLOCK);
    if (day > announced) announced = day;
    const seen = { board: fold.board, links: links(), now: now() };
    // Screens dim and shine again with the link, not with the next beat.
    if (standing(seen.links) !== stood) push.beat();
    stood = standing(seen.links);
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
    server.close();
    server.closeAllConnections();
    await audit.stop();
    await recorder.stop();
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
  return { host: config.host, port, vault, planner: timetable.planner, stop };
}
