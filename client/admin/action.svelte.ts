// Something that an administrator does: one at a time, and a sentence when it did not work.
import type { EndpointKey } from '../../shared/api/contract.ts';
import type { AnswerOf } from '../../shared/api/types.ts';
import type { Given } from '../state/api.ts';
import type { Failed } from '../text/failed.ts';
import { askSignedIn } from '../state/signed-in.ts';
import { failure } from '../failure/failure.ts';
import { faultyField } from '../text/failed.ts';
import { t } from './messages.svelte.ts';

export class Action {
  busy = $state(false);
  failed = $state.raw<Failed | undefined>();
  /** What is told at a field is not told again here. */
  sentence = $derived.by(() => {
    if (!this.failed || faultyField(this.failed) !== undefined) return undefined;
    if (this.failed.code === 'last-admin') return t.current.lastAdmin;
    return this.failed.status === 404 ? t.current.gone : failure(this.failed);
  });

  /** What the server answered, in a list of its own because it may be nothing; undefined when it did not work. */
  async run<Key extends EndpointKey>(key: Key, ...request: Given<Key>): Promise<[AnswerOf<Key>] | undefined> {
    if (this.busy) return undefined;
    [this.busy, this.failed] = [true, undefined];
    const answer = await askSignedIn(key, ...request);
    [this.busy, this.failed] = [false, answer.ok ? undefined : answer];
    return answer.ok ? [answer.value] : undefined;
  }

  forget(): void {
    this.failed = undefined;
  }
}
