// What was done, as far as it was read: the newest first, older rows page by page.
import type { Answer } from '../state/api.ts';
import type { Failed } from '../text/failed.ts';

const ROWS = 50;
type Page<Row> = { rows: readonly Row[]; next?: number | undefined };
type Read<Row> = (query: { limit: string; before: string | undefined }) => Promise<Answer<Page<Row>>>;

export class AuditLog<Row> {
  /** Undefined until the first answer. */
  rows = $state.raw<readonly Row[] | undefined>();
  hasOlder = $state(false);
  busy = $state(false);
  failed = $state.raw<Failed | undefined>();
  #read: Read<Row>;
  #next: number | undefined;

  constructor(read: Read<Row>) {
    this.#read = read;
  }

  more = async (): Promise<void> => {
    if (this.busy) return;
    this.busy = true;
    const before = this.#next === undefined ? undefined : String(this.#next);
    const answer = await this.#read({ limit: String(ROWS), before });
    this.busy = false;
    this.failed = answer.ok ? undefined : answer;
    if (!answer.ok) return;
    this.rows = [...(this.rows ?? []), ...answer.value.rows];
    this.#next = answer.value.next;
    this.hasOlder = this.#next !== undefined;
  };
}
