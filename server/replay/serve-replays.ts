// The sockets of replays: a few at once for a person, ten in all, each with a board of its own and none with the living one. A
// display has the one that a supervisor sent it to, whatever it asks for.
import { randomUUID } from 'node:crypto';
import { clampMoment, FASTEST, LONGEST_REPLAY, type ReplayChange, type ReplayWish } from '../../shared/replay.ts';
import { sentMoment, type SentReplay } from '../../shared/sent-replay.ts';
import { BEAT_MS, PROTOCOL, type Control, type ProfileOnWire } from '../../shared/wire.ts';
import type { Credentials } from '../access/authentication.ts';
import { can, isInTable } from '../access/permissions.ts';
import { personOf } from '../access/person-of.ts';
import { createAdmission, type Warn } from '../push/admission.ts';
import { unsentBytes, MOST_UNSENT } from '../push/backpressure.ts';
import type { Clock } from '../push/clock.ts';
import { createRecheckAll } from '../push/recheck-all.ts';
import { refusal, type ReplayScreen, type ReplayScreens } from '../push/screens.ts';
import type { SentReplays } from '../push/sent-replays.ts';
import type { Engine, Moved, Shown } from './engine.ts';
import { createPlayer } from './player.ts';

const MOST_IN_ALL = 10;
const MOST_OF_ONE = 3;

type Options = {
  replays: ReplayScreens;
  engine: Engine;
  sent: Pick<SentReplays, 'of'>;
  credentials: Credentials;
  clock: Clock;
  mono: () => number;
  topics: boolean;
  log: Warn;
  profile: ProfileOnWire;
};

