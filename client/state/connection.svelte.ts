// The screen's line to the server: one socket, one held board, reconnecting for ever.
import { io, type Socket } from 'socket.io-client';
import { freshness } from '../../shared/freshness.ts';
import type { Role } from '../../shared/role.ts';
import { nextStep, telephonyOf } from '../../shared/telephony.ts';
import {
  PROTOCOL,
  STALE_MS,
  type Heartbeat,
  type Control,
  type Patch,
  type Snapshot,
  type Viewer,
} from '../../shared/wire.ts';
import type { ScreenToServer, ServerToScreen } from '../../shared/wire.ts';
import type { OriginFault } from '../../shared/origin.ts';
import { HOUR } from '../../shared/time.ts';
import { ask } from './api.ts';
import { createAttempts } from './attempts.ts';
import { Clock } from './clock.svelte.ts';
import { afterBeat, afterPatch, fromSnapshot, compareBeat, type BoardState } from './board-state.ts';
import { boardSignals } from './board-signals.ts';
import { createStagedUpdates } from './staged-updates.ts';
import { isLowPower } from './is-low-power.ts';
import { createProbe } from './probe.ts';
import { reloadOnce } from './reload-once.ts';
import { tradeLink } from './sign-in.ts';

const RESYNC_EVERY_MS = 1_000;
/** Longer than the server gathers changes, shorter than anybody notices. */
const PATCH_ON_ITS_WAY_MS = 300;
/** How long a snapshot may take after the device woke up. */
const WAKING_MS = 2_500;
/** A connection without a message for this long is dead, whatever the socket believes: beats come every two seconds. */
const SILENT_MS = 3_500;
/** No attempt takes as long; each is ended by the page itself. */
const NEVER_MS = HOUR;
/** A snapshot that comes so soon after it was asked for was not on its way for long. */
const PROMPT_MS = 1_500;
/** Minimum time between snapshots requested because data is old: on a slow line each one adds delay. */
const LATE_AGAIN_MS = 30_000;
const REFUSED_RETRY_MS = 15_000;
const IDENTIFY_MS = 10_000;
const ASK_WHY_EVERY_MS = 5_000;

/** `no-board`: signed in, with a role that sees no board. */
export type Session = 'connecting' | 'open' | 'signed-out' | 'link-expired' | 'revoked' | 'no-board';

