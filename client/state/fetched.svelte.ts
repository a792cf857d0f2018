// What a page asked the server for. The last answer stays on screen while a newer one is on its way or does not come.
import type { GetKey } from '../../shared/api/types.ts';
import type { AnswerOf } from '../../shared/api/types.ts';
import type { Failed } from '../text/failed.ts';
import type { Given } from './api.ts';
import { askSignedIn } from './signed-in.ts';

/** What came of a request, for those who only show it. */
export type Loaded<T> = { readonly current: T | undefined; readonly failed: Failed | undefined };

export class Fetched<Key extends GetKey> {
  /** Undefined until the first answer. */
  current = $state.raw<AnswerOf<Key> | undefined>();
  /** Why the last request brought nothing. */
  failed = $state.raw<Failed | undefined>();
  #key: Key;
  #request: Given<Key>;
  #asked = 0;

  constructor(key: Key, ...request: Given<Key>) {
    this.#key = key;
    this.#request = request;
  }

  /** Of two answers that cross on their way, the one to the later question stays. */
  load = async (): Promise<void> => {
    const mine = ++this.#asked;
    const answer = await askSignedIn(this.#key, ...this.#request);
    if (mine !== this.#asked) return;
    this.failed = answer.ok ? undefined : answer;
    if (answer.ok) this.current = answer.value;
  };
}
