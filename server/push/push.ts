// Sends the board to the screens: a snapshot at joining, then numbered patches, a beat every two seconds.
import type { Server as HttpServer } from 'node:http';
import type { OriginFault } from '../../shared/origin.ts';
import { BEAT_MS, PROTOCOL } from '../../shared/wire.ts';
import type { OpenCasesBySubject } from '../../shared/open-cases.ts';
import type { Links } from '../../shared/links.ts';
import type { Control, ProfileOnWire, Recording, Snapshot, Warnings } from '../../shared/wire.ts';
import type { Credentials, Identity } from '../access/authentication.ts';
import { isInTable, can } from '../access/permissions.ts';
import { viewName, type View } from '../access/views.ts';
import { createAdmission, type Warn } from './admission.ts';
import type { Clock } from './clock.ts';
import { createThrottle } from './throttle.ts';
import { createAges, presentIn, type Present } from './presence.ts';
import { createRecheckAll } from './recheck-all.ts';
import { createSentReplays, type SentReplays } from './sent-replays.ts';
import { createRevisions, type BoardSource } from './revisions.ts';
import { openScreens, readHere, type ReplayScreens, type Screen } from './screens.ts';
import { disconnect, MOST_UNSENT, unsentBytes } from './backpressure.ts';
import { createPatchBatcher } from './patch-batcher.ts';

/** At most 20 patches a second: after a quiet time 3 go at once, then one in each window (3 + 1000 / 56 < 21). */
export const WINDOW_MS = 56;
const BURST = 3;
const RESYNC_MS = 1_000;
/** Everybody who has a snapshot; beats go there. */
const EVERYBODY = 'screens';

export type PushOptions = {
  server: HttpServer;
  source: BoardSource;
  /** Random per fold run: a screen with another epoch starts over. */
  epoch: string;
  credentials: Credentials;
  clock: Clock;
  log: Warn;
  profile: ProfileOnWire;
  /** Whether the profile lets displays show what a call is about. */
  topics: boolean;
  links: () => Links;
  recording: () => Recording;
  /** What is to be warned of; undefined while nothing is. */
  warnings?: (() => Warnings | undefined) | undefined;
  /** Open cases, for people only; undefined until they were counted. */
  cases?: (() => OpenCasesBySubject | undefined) | undefined;
  /** Minutes east of UTC at a moment. */
  utcOffset: (ms: number) => number;
  /** The public origin, where it is not the host that browsers ask for. */
  origin?: string | undefined;
  onWrongOrigin?: ((fault: OriginFault) => void) | undefined;
  demo?: true | undefined;
  /** Bytes that a screen may leave unread; `MOST_UNSENT` unless given. */
  mostUnsent?: number | undefined;
  /** How long a connection may take to join, ms; for tests. */
  joinMs?: number | undefined;
};

/** What a view contains, for every screen that has it. */
export type AnonymousSnapshot = Omit<Snapshot, 'you'>;

export type Push = {
  /** To be called after each folded batch, in the same tick. */
  changed: () => void;
  /**
   * The board at a revision as a view sees it, with nothing unsent; called back at once or within `WINDOW_MS`. It shares
   * branches with the living board: encode it inside the callback.
   */
  read: (view: View, take: (snapshot: AnonymousSnapshot) => void) => void;
  /** Sends a beat now, because links changed: it carries how they stand. */
  beat: () => void;
  /** Sends the numbers of open cases to those who see them. */
  casesChanged: () => void;
  /** Sends a control message to the screens that the predicate picks. */
  control: (control: Control, whom: (who: Identity) => boolean) => void;
  /** Tells those screens that they are revoked and ends their connections. Returns how many. */
  dropWho: (whom: (who: Identity) => boolean) => number;
  /** Asks the vault at once who may stay. */
  review: () => void;
  /** Which displays are connected, by id. */
  presence: () => ReadonlyMap<string, Present>;
  /** Where replays join; they are served apart from the living board. */
  replays: ReplayScreens;
  /** Which displays were sent to a replay. */
  sent: SentReplays;
  /** For metrics. */
  count: () => { screens: number; rev: number; views: number };
  /** Ends all connections; screens come back by themselves. The HTTP server is the caller's to close. */
  stop: () => void;
};

