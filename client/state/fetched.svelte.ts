// What a page asked the server for. The last answer stays on screen while a newer one is on its way or does not come.
import type { Failed } from '../text/failed.ts';
import { askSignedIn } from './signed-in.ts';

export class Fetched<T> {
  /** Undefined until the first answer. */
  current = $state.raw<T | undefined>();
  /** Why the last request brought nothing. */
  failed = $state.raw<Failed | undefined>();
  #path: string;
  #asked = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** Of two answers that cross on their way, the one to the later question stays. */
  load = async (): Promise<void> => {
    const mine = ++this.#asked;
    const answer = await askSignedIn<T>('GET', this.#path);
    if (mine !== this.#asked) return;
    this.failed = answer.ok ? undefined : answer;
    if (answer.ok) this.current = answer.value;
  };
}
