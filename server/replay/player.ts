// Where one replay stands: it plays, pauses and jumps by its own clock, and asks for no more boards than it can show.
import { clampMoment, type ReplayChange, type ReplayState, type ReplayWish } from '../../shared/replay.ts';

/** Between two boards of a replay, ms: ten a second, and of all replays together no more than fifty. */
const FRAME_MS = 100;
const FRAME_OF_EACH_MS = 20;

export type Player = {
  state: () => ReplayState;
  change: (change: ReplayChange) => void;
  stop: () => void;
};

/**
 * `move` goes to a moment, resolves with whether that is shown, and never rejects; one is under way at a time, and what is asked for meanwhile is the
 * latest moment only. `mono`: a clock that never leaps, ms.
 */
export function createPlayer(options: {
  wish: ReplayWish;
  mono: () => number;
  after: (ms: number, run: () => void) => () => void;
  move: (at: number) => Promise<boolean>;
  /** How many replays run. */
  running: () => number;
  /** It plays, pauses, jumps or has come to its end; never before `createPlayer` has returned. */
  changed: () => void;
}): Player {
  const { wish, mono, after, move, running, changed } = options;
  const span = { from: wish.from, to: wish.to };
  let speed = wish.speed ?? 1;
  let playing = wish.playing ?? true;
  let base = { at: clampMoment(span, wish.at ?? wish.from), mono: mono() };
  let shown = base.at;
  let isMoving = false;
  let isStopped = false;
  let cancel: (() => void) | undefined;

  const now = (): number => clampMoment(span, Math.round(playing ? base.at + (mono() - base.mono) * speed : base.at));
  const rebase = (at = now()): void => void (base = { at, mono: mono() });

  const step = async (): Promise<void> => {
    if (isMoving || isStopped) return;
    cancel?.();
    cancel = undefined;
    const at = now();
    isMoving = true;
    const isShown = at === shown || (await move(at));
    isMoving = false;
    if (isShown) shown = at;
    if (isStopped) return;
    if (playing && isShown && at >= span.to) {
      rebase(span.to);
      playing = false;
      changed();
    }
    // While it moved, somebody may have dragged it on.
    if (!playing && isShown && now() !== shown) void step();
    else if (playing || !isShown) cancel = after(Math.max(FRAME_MS, FRAME_OF_EACH_MS * running()), () => void step());
  };

  // `changed` may ask for the state, which the caller can do only once it has the player.
  queueMicrotask(() => void step());
  return {
    // Not where somebody drags it to: that board is not here yet, and another may come before it.
    state: () => ({ ...span, at: shown, speed, playing }),
    change(change) {
      rebase(change.at === undefined ? now() : clampMoment(span, change.at));
      speed = change.speed ?? speed;
      playing = change.playing ?? playing;
      if (playing && base.at >= span.to) playing = false;
      changed();
      void step();
    },
    stop() {
      isStopped = true;
      cancel?.();
    },
  };
}