export function createPush(options: PushOptions): Push {
  const { clock, epoch, source, links, recording, utcOffset } = options;
  const mostUnsent = options.mostUnsent ?? MOST_UNSENT;
  const { screens, replays, close } = openScreens(options);
  const revisions = createRevisions(source);
  const warned = (): { warnings?: Warnings } => {
    const warnings = options.warnings?.();
    return warnings ? { warnings } : {};
  };
  const room = (view: View): string => `view/${viewName(view)}`;
  const casesFor = (view: View): OpenCasesBySubject | undefined =>
    view.kind === 'full' ? options.cases?.() : undefined;

  /**
   * A large board takes its time on a slow line: a screen that is cut off for that would reconnect and start over for ever.
   */
  const mayLeave = ({ data }: Screen): number => mostUnsent + (data.snapshotBytes ?? 0);

  const cutOffSlow = (): void => {
    for (const screen of screens.sockets.values()) {
      const unsent = unsentBytes(screen);
      if (unsent <= mayLeave(screen)) continue;
      options.log.warn({ unsent, name: screen.data.who.name }, 'a screen does not read and was cut off');
      disconnect(screen);
    }
  };

  const send = (): boolean => {
    for (const view of revisions.watched()) if (!screens.adapter.rooms.has(room(view))) revisions.forget(view);
    const steps = revisions.advance();
    if (steps.length === 0) return false;
    cutOffSlow();
    const serverNow = clock.now();
    // One emit per room: Socket.IO encodes it once for all sockets in it.
    for (const { from, to, patchFor } of steps)
      for (const view of revisions.watched())
        screens.to(room(view)).emit('patch', { from, to, patch: patchFor(view), serverNow });
    return true;
  };
  const batcher = createPatchBatcher({ clock, gap: WINDOW_MS, burst: BURST, send });

  const snapshot = (view: View): AnonymousSnapshot => {
    const cases = casesFor(view);
    return {
      protocol: PROTOCOL,
      epoch,
      rev: revisions.rev(),
      board: revisions.see(view),
      serverNow: clock.now(),
      utcOffset: utcOffset(clock.now()),
      links: links(),
      recording: recording(),
      ...warned(),
      ...(cases && { cases }),
      profile: options.profile,
      ...(options.demo && { demo: true }),
    };
  };

  /** Snapshot and room in one tick: no patch falls between them. */
  const show = (screen: Screen): void => {
    batcher.whenFlushed(() => {
      if (!screen.connected) return;
      const { view } = screen.data;
      if (unsentBytes(screen) > mayLeave(screen)) return disconnect(screen);
      const { role, name, display, page, settings } = screen.data.who;
      const replay = display === undefined ? undefined : sent.of(display);
      const you = {
        role,
        name,
        ...(display !== undefined && { display }),
        ...(page && { page }),
        ...(settings && { settings }),
        ...(replay && { replay }),
      };
      screen.emit('snapshot', { ...snapshot(view), you });
      screen.data.snapshotBytes = unsentBytes(screen);
      void screen.join([EVERYBODY, room(view)]);
      revisions.watch(view);
    });
  };

  const sent = createSentReplays({
    clock,
    changed: (display) => {
      for (const screen of screens.sockets.values()) if (screen.data.who.display === display) show(screen);
    },
  });

  const drop = (screen: Screen, control?: Control): void => {
    if (control !== undefined) screen.emit('control', control);
    screen.disconnect(true);
  };

  const review = createRecheckAll({ ...options, screens, drop });
  const ages = createAges();

  let stopBeat = (): void => {};
  const beat = (): void => {
    stopBeat();
    stopBeat = clock.after(BEAT_MS, beat);
    cutOffSlow();
    const serverNow = clock.now();
    const rev = revisions.rev();
    ages.beat(rev, serverNow);
    screens.to(EVERYBODY).emit('beat', {
      epoch,
      rev,
      serverNow,
      utcOffset: utcOffset(serverNow),
      links: links(),
      recording: recording(),
      ...warned(),
    });
    void review();
  };
  stopBeat = clock.after(BEAT_MS, beat);

  const admit = createAdmission(options);
  screens.use((screen, next) => void admit(screen, next));
  screens.on('connection', (screen) => {
    const again = createThrottle({ clock, pause: RESYNC_MS, answer: () => show(screen) });
    // Events that are not in the permission table are ignored.
    screen.use(([name], next) => {
      const key = `event /board ${String(name)}`;
      if (isInTable(key) && can(screen.data.who.role, key)) next();
    });
    screen.on('resync', again.ask);
    screen.on('here', (said: unknown) => {
      const here = readHere(said);
      if (here) screen.data.here = { ...here, at: clock.now(), asOf: ages.asOf(here.rev) ?? screen.data.here?.asOf };
    });
    screen.on('disconnect', again.stop);
    show(screen);
  });

  return {
    changed: batcher.markDirty,
    beat,
    casesChanged() {
      const view: View = { kind: 'full' };
      const cases = casesFor(view);
      if (cases) screens.to(room(view)).emit('cases', cases);
    },
    read: (view, take) => batcher.whenFlushed(() => take(snapshot(view))),
    control(control, whom) {
      for (const screen of screens.sockets.values()) if (whom(screen.data.who)) screen.emit('control', control);
    },
    dropWho(whom) {
      const dropped = [...screens.sockets.values()].filter((screen) => whom(screen.data.who));
      for (const screen of dropped) drop(screen, 'revoked');
      return dropped.length;
    },
    review: () => void review(),
    presence: () => presentIn(screens),
    replays,
    sent,
    count: () => ({ screens: screens.sockets.size, rev: revisions.rev(), views: revisions.watched().length }),
    stop() {
      stopBeat();
      sent.stop();
      batcher.stop();
      close();
    },
  };
}
