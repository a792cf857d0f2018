// Puts the parts together and starts them: log, board, sources, HTTP and push. main.ts and the demo give it its environment.
import { createCalendar } from '../shared/calendar.ts';
import type { Links } from '../shared/links.ts';
import { createAudit } from './audit.ts';
import { createPastVisits } from './calls/past-visits.ts';
import type { Config } from './config.ts';
import type { RunningServer, Environment } from './environment.ts';
import { keyedBy, NAMES_KEY } from './keyed.ts';
import { openBoard } from './projection.ts';
import { listen } from './listen.ts';
import { createPace } from './reading/pace.ts';
import { loadProfile } from './profiles/load.ts';
import { randomId } from './random-id.ts';
import { createHistory } from './sittings/history.ts';
import { createOffice } from './sittings/office.ts';
import { mergeLinks, createLinkBook } from './sources/links.ts';
import { createNames } from './sources/names.ts';
import { createHttp } from './start-http.ts';
import { openStorage } from './start-log.ts';
import { createOwnership } from './start-ownership.ts';
import { startPush } from './start-push.ts';
import { startRecording } from './start-recording.ts';
import { startSources } from './start-sources.ts';
import { startTicks } from './start-ticks.ts';
import { createSteadyClock } from './steady-clock.ts';
import { createWarnings } from './warnings.ts';

/** Starts everything; rejects with a clear error when the data folder, the profile or the port cannot be had. */
export async function startServer(config: Config, world: Environment): Promise<RunningServer> {
  const { log } = world;
  const profile = loadProfile(config.profile);
  const calendar = createCalendar(profile.timezone);
  const onLeap = (leap: object): void => log.warn(leap, 'the clock of this machine jumped');
  const steady = world.steady && createSteadyClock({ wall: world.now, ...world.steady, onLeap });
  const facts = { province: profile.id, calendar, now: steady?.now ?? world.now, log, breakable: world.breakable };
  const kept = await openStorage(config, facts);
  const { log: events, ledger, vault, elsewhere, now } = kept;
  // One for all: however many read, the wall waits for one slice at most.
  const pace = createPace();
  const projection = await openBoard({ ledger, profile, calendar, now, log, pace });
  const { fold, checkpoint } = projection;
  const recording = await startRecording({ kept, profile, calendar, log, pace });
  const { door, intake, recorder, put } = recording;
  kept.watch(recorder.reached);

  const warnings = createWarnings({ now, log });
  const book = createLinkBook({ now, lastWord: fold.lastAt, onTime: steady?.witness, elsewhere: elsewhere.begun });
  const links = (): Links => mergeLinks([book.links(), ...elsewhere.links()]);
  const shared = { kept, profile, calendar, fold, recording, warnings, links };
  const pushing = startPush({ ...shared, world, origin: config.origin });
  const { push, metrics } = pushing;

  const history = createHistory(ledger);
  const past = createPastVisits({ fold, ledger, calendar, around: profile.sitting, pace });
  const office = { profile, calendar, fold, history, past, ledger, now, links, newId: () => randomId('s') };
  const { timetable, announcer } = createOffice({ ...office, intake });
  const ownership = createOwnership({ door, ledger, links, profile, fold, now });
  let isStopping = false;
  const routes = { config, log, dist: world.dist, ownership, push, past, pace, history, timetable, metrics, book };
  pushing.serve(await createHttp({ ...shared, ...routes, common: pushing.common, isStopping: () => isStopping }));

  const audit = createAudit({ vault, intake, push, errors: log });
  const changed = (): void => {
    metrics.changed();
    push.changed();
  };
  projection.onRefolded(changed);
  const stopFollowing = events.follow(fold.position, (entries) => {
    projection.apply(entries);
    changed();
    audit.heard(entries);
    void checkpoint('due');
  });
  const mono = world.steady?.mono ?? now;
  const hasTelephony = config.telephony.length > 0;
  const stopTicks = startTicks({ ...shared, checkpoint, push, announcer, steady, mono, hasTelephony });
  elsewhere.share({ links: book.links, begun: book.begun, present: push.presence, drained: recorder.drained });
  const names = createNames(profile, keyedBy(await vault.key(NAMES_KEY)));
  const lines = { telephony: config.telephony, isShared: config.redisUrl !== undefined, links: book, names, put };
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

  const stop = async (): Promise<void> => {
    isStopping = true;
    stopSources();
    stopTicks();
    push.stop();
    metrics.stop();
    await pushing.drain();
    await audit.stop();
    await recorder.stop();
    const { waiting = 0 } = recorder.recording();
    if (waiting > 0 && kept.store === undefined)
      log.error({ waiting }, 'stopped while telephone events waited in memory: they are lost');
    stopFollowing();
    await projection.stop();
    await checkpoint('now');
    await kept.close();
  };
  const port = await listen(pushing.server, config, stop);
  return { host: config.host, port, origin: config.origin, vault, node: kept.node, planner: timetable.planner, stop };
}
