// What was done, as far as it was read: the newest first, older rows page by page.
import type { Failed } from '../text/failed.ts';
import { askSignedIn } from '../state/signed-in.ts';
import type { Page } from './audit.ts';

const ROWS = 50;

export class AuditLog<Row> {
  /** Undefined until the first answer. */
  rows = $state.raw<readonly Row[] | undefined>();
  hasOlder = $state(false);
  busy = $state(false);
  failed = $state.raw<Failed | undefined>();
  #path: string;
  #next: number | undefined;

  /** `path`: of a list that answers in pages. */
  constructor(path: string) {
    this.#path = path;
  }

  more = async (): Promise<void> => {
    if (this.busy) return;
    this.busy = true;
    const before = this.#next === undefined ? '' : `&before=${this.#next}`;
    const answer = await askSignedIn<Page<Row>>('GET', `${this.#path}?limit=${ROWS}${before}`);
    this.busy = false;
    this.failed = answer.ok ? undefined : answer;
    if (!answer.ok) return;
    this.rows = [...(this.rows ?? []), ...answer.value.rows];
    this.#next = answer.value.next;
    this.hasOlder = this.#next !== undefined;
  };
}
