// One act on a live sitting at a time, and the half minute in which it can be undone.
import type { SittingConflict, SittingRow } from '../../../shared/api/sittings.ts';
import type { Extension } from '../../../shared/planning.ts';
import { SECOND } from '../../../shared/time.ts';
import { Action } from '../../state/action.svelte.ts';
import type { Answer } from '../../state/api.ts';
import { failure } from '../../state/failure.ts';
import { removed } from '../../state/removed.ts';
import { askSignedIn } from '../../state/signed-in.ts';
import type { Failed } from '../../text/failed.ts';

export const UNDO_SECONDS = 30;
type Done = { text: string; undo?: () => Promise<{ ok: true } | Failed> };
/** `id` of one who is known: the name on this screen may be another than the one that sittings are planned under. */
export type OfficialNamed = { id?: string; name: string; title?: string };
type Acted = { sitting: SittingRow; message?: string };

export class SittingActs {
  done = $state.raw<Done | undefined>();
  /** Seconds in which it can still be undone. */
  left = $state(0);
  readonly action: Action<SittingConflict>;
  /** What was seen of the sitting when the choice was opened: an act is on that version. */
  seen = $state.raw<SittingRow | undefined>();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(sentence: (failed: Failed<SittingConflict>) => string | undefined) {
    this.action = new Action<SittingConflict>((failed) => sentence(failed) ?? failure(failed));
  }

  /** Asks for the sitting as it is planned now. */
  async look(id: string): Promise<boolean> {
    this.seen = undefined;
    const answer = await this.action.run(() => askSignedIn('GET /api/sittings/:id', { params: { id } }));
    this.seen = answer?.value;
    return answer !== undefined;
  }

  async extend(minutes: Extension, text: (to: number, isAnnounced: boolean) => string): Promise<boolean> {
    const before = this.seen;
    if (!before) return false;
    const answer = await this.action.run(() =>
      askSignedIn('POST /api/sittings/:id/extend', {
        params: { id: before.id },
        body: { minutes },
        ifMatch: `"${before.version}"`,
      }),
    );
    if (!answer) return false;
    const { sitting, message } = answer.value;
    this.#did(text(sitting.to, message !== undefined), message, () =>
      askSignedIn('PATCH /api/sittings/:id', {
        params: { id: sitting.id },
        body: { to: before.to },
        ifMatch: `"${sitting.version}"`,
      }),
    );
    return true;
  }

  async openDesk(
    id: string,
    body: { desk: string; official: OfficialNamed },
    text: (isAnnounced: boolean) => string,
  ): Promise<boolean> {
    const answer = await this.action.run(() => askSignedIn('POST /api/sittings/:id/desks', { params: { id }, body }));
    if (!answer) return false;
    const { sitting, message } = answer.value;
    this.#did(text(message !== undefined), message, () =>
      askSignedIn('DELETE /api/sittings/:id', {
        params: { id: sitting.id },
        query: { mistaken: 'true' },
        ifMatch: `"${sitting.version}"`,
      }),
    );
    return true;
  }

  async undo(text: string): Promise<void> {
    const undo = this.done?.undo;
    if (!undo || !(await this.action.run(undo))) return;
    this.stop();
    this.done = { text };
  }

  /** Nothing can be undone any more. */
  stop(): void {
    clearInterval(this.#timer);
    this.left = 0;
  }

  #did(text: string, message: Acted['message'], back: () => Promise<Answer<SittingRow, SittingConflict>>): void {
    this.stop();
    const undo = async (): Promise<{ ok: true } | Failed> => {
      const undone = await back();
      if (!undone.ok || message === undefined) return undone;
      return removed(await askSignedIn('DELETE /api/messages/:id', { params: { id: message } }));
    };
    this.done = { text, undo };
    this.left = UNDO_SECONDS;
    this.#timer = setInterval(() => {
      this.left -= 1;
      if (this.left <= 0) this.stop();
    }, SECOND);
  }
}