/** Returns its stop. */
export function serveReplays(options: Options): { stop: () => void } {
  const { replays, engine, clock, mono, log } = options;
  const admit = createAdmission({ ...options, right: 'join /replay' });
  const sentTo = ({ data: { who } }: ReplayScreen): SentReplay | undefined =>
    who.display === undefined ? undefined : options.sent.of(who.display);
  const wishOf = (screen: ReplayScreen): ReplayWish | undefined => {
    if (screen.data.who.role !== 'display') return readWish(screen.handshake.auth, clock.now());
    const replay = sentTo(screen);
    return replay && { ...replay, at: sentMoment(replay, clock.now()), playing: true };
  };
  replays.use((screen, next) => void admit(screen, next));
  replays.use((screen, next) => {
    if (screen.data.who.role === 'display' && !sentTo(screen))
      return next(refusal('unauthorized', 'a display sees only the replay that it was sent to', 'display'));
    const others = [...replays.sockets.values()];
    const own = others.filter(({ data }) => personOf(data.who) === personOf(screen.data.who));
    if (others.length >= MOST_IN_ALL || own.length >= MOST_OF_ONE)
      return next(refusal('too-many', 'too many replays at once; end another one first'));
    if (wishOf(screen) === undefined)
      return next(refusal('bad-parameters', 'expected from and to, at most ten days apart, the first in the past'));
    next();
  });

  const drop = (screen: ReplayScreen, control?: Control): void => {
    if (control !== undefined) screen.emit('control', control);
    screen.disconnect(true);
  };
  const review = createRecheckAll({ ...options, screens: replays, drop, right: 'join /replay' });

  replays.on('connection', (screen) => {
    const wish = wishOf(screen);
    if (wish) void run(screen, wish);
  });

  /** One replay, from joining to leaving. */
  const run = async (screen: ReplayScreen, wish: ReplayWish): Promise<void> => {
    const id = randomUUID();
    const { view, who } = screen.data;
    const sentAs = sentTo(screen)?.id;
    const epoch = `replay/${id}`;
    let rev = 0;
    const fail = (cause: unknown): void => {
      if (!screen.connected) return;
      log.warn({ err: cause }, 'a replay ended');
      screen.disconnect(true);
    };
    const show = ({ at, utcOffset, links, board, rev: shown }: Shown): void => {
      rev = shown;
      const you = { role: who.role, name: who.name };
      const { profile } = options;
      const about = { protocol: PROTOCOL, epoch, rev, serverNow: at, utcOffset, links, recording: {}, profile, you };
      screen.emit('snapshot', { ...about, board });
    };
    const beat = ({ at, utcOffset, links }: Omit<Moved, 'frames'>): void =>
      void screen.emit('beat', { epoch, rev, serverNow: at, utcOffset, links, recording: {} });

    let around: Omit<Moved, 'frames'>;
    try {
      const first = await engine.start({ run: id, view, at: clampMoment(wish, wish.at ?? wish.from) });
      if (!screen.connected) return void engine.stop({ run: id }).catch(() => {});
      around = first;
      show(first);
    } catch (cause) {
      return fail(cause);
    }

    // What a display needed to load is not made up for: all that were sent together show the same moment.
    const own = sentTo(screen);
    const player = createPlayer({
      wish: own ? { ...wish, at: sentMoment(own, clock.now()) } : wish,
      mono,
      after: clock.after,
      move: async (at) => {
        if (sentTo(screen)?.id !== sentAs) return (screen.disconnect(true), false);
        // A slow line gets fewer boards, not later ones.
        if (unsentBytes(screen) > MOST_UNSENT / 4) return false;
        try {
          const { frames, ...moved } = await engine.move({ run: id, at });
          around = moved;
          for (const { from, to, patch } of frames) screen.emit('patch', { from, to, patch, serverNow: at });
          rev = frames.at(-1)?.to ?? rev;
          if (linksOf(moved) !== beatenLinks) sendBeat();
          screen.emit('replay', { ...player.state(), at });
        } catch (cause) {
          fail(cause);
        }
        return true;
      },
      running: () => replays.sockets.size,
      changed: () => void screen.emit('replay', player.state()),
    });
    const linksOf = ({ links }: Pick<Moved, 'links'>): string =>
      JSON.stringify(Object.entries(links).map(([system, { state, since }]) => [system, state, since]));
    let beatenLinks = linksOf(around);
    const sendBeat = (): void => {
      beatenLinks = linksOf(around);
      beat(around);
    };
    screen.emit('replay', player.state());
    let stopBeat = (): void => {};
    const beatOn = (): void => {
      stopBeat = clock.after(BEAT_MS, beatOn);
      sendBeat();
    };
    stopBeat = clock.after(BEAT_MS, beatOn);

    // Events that are not in the permission table are ignored.
    screen.use(([name], next) => {
      const key = `event /replay ${String(name)}`;
      if (isInTable(key) && can(screen.data.who.role, key)) next();
    });
    screen.on('change', (received: unknown) => {
      const change = readChange(received);
      if (change) player.change(change);
    });
    screen.on('resync', () => {
      engine.show({ run: id, at: around.at }).then((shown) => screen.connected && show(shown), fail);
    });
    screen.on('disconnect', () => {
      player.stop();
      stopBeat();
      engine.stop({ run: id }).catch(() => {}); // Its thread has ended, and the run with it.
    });
  };

  let stopReviews = (): void => {};
  const reviewOn = (): void => {
    stopReviews = clock.after(BEAT_MS, reviewOn);
    if (replays.sockets.size > 0) void review();
  };
  reviewOn();
  return { stop: () => stopReviews() };
}

const isMoment = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0;

/** It comes from a browser, so it may be anything. */
function readWish(received: Record<string, unknown>, now: number): ReplayWish | undefined {
  const { from, to } = received;
  if (!isMoment(from) || !isMoment(to) || from >= now || from >= to || to - from > LONGEST_REPLAY) return undefined;
  return { from, to: Math.min(to, now), ...readChange(received) };
}

function readChange(received: unknown): ReplayChange | undefined {
  if (typeof received !== 'object' || received === null) return undefined;
  const { at, speed, playing } = received as Partial<Record<keyof ReplayChange, unknown>>;
  return {
    ...(isMoment(at) && { at }),
    ...(typeof speed === 'number' && speed >= 1 && speed <= FASTEST && { speed }),
    ...(typeof playing === 'boolean' && { playing }),
  };
}
