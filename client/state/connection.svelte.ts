// The screen's line to the server: one socket, one held board, reconnecting for ever.
import { io, type Socket } from 'socket.io-client';
import { freshness } from '../../shared/freshness.ts';
import type { Role } from '../../shared/role.ts';
import { nextStep, telephonyOf } from '../../shared/telephony.ts';
import { PROTOCOL, STALE_MS, type Beat, type Control, type Patch, type Snapshot, type You } from '../../shared/wire.ts';
import type { ScreenToServer, ServerToScreen } from '../../shared/wire.ts';
import { Clock } from './clock.svelte.ts';
import { afterBeat, afterPatch, fromSnapshot, standing, type Held } from './held.ts';
import { heldInParts } from './held-in-parts.ts';
import { createTurns } from './in-turns.ts';
import { isCalm } from './is-calm.ts';
import { createProbe } from './probe.ts';
import { reloadOnce } from './reload-once.ts';
import { tradeLink } from './sign-in.ts';

const RESYNC_EVERY_MS = 1_000;
/** Longer than the server gathers changes, shorter than anybody notices. */
const PATCH_ON_ITS_WAY_MS = 300;
/** A beat is overdue: whether the server can be reached is asked beside the socket. */
const OVERDUE_MS = 2_500;
/** A connection without a word for this long is dead, whatever the socket believes. */
const SILENT_MS = 4_500;
/** A snapshot that comes so soon after it was asked for was not on its way for long. */
const PROMPT_MS = 1_500;
/** How often old words alone are a reason to ask for a snapshot: on a slow line it would make them older. */
const LATE_AGAIN_MS = 30_000;
const REFUSED_RETRY_MS = 15_000;
const IDENTIFY_MS = 10_000;

/** `no-board`: signed in, with a role that sees no board. */
export type Session = 'connecting' | 'open' | 'signed-out' | 'link-expired' | 'revoked' | 'no-board';

