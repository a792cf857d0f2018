// Puts the parts together and starts them: log, board, sources, HTTP and push. main.ts and the demo give it its environment.
import { createCalendar } from '../shared/calendar.ts';
import type { OpenCasesBySubject } from '../shared/open-cases.ts';
import type { Links } from '../shared/links.ts';
import { createVaultRelay } from './vault-relay.ts';
import { createPastVisits } from './calls/past-visits.ts';
import type { Config } from './config.ts';
import type { RunningServer, Environment } from './environment.ts';
import { keyedBy, NAMES_KEY } from './keyed.ts';
import { createDirectories } from './directory/directories.ts';
import { openBoard } from './projection.ts';
import { listen } from './listen.ts';
import { createPace } from './reading/pace.ts';
import { loadProfile } from './profiles/load.ts';
import { randomId } from './random-id.ts';
import { createHistory } from './sittings/history.ts';
import { createOffice } from './sittings/office.ts';
import { mergeLinks, createLinkRegistry } from './sources/links.ts';
import { createNames } from './sources/names.ts';
import { createHttp } from './start-http.ts';
import { openStorage } from './start-log.ts';
import { watchContactsFolder } from './start-contacts-folder.ts';
import { createOwnership } from './start-ownership.ts';
import { createNotices } from './start-notices.ts';
import { openProfile } from './start-profile.ts';
import { startPush } from './start-push.ts';
import { startReplays } from './start-replays.ts';
import { startReports, type CasesOf } from './start-reports.ts';
import { startRecording } from './start-recording.ts';
import { startSources } from './start-sources.ts';
import { startTicks } from './start-ticks.ts';
import { createSurgeWatch } from './surges/surge-watch.ts';
import { createSteadyClock } from './steady-clock.ts';
import { openLinkList } from './telephony/link-list.ts';
import { createWarnings } from './warnings.ts';

