// A screen without a keyboard asks to be let in: it offers a code and waits until somebody claims it for it. The server may
// go and come back meanwhile; an expired code is replaced by a new one, for ever. A screen that is let in already goes on.
import type { PairingOffer } from '../../shared/api/displays.ts';
import { ask } from '../state/api.ts';
import type { Failed } from '../text/failed.ts';
import type { Clock } from '../state/clock.svelte.ts';
import { SECOND } from '../../shared/time.ts';

/** `since`, `expiresAt`: epoch ms of the server's clock. */
type Standing = { code: string; since: number; expiresAt: number; origin?: string | undefined };
export type Shown =
  | { state: 'asking' }
  | ({ state: 'offered' } & Standing)
  /** The server does not answer; what was offered may still hold when it is back. */
  | { state: 'away'; code?: string; origin?: string | undefined }
  /** The server answered, and refused. */
  | { state: 'refused'; failed: Failed; code?: string; origin?: string | undefined }
  /** The server wants to be left alone for a while. */
  | { state: 'limited' }
  | { state: 'paired'; name: string };

const AGAIN_MS = 3_000;
/** The server answers a claim within 25 s; a request that takes longer is dead, whatever the browser believes. */
const CLAIM_MS = 40_000;
/** Even if a claim comes back at once, there is no hurry. */
const BREATH_MS = 1_000;

export class Pairing {
  shown = $state.raw<Shown>({ state: 'asking' });
  #clock: Pick<Clock, 'observe' | 'read'>;
  #paired: () => void;
  #stopped = new AbortController();

  /** `clock` receives the server's time, because a TV's own clock may be years off. */
  constructor({ clock, paired }: { clock: Pick<Clock, 'observe' | 'read'>; paired: () => void }) {
    this.#clock = clock;
    this.#paired = paired;
  }

  /** Returns what stops it. */
  start(): () => void {
    void this.#run();
    return () => this.#stopped.abort();
  }

  async #run(): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      const me = await ask('GET /api/auth/me');
      if (me.ok && me.value.role === 'display') return this.#paired();
      if (!me.ok && me.status !== 401) {
        await this.#wait(this.#failed(me));
        continue;
      }
      const answer = await ask('POST /api/displays/offers');
      if (!answer.ok) {
        await this.#wait(this.#failed(answer));
        continue;
      }
      if (answer.at !== undefined) this.#clock.observe(answer.at);
      if (await this.#claim(answer.value)) return;
    }
  }

  /** True when paired; false when the offer is over and a new one is due. */
  async #claim({ code, secret, expiresAt, origin }: PairingOffer): Promise<boolean> {
    const offered: Shown = { state: 'offered', code, since: this.#clock.read(), expiresAt, origin };
    this.shown = offered;
    while (!this.#stopped.signal.aborted) {
      const answer = await this.#askClaim(secret);
      if (answer === undefined) continue;
      if (answer.ok && answer.value !== undefined) {
        this.shown = { state: 'paired', name: answer.value.name };
        this.#paired();
        return true;
      }
      if (answer.ok) {
        this.shown = offered;
        await this.#wait(BREATH_MS);
      } else if (answer.status === 0 || answer.status === 403 || answer.status >= 500 || answer.status === 429) {
        await this.#wait(this.#failed(answer, { code, origin }));
      } else {
        // Expired, or unknown to a restarted server.
        if (answer.code !== 'offer-expired') await this.#wait(BREATH_MS);
        return false;
      }
    }
    return false;
  }

  /** Undefined when it took too long or nobody wants to know any more. */
  async #askClaim(secret: string) {
    const control = new AbortController();
    const stop = (): void => control.abort();
    const timer = setTimeout(stop, CLAIM_MS);
    this.#stopped.signal.addEventListener('abort', stop);
    try {
      const options = { body: { secret }, signal: control.signal };
      return await ask('POST /api/displays/claim', options);
    } catch (error) {
      console.info('a claim was given up', error);
      return undefined;
    } finally {
      clearTimeout(timer);
      this.#stopped.signal.removeEventListener('abort', stop);
    }
  }

  /** Shows the reason and returns the wait before the next attempt (ms). */
  #failed(failed: Failed, offer?: { code: string; origin?: string | undefined }): number {
    if (failed.status === 429) this.shown = { state: 'limited' };
    else this.shown = failed.status === 0 ? { state: 'away', ...offer } : { state: 'refused', failed, ...offer };
    return failed.status === 429 ? (failed.retryAfter ?? 60) * SECOND : AGAIN_MS;
  }

  #wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
}
