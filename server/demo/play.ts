// Plays a script to the client that is logged in: waits as the recording waited, shifts every loop to now, and gives the
// recorder's lists at the very place in the stream where it got them.
import { setTimeout as wait } from 'node:timers/promises';
import * as say from './replies.ts';
import { pieceBytes, type ListAction, type ListAnswer, type Scene, type Script, type Segment } from './script.ts';
import type { Session } from './session.ts';

type Pace = { now: () => number; speed: number; loop: boolean; epoch: 'now' | 'recorded' };

/** A list that the recorder asked for this soon is worth waiting for: it fits the stream, an older one does not. */
const soon = 6_000;
/** Without pauses between chunks the clients still need a turn now and then. */
const burst = 100;

export class Play {
  readonly sessions = new Set<Session>();
  /** Between a recorded cut and the recorder's return no client is there. */
  away = false;
  readonly ended: Promise<void>;
  private end!: () => void;
  private readonly script: Script;
  private readonly pace: Pace;
  private shift = 0;
  /** Where the play stands: the last scene and byte; when this loop began, by our clock. */
  private scene: Scene;
  private at = 0;
  private startedAt: number | undefined;
  private asked: { session: Session; answer: ListAnswer; id: string | undefined }[] = [];
  private readonly stopping = new AbortController();
  private wake: () => void = () => {};

  constructor(script: Script, pace: Pace) {
    const first = script.scenes[0];
    if (!first) throw new Error('an empty recording cannot be played');
    this.script = script;
    this.pace = pace;
    this.scene = first;
    this.ended = new Promise((resolve) => (this.end = resolve));
  }

  /** The telephone system's clock, epoch ms: in the recording's time or, shifted, in ours. */
  clock(): number {
    const { now, speed, epoch } = this.pace;
    if (this.startedAt === undefined) return epoch === 'now' ? now() : this.scene.ms;
    const played = speed > 0 ? this.first.ms + (now() - this.startedAt) * speed : this.scene.ms;
    return Math.max(played, this.scene.ms) + this.shift;
  }

  /** What Asterisk sends right after a login, once it has booted: without a time and a system name. */
  greeting(): string {
    const connection = this.script.connections[this.scene.connection];
    if (!connection || this.at < connection.readyAt) return '';
    return connection.booted.replace(/^(Timestamp|SystemName): .*\r\n/gm, '');
  }

  loggedIn(): void {
    if (this.startedAt === undefined) void this.run();
    else this.wake();
  }

  stop(): void {
    this.stopping.abort();
    this.wake();
    this.end();
  }

  ask(session: Session, action: ListAction, id: string | undefined): void {
    const { connection } = this.scene;
    const ready = this.at >= (this.script.connections[connection]?.readyAt ?? 0);
    const mine = this.script.answers.filter(
      (a) => a.action === action && a.connection === connection && !(ready && say.isRefusal(a)),
    );
    const next = mine.find((a) => a.at >= this.at);
    const latest = mine.findLast((a) => a.at < this.at);
    if (next && (!latest || next.ms - this.scene.ms <= soon)) this.asked.push({ session, answer: next, id });
    else if (latest) session.reply(say.list(latest, id, this.shift));
    else session.reply(say.error(id, 'not in this recording'));
  }

  private get first(): Scene {
    return this.script.scenes[0]!;
  }

  private async run(): Promise<void> {
    const length = this.script.scenes.at(-1)!.ms - this.first.ms;
    do {
      const started = this.pace.now();
      // Time never runs backwards, so a fast loop's successor begins where that one ended.
      const earliest = this.startedAt === undefined ? -Infinity : this.shift + Math.max(length, 1000);
      if (this.pace.epoch === 'now') this.shift = Math.max(started - this.first.ms, earliest);
      this.startedAt = started;
      [this.scene, this.at] = [this.first, 0];
      for (const [n, scene] of this.script.scenes.entries()) {
        await this.until(scene, n);
        if (this.stopping.signal.aborted) return;
        await this.show(scene, n);
      }
    } while (this.pace.loop);
    this.end();
  }

  private async until(scene: Scene, n: number): Promise<void> {
    const { now, speed } = this.pace;
    if (speed === 0) return n % burst === 0 ? this.sleep(0) : undefined;
    const left = this.startedAt! + (scene.ms - this.first.ms) / speed - now();
    if (left >= 1) await this.sleep(left);
  }

  private async show(scene: Scene, n: number): Promise<void> {
    this.scene = scene;
    switch (scene.type) {
      case 'chunk':
        for (const segment of scene.segments) this.say(segment);
        this.at = scene.to;
        if (this.pace.speed === 0) await Promise.all([...this.sessions].map((s) => s.taken()));
        return;
      case 'cut':
        if (n === this.script.scenes.length - 1) return; // the recorder went home; Asterisk did not
        this.away = true;
        for (const session of this.sessions) session.cutOff();
        this.sessions.clear();
        return;
      case 'connected':
        this.away = false;
        this.at = scene.from;
        if (n > 0) await this.someone();
    }
  }

  private say({ answers, rest, fresh, open }: Segment): void {
    for (const { session, answer, id } of this.asked.filter((q) => answers.includes(q.answer)))
      session.reply(say.list(answer, id, this.shift));
    this.asked = this.asked.filter((q) => !answers.includes(q.answer));
    if (rest.length + fresh.length === 0) return;
    const [begun, begins] = [rest, fresh].map((ps) => Buffer.concat(ps.map((p) => pieceBytes(p, this.shift))));
    for (const session of this.sessions) session.stream(begun!, begins!, open);
  }

  /** After a recorded cut the play waits until the client has come back. The clock of this loop then lags by that much. */
  private async someone(): Promise<void> {
    const waited = this.pace.now();
    while (![...this.sessions].some((s) => s.loggedIn) && !this.stopping.signal.aborted)
      await new Promise<void>((resolve) => (this.wake = resolve));
    this.startedAt! += this.pace.now() - waited;
  }

  private async sleep(ms: number): Promise<void> {
    const { signal } = this.stopping;
    await wait(ms, undefined, { signal }).catch((cause: unknown) => {
      if (!signal.aborted) throw cause;
    });
  }
}