/** Starts everything; rejects with a clear error when the data folder, the profile or the port cannot be had. */
export async function startServer(config: Config, world: Environment): Promise<RunningServer> {
  const { log } = world;
  const named = loadProfile(config.profile);
  const calendar = createCalendar(named.timezone);
  const onLeap = (leap: object): void => log.warn(leap, 'the clock of this machine jumped');
  const steady = world.steady && createSteadyClock({ wall: world.now, ...world.steady, onLeap });
  const facts = { province: named.id, calendar, now: steady?.now ?? world.now, log, breakable: world.breakable };
  const kept = await openStorage(config, facts);
  const { log: events, ledger, vault, elsewhere, now } = kept;
  const profiles = openProfile(config, named, ledger);
  const { profile } = profiles;
  // One for all: however many read, the wall waits for one slice at most.
  const pace = createPace();
  const projection = await openBoard({ ledger, profile, calendar, now, log, pace });
  const { fold, checkpoint } = projection;
  const recording = await startRecording({ kept, profile, calendar, fold, log, pace });
  const target = recording.targetAt(now());
  const { door, ignoring, intake, recorder, put } = recording;
  kept.watch(recorder.reached);

  const warnings = createWarnings({ now, log });
  const book = createLinkRegistry({
    now,
    lastFactAt: fold.lastAt,
    onTime: steady?.witness,
    elsewhere: elsewhere.begun,
  });
  const links = (): Links => mergeLinks([book.links(), ...elsewhere.links()]);
  let http: Awaited<ReturnType<typeof createHttp>> | undefined;
  const cases = (): OpenCasesBySubject | undefined => http?.cases.current();
  const casesOf: CasesOf = async (month) => http?.casesOf(month);
  const shared = { kept, profile, calendar, fold, recording, warnings, links, cases };
  const pushing = startPush({ ...shared, world, origin: config.origin, policy: config.policy });
  const { push, metrics } = pushing;
  const replaying = startReplays({ config, profile, push, common: pushing.common, now, log });

  const telephony = await openLinkList({ fixed: config.telephony, vault, log });
  const history = createHistory(ledger);
  const past = createPastVisits({ fold, ledger, calendar, around: profile.sitting, pace });
  const office = { profile, calendar, fold, history, past, ledger, now, links, newId: () => randomId('s') };
  const { timetable, announcer, acts } = createOffice({ ...office, intake });
  const ownership = createOwnership({ door, ignoring, ledger, links, profile, fold, now });
  const mono = world.steady?.mono ?? now;
  const reports = startReports({ ...shared, casesOf, past, history, timetable, pace, origin: config.origin });
  const { noticeLeaseMs: leaseMs, reportsWaitMs } = world;
  const notices = createNotices({ ...shared, log, mono, leaseMs, reports, reportsWaitMs });
  const names = createNames(profile, keyedBy(await vault.key(NAMES_KEY)), {
    deskOf: fold.naming.deskOf,
    nameOf: (desk) => fold.board.desks[desk]?.name,
  });
  const directories = createDirectories({
    settings: config.directories,
    vault,
    isSource: ownership.isSource,
    now,
    log,
  });
  const stopDirectories = directories.start();
  let isStopping = false;
  const routes = {
    config,
    log,
    dist: world.dist,
    ownership,
    push,
    past,
    pace,
    history,
    timetable,
    acts,
    metrics,
    book,
    directories,
    names,
    profiles,
    notices,
    reports,
    engine: replaying.engine,
    telephony,
  };
  const served = (http = await createHttp({
    ...shared,
    ...routes,
    common: pushing.common,
    isStopping: () => isStopping,
  }));
  pushing.serve(served.app);

  const vaultRelay = createVaultRelay({ vault, intake, push, errors: log });
  const changed = (): void => {
    metrics.changed();
    push.changed();
  };
  let boardChanged = (): void => {};
  projection.onRefolded(changed);
  const stopFollowing = events.follow(fold.position, (entries) => {
    projection.apply(entries);
    changed();
    vaultRelay.heard(entries);
    notices.notifier.take(entries);
    served.cases.take(entries);
    served.sealer.take(entries);
    boardChanged();
    const hasNewTarget =
      entries.some(({ event }) => event.type === 'day.started') && recording.targetAt(now()) !== target;
    if (hasNewTarget || profiles.isOutdated(entries)) world.restart?.();
    void checkpoint('due');
  });
  const hasTelephony = (): boolean => telephony.current().length > 0;
  const surges = createSurgeWatch({
    ledger,
    fold,
    calendar,
    pace,
    profile,
    now,
    failed: (err) => log.error({ err }, 'surges of topics could not be looked for'),
  });
  const ticks = startTicks({
    ...shared,
    surges: surges.current,
    checkpoint,
    push,
    announcer,
    steady,
    mono,
    hasTelephony,
  });
  boardChanged = ticks.boardChanged;
  elsewhere.share({ links: book.links, begun: book.begun, present: push.presence, drained: recorder.drained });
  const isShared = config.redisUrl !== undefined;
  const lines = { telephony, known: links, isShared, links: book, names, put };
  const stopSources = startSources({
    ...lines,
    fold,
    ledger,
    now,
    log,
    random: world.random,
    drained: recorder.drained,
    inTurn: kept.inTurn,
    todayFrom: () => calendar.startOf(calendar.dayOf(now())),
  });

  const stopFolder = watchContactsFolder({
    folder: config.contactsFolder,
    takeTable: http.takeTable,
    log,
    everyMs: world.contactsFolderEveryMs,
  });

  const stop = async (): Promise<void> => {
    isStopping = true;
    await stopFolder();
    await stopDirectories();
    stopSources();
    boardChanged = () => {};
    ticks.stop();
    surges.stop();
    replaying.stop();
    push.stop();
    metrics.stop();
    await pushing.drain();
    await replaying.end();
    await served.recordAll();
    await vaultRelay.stop();
    await served.sealer.stop();
    await notices.stop();
    await recorder.stop();
    const { waiting = 0 } = recorder.recording();
    if (waiting > 0 && kept.store === undefined)
      log.error({ waiting }, 'stopped while telephone events waited in memory: they are lost');
    stopFollowing();
    await served.stop();
    await projection.stop();
    await checkpoint('now');
    await kept.close();
  };
  void notices.start();
  served.sealer.start();
  const port = await listen(pushing.server, config, stop);
  return {
    host: config.host,
    port,
    origin: config.origin,
    vault,
    node: kept.node,
    planner: timetable.planner,
    hasTelephony,
    stop,
  };
}
