// The screen's line to the server: one socket, one held board, reconnecting for ever.
import { io, type Socket } from 'socket.io-client';
import { freshness } from '../../shared/freshness.ts';
import { PROTOCOL, STALE_MS, type Beat, type Control, type Patch, type Snapshot, type You } from '../../shared/wire.ts';
import type { ScreenToServer, ServerToScreen } from '../../shared/wire.ts';
import { Clock } from './clock.svelte.ts';
import { afterBeat, afterPatch, fromSnapshot, standing, type Held } from './held.ts';
import { reloadOnce } from './reload-once.ts';
import { tradeLink } from './sign-in.ts';

const RESYNC_EVERY_MS = 1_000;
/** Longer than the server gathers changes, shorter than anybody notices. */
const PATCH_ON_ITS_WAY_MS = 300;
/** A connection without a word for this long is dead, whatever the socket believes. */
const SILENT_MS = 10_000;
const REFUSED_RETRY_MS = 15_000;
const IDENTIFY_MS = 10_000;

export type Session = 'connecting' | 'open' | 'signed-out' | 'link-expired' | 'revoked';

export class Connection {
  held = $state.raw<Held | undefined>();
  session = $state<Session>('connecting');
  identifying = $state(false);
  /** Whom the server takes us for. */
  you = $state.raw<You | undefined>();
  clock = new Clock(() => this.#resync());
  #heardAt = $state.raw<number | undefined>();
  #socket: Socket<ServerToScreen, ScreenToServer>;
  #resyncedAt = -Infinity;
  #connectedAt = 0;
  #later: ReturnType<typeof setTimeout> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #expired = false;
  #started = false;

  heardAt = $derived(this.#heardAt);
  refused = $derived(this.session !== 'open' && this.session !== 'connecting');
  /** Now, as far as it is known: what is no longer heard stands still, so that durations stop counting (B6). */
  trueNow = $derived(
    this.#heardAt === undefined || this.clock.now - this.#heardAt <= STALE_MS
      ? this.clock.now
      : Math.min(this.clock.now, this.#heardAt),
  );
  freshness = $derived(freshness(this.#heardAt, this.clock.now, this.refused));

  constructor() {
    this.#socket = io('/board', {
      transports: ['websocket'],
      withCredentials: true,
      autoConnect: false,
      reconnectionDelay: 500,
      reconnectionDelayMax: 5_000,
    });
    this.#socket.on('connect', () => (this.#connectedAt = this.clock.read()));
    this.#socket.on('snapshot', (snapshot) => this.#onSnapshot(snapshot));
    this.#socket.on('patch', (patch) => this.#onPatch(patch));
    this.#socket.on('beat', (beat) => this.#onBeat(beat));
    this.#socket.on('control', (control) => this.#onControl(control));
    this.#socket.on('connect_error', (error) => this.#onError(error));
    this.#socket.on('disconnect', (reason) => {
      if (reason === 'io server disconnect') this.#connectIn(RESYNC_EVERY_MS);
    });
  }

  /** Connects; later calls change nothing. */
  async start(): Promise<void> {
    if (this.#started) return;
    this.#started = true;
    this.#expired = (await tradeLink()) === 'expired';
    this.#socket.connect();
    setInterval(() => this.#watch(), 2_000);
  }

  #onSnapshot(snapshot: Snapshot): void {
    if (snapshot.protocol !== PROTOCOL) return reloadOnce(snapshot.protocol);
    this.clock.restart(snapshot.serverNow);
    this.held = fromSnapshot(snapshot);
    this.you = snapshot.you;
    this.session = 'open';
    this.#heard(snapshot.serverNow);
  }

  #onPatch(patch: Patch): void {
    this.#heard(patch.serverNow);
    if (!this.held) return;
    const next = afterPatch(this.held, patch);
    if (next) this.held = next;
    else if (patch.to !== this.held.rev) this.#resync();
  }

  #onBeat(beat: Beat): void {
    this.#heard(beat.serverNow);
    if (!this.held) return this.#resync();
    this.#socket.emit('here', { page: location.pathname.slice(0, 40), rev: this.held.rev });
    const found = standing(this.held, beat);
    if (found === 'other') return this.#resync();
    this.held = afterBeat(this.held, beat);
    if (found === 'waits')
      setTimeout(() => {
        if (this.held && this.held.epoch === beat.epoch && this.held.rev < beat.rev) this.#resync();
      }, PATCH_ON_ITS_WAY_MS);
  }

  #onControl(control: Control): void {
    if (control === 'reload') location.reload();
    else if (control === 'revoked') this.#refuse('revoked');
    else {
      this.identifying = true;
      setTimeout(() => (this.identifying = false), IDENTIFY_MS);
    }
  }

  #onError(error: Error): void {
    const { data } = error as Error & { data?: { code?: string } };
    if (data?.code === 'unauthorized') {
      if (this.session !== 'revoked') this.#refuse(this.#expired ? 'link-expired' : 'signed-out');
      this.#connectIn(REFUSED_RETRY_MS);
    } else if (!this.#socket.active) this.#connectIn(RESYNC_EVERY_MS * 5);
  }

  /** What a refused screen held is no longer its to show. */
  #refuse(session: Session): void {
    this.session = session;
    this.held = undefined;
  }

  #heard(serverNow: number): void {
    this.clock.hear(serverNow);
    this.#heardAt = this.clock.read();
  }

  /** Asks for a snapshot, at most once a second; a second wish within that second waits for its end. */
  #resync(): void {
    clearTimeout(this.#later);
    const wait = this.#resyncedAt + RESYNC_EVERY_MS - performance.now();
    if (wait > 0) {
      this.#later = setTimeout(() => this.#resync(), wait);
      return;
    }
    if (!this.#socket.connected) return;
    this.#resyncedAt = performance.now();
    this.#socket.emit('resync');
  }

  #connectIn(ms: number): void {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#socket.connect(), ms);
  }

  /** The watchdog: a half-open connection looks alive to the socket, never to the beat. */
  #watch(): void {
    if (!this.#socket.connected) return;
    const lastWord = Math.max(this.#heardAt ?? 0, this.#connectedAt);
    if (this.clock.read() - lastWord > SILENT_MS) this.#socket.disconnect().connect();
  }
}
