// What a page asked the server for. The last answer stays on screen while a newer one is on its way or does not come.
import type { Failed } from '../text/failed.ts';
import { SECOND } from '../../shared/time.ts';
import type { Answer } from './api.ts';

/** The state of a query, for a component that only shows it. */
export type Loaded<T> = { readonly current: T | undefined; readonly failed: Failed | undefined };

/** The server refuses while it is busy with this person's other requests. The page tells so only if that lasts: s, and tries more. */
const MOST_WAIT_S = 5;
const MOST_TRIES_MORE = 3;

type Cursor = string | number;
/** How pages follow each other: where the next one begins, and what both are together. */
type Pages<T> = { next: (page: T) => Cursor | undefined; join: (earlier: T, page: T) => T };

export class Query<T, Args = void> {
  /** Undefined until the first answer. */
  current = $state.raw<T | undefined>();
  /** Why the last request brought nothing. */
  failed = $state.raw<Failed | undefined>();
  /** A request is on its way. */
  busy = $state(false);
  /** It asks for a further page. */
  readsMore = $state(false);
  #ask: (args: Args, after: Cursor | undefined) => Promise<Answer<T>>;
  #pages: Pages<T> | undefined;
  #args: { value: Args } | undefined;
  #round = 0;
  #running: Promise<void> = Promise.resolve();

  constructor(ask: (args: Args, after: Cursor | undefined) => Promise<Answer<T>>, pages?: Pages<T>) {
    this.#ask = ask;
    this.#pages = pages;
  }

  /** Of two answers that cross on their way, the one to the later question stays. */
  load = async (args: Args): Promise<void> => {
    this.#args = { value: args };
    await (this.#running = this.#run(args, undefined));
  };

  /** Asks the last question once more. */
  reload = async (): Promise<void> => {
    if (this.#args) await this.load(this.#args.value);
  };

  /** Adds the page behind those that are here. */
  more = async (): Promise<void> => {
    if (this.readsMore) return;
    this.readsMore = true;
    // Where the next page begins depends on what is on its way.
    await this.#running;
    const after = this.current === undefined ? undefined : this.#pages?.next(this.current);
    if (after === undefined || !this.#args) this.readsMore = false;
    else await (this.#running = this.#run(this.#args.value, after));
  };

  /** Forgets what came and ignores what is on its way. */
  reset(): void {
    this.#round += 1;
    [this.current, this.failed, this.busy, this.readsMore] = [undefined, undefined, false, false];
  }

  async #run(args: Args, after: Cursor | undefined): Promise<void> {
    const round = ++this.#round;
    [this.busy, this.readsMore] = [true, after !== undefined];
    let answer = await this.#ask(args, after);
    for (let again = 0; round === this.#round && isBusy(answer) && again < MOST_TRIES_MORE; again++) {
      const waitMs = answer.retryAfter * SECOND;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      if (round === this.#round) answer = await this.#ask(args, after);
    }
    if (round !== this.#round) return;
    [this.busy, this.readsMore] = [false, false];
    this.failed = answer.ok ? undefined : answer;
    if (!answer.ok) return;
    const earlier = after === undefined ? undefined : this.current;
    this.current = earlier === undefined || !this.#pages ? answer.value : this.#pages.join(earlier, answer.value);
  }
}

const isBusy = (answer: Answer<unknown>): answer is Failed & { retryAfter: number } =>
  !answer.ok && answer.status === 429 && answer.retryAfter !== undefined && answer.retryAfter <= MOST_WAIT_S;
