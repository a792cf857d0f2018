// Something that a person does at the server: one at a time, and a sentence when it did not work.
import type { Failed } from '../text/failed.ts';
import { failure } from './failure.ts';

export class Action<More = unknown> {
  busy = $state(false);
  failed = $state.raw<Failed<More> | undefined>();
  /** What went wrong, in words; undefined where the failure shows at a field. */
  readonly message = $derived.by(() => this.failed && this.#sentence(this.failed));
  #sentence: (failed: Failed) => string | undefined;

  /** `sentence`: where a page has words of its own for some failures. */
  constructor(sentence: (failed: Failed) => string | undefined = failure) {
    this.#sentence = sentence;
  }

  /** Undefined when it did not work, or when one is under way already: what is pressed twice is meant once. */
  async run<Done extends { ok: true }>(request: () => Promise<Done | Failed<More>>): Promise<Done | undefined> {
    if (this.busy) return undefined;
    [this.busy, this.failed] = [true, undefined];
    const answer = await request();
    this.busy = false;
    if (answer.ok) return answer;
    this.failed = answer;
    return undefined;
  }

  reset(): void {
    this.failed = undefined;
  }
}