export class Connection {
  /** In parts: what reads one of them is not woken by the others. */
  held = $state.raw<BoardState | undefined>();
  #held: BoardState | undefined;
  #parts = boardSignals();
  #turns = createStagedUpdates(this.#parts.take, isLowPower);
  session = $state<Session>('connecting');
  identifying = $state(false);
  /** How often supervisors tested the sound of this display. */
  soundTests = $state(0);
  /** The server refuses pages of this address. */
  misplaced = $state.raw<OriginFault | undefined>();
  /** Whom the server takes us for. */
  you = $state.raw<Viewer | undefined>();
  /** Set when the signed-in person’s role sees no board. */
  boardless = $state.raw<Role | undefined>();
  /** When what is shown was true, by the server's clock: the time in its last word, not of that word's coming. */
  #heardAt: number | undefined;
  /** Bumped when a message changes more than the data’s age; otherwise derived values update once a second. */
  #ageVersion = $state.raw(0);
  clock = new Clock({
    woke: () => this.#onWaking(),
    // On time also between two seconds: numbers dim the moment they are stale.
    alsoAt: (now) => {
      const steps = [this.#heardAt === undefined ? 0 : this.#heardAt + STALE_MS, nextStep(this.held?.links ?? {}, now)];
      return Math.min(...steps.filter((at) => at > now));
    },
  });
  #socket: Socket<ServerToScreen, ScreenToServer>;
  #attempts = createAttempts({ connect: () => this.#socket.disconnect().connect() });
  #probe = createProbe({
    needed: () => !this.refused && this.#attempts.wantsProbe(),
    back: () => this.#attempts.reachable(),
  });
  /** Ignore messages until the next snapshot: they were queued while the page slept, or belong to another session. */
  #awaitingSnapshot = true;
  /** Moments of the page's own monotonic clock. */
  #resyncedAt = -Infinity;
  #connectedAt = -Infinity;
  #lastMessageAt = -Infinity;
  #lastLateResyncAt = -Infinity;
  #askedWhyAt = -Infinity;
  #later: ReturnType<typeof setTimeout> | undefined;
  #expired = false;
  #started = false;

  heardAt = $derived.by(() => {
    void this.clock.now;
    void this.#ageVersion;
    return this.#heardAt;
  });
  refused = $derived(this.session !== 'open' && this.session !== 'connecting');
  /** The time up to which the data is known: it stops while nothing is received, and durations stop with it (B6). */
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
      reconnection: false,
      timeout: NEVER_MS,
    });
    this.#socket.io.on('open', () => this.#attempts.opened());
    this.#socket.on('connect', () => (this.#connectedAt = performance.now()));
    this.#socket.on('snapshot', (snapshot) => this.#onSnapshot(snapshot));
    this.#socket.on('patch', (patch) => this.#onPatch(patch));
    this.#socket.on('beat', (beat) => this.#onBeat(beat));
    this.#socket.on('cases', (cases) => {
      if (!this.#awaitingSnapshot && this.#held) this.#follow({ ...this.#held, cases });
    });
    this.#socket.on('control', (control) => this.#onControl(control));
    this.#socket.on('connect_error', (error) => this.#onError(error));
    this.#socket.on('disconnect', (reason) => {
      this.#awaitingSnapshot = true;
      if (reason === 'io server disconnect') this.#attempts.beginIn(RESYNC_EVERY_MS);
      else if (reason !== 'io client disconnect') this.#attempts.again();
    });
  }

  /** Connects; later calls change nothing. */
  async start(): Promise<void> {
    if (this.#started) return;
    this.#started = true;
    this.#expired = (await tradeLink()) === 'expired';
    this.#attempts.begin();
    setInterval(() => this.#watch(), 500);
  }

  #onSnapshot(snapshot: Snapshot): void {
    this.#attempts.ended();
    this.misplaced = undefined;
    if (snapshot.protocol !== PROTOCOL) return void reloadOnce(`protocol ${snapshot.protocol}`);
    const asked = Math.max(this.#resyncedAt, this.#connectedAt);
    const isPrompt = performance.now() - asked < PROMPT_MS;
    if (isPrompt || this.#held?.epoch !== snapshot.epoch) this.clock.restart(snapshot.serverNow);
    this.#held = fromSnapshot(snapshot);
    this.#turns.showAtOnce(this.#held);
    this.held = this.#parts.whole;
    this.you = snapshot.you;
    this.session = 'open';
    this.#awaitingSnapshot = false;
    this.#heard(snapshot.serverNow);
  }

  #onPatch(patch: Patch): void {
    if (!this.#heard(patch.serverNow) || !this.#held) return;
    const next = afterPatch(this.#held, patch);
    if (next) this.#follow(next);
    else if (patch.to !== this.#held.rev) this.#resync();
  }

  #onBeat(beat: Heartbeat): void {
    if (!this.#heard(beat.serverNow) || !this.#held) return;
    this.#socket.emit('here', { page: location.pathname.slice(0, 40), rev: this.#parts.whole.rev });
    const found = compareBeat(this.#held, beat);
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
    else if (control === 'sound') this.soundTests += 1;
    else {
      this.identifying = true;
      setTimeout(() => (this.identifying = false), IDENTIFY_MS);
    }
  }

  #onError(error: Error): void {
    const { data } = error as Error & { data?: { code?: string; role?: Role } };
    if (data === undefined) {
      this.#attempts.again();
      return void this.#askWhy();
    }
    this.#attempts.ended();
    const isRefused = data.code === 'unauthorized';
    if (isRefused) {
      this.boardless = data.role;
      if (data.role !== undefined) this.#refuse('no-board');
      else if (this.session !== 'revoked') this.#refuse(this.#expired ? 'link-expired' : 'signed-out');
    }
    this.#attempts.beginIn(isRefused ? REFUSED_RETRY_MS : RESYNC_EVERY_MS * 5);
  }

  /** A browser does not report why a socket was refused. If the server does not answer this request either, it is away. */
  async #askWhy(): Promise<void> {
    const now = performance.now();
    if (now - this.#askedWhyAt < ASK_WHY_EVERY_MS) return;
    this.#askedWhyAt = now;
    const answer = await ask('GET /api/origin', { query: { page: location.origin } });
    if (answer.ok) this.misplaced = answer.value.ok ? undefined : answer.value;
  }

  /** What a refused screen held is no longer its to show. */
  #refuse(session: Session): void {
    this.session = session;
    this.held = this.#held = undefined;
    this.#turns.stop();
  }

  #follow(next: BoardState): void {
    this.#held = next;
    this.#turns.show(next);
  }

  /** Whether the message is applied. A late message describes an earlier time, and the screen shows it with that time. */
  #heard(serverNow: number): boolean {
    this.clock.observe(serverNow);
    if (this.#awaitingSnapshot) return false;
    const now = performance.now();
    this.#lastMessageAt = now;
    const isAsBefore = this.freshness === 'live' && serverNow >= (this.#heardAt ?? Infinity);
    this.#heardAt = serverNow;
    if (!isAsBefore) this.#ageVersion++;
    // Late, or the server’s clock was set back: a new snapshot decides.
    if (this.clock.read() - serverNow > STALE_MS && now - this.#lastLateResyncAt > LATE_AGAIN_MS) {
      this.#lastLateResyncAt = now;
      this.#resync();
    }
    return true;
  }

  #onWaking(): void {
    this.#awaitingSnapshot = true;
    this.#resync();
    setTimeout(() => {
      if (this.#awaitingSnapshot && this.#socket.connected) this.#attempts.begin();
    }, WAKING_MS);
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

  /** A half-open connection looks alive to the socket, never to the beat. Until its snapshot is here the attempts watch it. */
  #watch(): void {
    const isSilent = performance.now() - this.#lastMessageAt > SILENT_MS;
    if (this.#socket.connected && this.#lastMessageAt > this.#connectedAt && isSilent) this.#attempts.begin();
    this.#probe();
  }
}
