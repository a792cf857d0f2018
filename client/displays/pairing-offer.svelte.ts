// Whether some display offers the code that somebody types, asked as soon as it is whole.
import type { Failed } from '../text/failed.ts';
import { askSignedIn } from '../state/signed-in.ts';
import { CODE_LENGTH } from '../tv/code.ts';

type Found =
  | { state: 'typing' }
  | { state: 'looking' }
  /** `expiresAt`: epoch ms of the server's clock. */
  | { state: 'known'; expiresAt: number }
  | { state: 'unknown' }
  | { state: 'failed'; failed: Failed };

export class PairingOfferState {
  current = $state.raw<Found>({ state: 'typing' });

  /** To be made where a component begins: it asks anew whenever `code` changes, and forgets answers to older questions. */
  constructor(code: () => string) {
    $effect(() => {
      const asked = code();
      let isOld = false;
      this.current = { state: asked.length === CODE_LENGTH ? 'looking' : 'typing' };
      if (asked.length === CODE_LENGTH) void this.#look(asked).then((found) => isOld || (this.current = found));
      return () => (isOld = true);
    });
  }

  async #look(code: string): Promise<Found> {
    const answer = await askSignedIn('GET /api/displays/offers/:code', { params: { code } });
    if (answer.ok) return { state: 'known', expiresAt: answer.value.expiresAt };
    return answer.status === 404 || answer.status === 410 ? { state: 'unknown' } : { state: 'failed', failed: answer };
  }
}