export class Connection {
  /** In parts: what reads one of them is not woken by the others. */
  held = $state.raw<Held | undefined>();
  #held: Held | undefined;
  #parts = heldInParts();
  #turns = createTurns(this.#parts.take, isCalm);
  session = $state<Session>('connecting');
  identifying = $state(false);
  /** Whom the server takes us for. */
  you = $state.raw<You | undefined>();
  /** The role of somebody signed in who sees no board. */
  boardless = $state.raw<Role | undefined>();
  /** When what is shown was true, by the server's clock: the time in its last word, not of that word's coming. */
  #heardAt: number | undefined;
  /** Turned by words that change more than their own age: others are looked at once a second. */
  #turned = $state.raw(0);
  clock = new Clock({
    woke: () => this.#onWaking(),
    // On time also between two seconds: numbers dim the moment they are stale.
    alsoAt: (now) => {
      const steps = [this.#heardAt === undefined ? 0 : this.#heardAt + STALE_MS, nextStep(this.held?.links ?? {}, now)];
      return Math.min(...steps.filter((at) => at > now));
    },
  });
  #socket: Socket<ServerToScreen, ScreenToServer>;
  #probe = createProbe({ needed: () => this.#isCutOff(), back: () => this.#reconnect() });
  /** What comes before the next snapshot tells nothing: it lay on its way while we slept, or is not for this page. */
  #deaf = true;
  /** Moments of the page's own monotonic clock. */
  #resyncedAt = -Infinity;
  #connectedAt = -Infinity;
  #saidAt = -Infinity;
  #lateAt = -Infinity;
  #later: ReturnType<typeof setTimeout> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #expired = false;
  #started = false;

  heardAt = $derived.by(() => {
    void this.clock.now;
    void this.#turned;
    return this.#heardAt;
  });
  refused = $derived(this.session !== 'open' && this.session !== 'connecting');
  /** Now, as far as it is known: what is no longer heard stands still, so that durations stop counting (B6). */
  trueNow = $derived(
    this.heardAt === undefined || this.clock.now - this.heardAt <= STALE_MS
      ? this.clock.now
      : Math.min(this.clock.now, this.heardAt),
  );
  freshness = $derived(freshness(this.heardAt, this.clock.now, this.refused));
  telephony = $derived(telephonyOf(this.held?.links ?? {}, this.clock.now));

  constructor() {
    this.#socket = io('/board', {
      transports: ['websocket'],
      withCredentials: true,
      autoConnect: false,
      reconnectionDelay: 500,
      reconnectionDelayMax: 5_000,
      timeout: 10_000,
    });
    this.#socket.on('connect', () => (this.#connectedAt = performance.now()));
    this.#socket.on('snapshot', (snapshot) => this.#onSnapshot(snapshot));
    this.#socket.on('patch', (patch) => this.#onPatch(patch));
    this.#socket.on('beat', (beat) => this.#onBeat(beat));
    this.#socket.on('control', (control) => this.#onControl(control));
    this.#socket.on('connect_error', (error) => this.#onError(error));
    this.#socket.on('disconnect', (reason) => {
      this.#deaf = true;
      if (reason === 'io server disconnect') this.#connectIn(RESYNC_EVERY_MS);
      else this.#probe();
    });
  }

  /** Connects; later calls change nothing. */
  async start(): Promise<void> {
    if (this.#started) return;
    this.#started = true;
    this.#expired = (await tradeLink()) === 'expired';
    this.#socket.connect();
    setInterval(() => this.#watch(), 500);
  }

  #onSnapshot(snapshot: Snapshot): void {
    if (snapshot.protocol !== PROTOCOL) return void reloadOnce(`protocol ${snapshot.protocol}`);
    const asked = Math.max(this.#resyncedAt, this.#connectedAt);
    const isPrompt = performance.now() - asked < PROMPT_MS;
    if (isPrompt || this.#held?.epoch !== snapshot.epoch) this.clock.restart(snapshot.serverNow);
    this.#held = fromSnapshot(snapshot);
    this.#turns.showAtOnce(this.#held);
    this.held = this.#parts.whole;
    this.you = snapshot.you;
    this.session = 'open';
    this.#deaf = false;
    this.#heard(snapshot.serverNow);
  }

  #onPatch(patch: Patch): void {
    if (!this.#heard(patch.serverNow) || !this.#held) return;
    const next = afterPatch(this.#held, patch);
    if (next) this.#follow(next);
    else if (patch.to !== this.#held.rev) this.#resync();
  }

  #onBeat(beat: Beat): void {
    if (!this.#heard(beat.serverNow) || !this.#held) return;
    this.#socket.emit('here', { page: location.pathname.slice(0, 40), rev: this.#parts.whole.rev });
    const found = standing(this.#held, beat);
    if (found === 'other') return this.#resync();
    this.#follow(afterBeat(this.#held, beat));
    if (found === 'waits')
      setTimeout(() => {
        if (this.#held && this.#held.epoch === beat.epoch && this.#held.rev < beat.rev) this.#resync();
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
    const { data } = error as Error & { data?: { code?: string; role?: Role } };
    if (data?.code === 'unauthorized') {
      this.boardless = data.role;
      if (data.role !== undefined) this.#refuse('no-board');
      else if (this.session !== 'revoked') this.#refuse(this.#expired ? 'link-expired' : 'signed-out');
      this.#connectIn(REFUSED_RETRY_MS);
    } else if (!this.#socket.active) this.#connectIn(RESYNC_EVERY_MS * 5);
  }

  /** What a refused screen held is no longer its to show. */
  #refuse(session: Session): void {
    this.session = session;
    this.held = this.#held = undefined;
    this.#turns.stop();
  }

  #follow(next: Held): void {
    this.#held = next;
    this.#turns.show(next);
  }

  /** Whether the word counts. What is told late tells of an earlier time, and so it stands on screen. */
  #heard(serverNow: number): boolean {
    this.clock.hear(serverNow);
    if (this.#deaf) return false;
    const now = performance.now();
    this.#saidAt = now;
    const isAsBefore = this.freshness === 'live' && serverNow >= (this.#heardAt ?? Infinity);
    this.#heardAt = serverNow;
    if (!isAsBefore) this.#turned++;
    // Late, or from a server whose clock was set back: a snapshot asked for now tells which.
    if (this.clock.read() - serverNow > STALE_MS && now - this.#lateAt > LATE_AGAIN_MS) {
      this.#lateAt = now;
      this.#resync();
    }
    return true;
  }

  #onWaking(): void {
    this.#deaf = true;
    this.#resync();
    setTimeout(() => {
      if (this.#deaf && this.#socket.connected) this.#reconnect();
    }, OVERDUE_MS);
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

  #reconnect(): void {
    clearTimeout(this.#retry);
    this.#socket.disconnect().connect();
  }

  #silence(): number {
    return performance.now() - Math.max(this.#saidAt, this.#connectedAt);
  }

  /** Nothing is heard that should be; who was refused is not cut off. */
  #isCutOff(): boolean {
    return this.#started && !this.refused && (!this.#socket.connected || this.#silence() > OVERDUE_MS);
  }

  /** A half-open connection looks alive to the socket, never to the beat. */
  #watch(): void {
    if (this.#isCutOff()) this.#probe();
    if (this.#socket.connected && this.#silence() > SILENT_MS) this.#reconnect();
  }
}
