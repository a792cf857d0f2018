// A replay's line to the server: a board of its own, by the messages of the living one, and where the replay stands.
import { io, type Socket } from 'socket.io-client';
import type { Freshness } from '../../shared/freshness.ts';
import type { ReplayChange, ReplayState, ReplayToServer, ReplayWish, ServerToReplay } from '../../shared/replay.ts';
import { SECOND } from '../../shared/time.ts';
import { PROTOCOL, type Control, type Viewer } from '../../shared/wire.ts';
import { afterBeat, afterPatch, fromSnapshot, type BoardState } from '../state/board-state.ts';
import { boardSignals } from '../state/board-signals.ts';
import { isLowPower } from '../state/is-low-power.ts';
import { reloadOnce } from '../state/reload-once.ts';
import { createStagedUpdates } from '../state/staged-updates.ts';

const AGAIN_MS = 1_000;
const LONGEST_PAUSE_MS = 5_000;

export type Refused = 'signed-out' | 'forbidden' | 'too-many' | 'unfit';

export class ReplayLine {
  held = $state.raw<BoardState | undefined>();
  you = $state.raw<Viewer | undefined>();
  state = $state.raw<ReplayState | undefined>();
  /** The moment that is shown, in whole seconds. */
  now = $state(0);
  connected = $state(false);
  /** It was lost or not reached; not while a replay is only being prepared. */
  isAway = $state(false);
  refused = $state<Refused | undefined>();
  freshness = $derived<Freshness>(this.connected ? 'live' : 'stale');
  #held: BoardState | undefined;
  #parts = boardSignals();
  #turns = createStagedUpdates(this.#parts.take, isLowPower);
  #socket: Socket<ServerToReplay, ReplayToServer>;

  constructor(wish: ReplayWish) {
    this.now = wish.at ?? wish.from;
    // After a break it goes on where it stood.
    const auth = (give: (wish: ReplayWish) => void): void => {
      const { at, speed, playing } = this.state ?? {};
      give({
        ...wish,
        ...(at !== undefined && { at }),
        ...(speed !== undefined && { speed }),
        ...(playing !== undefined && { playing }),
      });
    };
    this.#socket = io('/replay', {
      transports: ['websocket'],
      withCredentials: true,
      forceNew: true,
      reconnectionDelay: AGAIN_MS,
      reconnectionDelayMax: LONGEST_PAUSE_MS,
      auth,
    });
    this.#socket.on('snapshot', (snapshot) => {
      if (snapshot.protocol !== PROTOCOL) return void reloadOnce(`protocol ${snapshot.protocol}`);
      this.#held = fromSnapshot(snapshot);
      this.#turns.showAtOnce(this.#held);
      this.held = this.#parts.whole;
      this.you = snapshot.you;
      this.connected = true;
      this.isAway = false;
      this.refused = undefined;
    });
    this.#socket.on('patch', (patch) => {
      if (!this.#held) return;
      const next = afterPatch(this.#held, patch);
      if (next) this.#follow(next);
      else if (patch.to !== this.#held.rev) this.#socket.emit('resync');
    });
    this.#socket.on('beat', (beat) => {
      if (this.#held) this.#follow(afterBeat(this.#held, beat));
    });
    this.#socket.on('replay', (state) => {
      this.state = state;
      this.now = Math.floor(state.at / SECOND) * SECOND;
    });
    this.#socket.on('control', (control) => this.#onControl(control));
    this.#socket.on('connect_error', (error) => this.#onError(error));
    this.#socket.on('disconnect', (reason) => {
      this.connected = false;
      this.isAway = true;
      // The server ends a replay where it could not go on; another may.
      if (reason === 'io server disconnect' && this.refused === undefined)
        setTimeout(() => this.#socket.active || this.#socket.connect(), AGAIN_MS);
    });
  }

  change(change: ReplayChange): void {
    this.#socket.emit('change', change);
  }

  stop(): void {
    this.#socket.disconnect();
    this.#turns.stop();
  }

  #follow(next: BoardState): void {
    this.#held = next;
    this.#turns.show(next);
  }

  #onControl(control: Control): void {
    if (control === 'reload') location.reload();
    else if (control === 'revoked') this.#refuse('signed-out');
  }

  #onError(error: Error): void {
    const { data } = error as Error & { data?: { code?: string; role?: string } };
    if (data?.code === 'unauthorized') this.#refuse(data.role === undefined ? 'signed-out' : 'forbidden');
    else if (data?.code === 'bad-parameters') this.#refuse('unfit');
    else if (data !== undefined) {
      if (data.code === 'too-many') this.refused = 'too-many';
      // A refusal ends the socket's own attempts.
      setTimeout(() => this.#socket.connect(), LONGEST_PAUSE_MS);
    } else this.isAway = true;
  }

  #refuse(refused: Refused): void {
    this.refused = refused;
    this.held = this.#held = undefined;
    this.stop();
  }
}
