// The audit as far as it was read: the newest first, older ones page by page.
import type { Failed } from '../state/api.ts';
import { askSignedIn } from '../state/signed-in.ts';
import type { AuditPage, AuditRow } from './audit.ts';

const ROWS = 50;

export class AuditLog {
  /** Undefined until the first answer. */
  rows = $state.raw<readonly AuditRow[] | undefined>();
  hasOlder = $state(false);
  busy = $state(false);
  failed = $state.raw<Failed | undefined>();
  #next: number | undefined;

  more = async (): Promise<void> => {
    if (this.busy) return;
    this.busy = true;
    const before = this.#next === undefined ? '' : `&before=${this.#next}`;
    const answer = await askSignedIn<AuditPage>('GET', `/api/audit?limit=${ROWS}${before}`);
    this.busy = false;
    this.failed = answer.ok ? undefined : answer;
    if (!answer.ok) return;
    this.rows = [...(this.rows ?? []), ...answer.value.rows];
    this.#next = answer.value.next;
    this.hasOlder = this.#next !== undefined;
  };
}
