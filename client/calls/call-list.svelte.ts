// The calls behind a figure, page by page; the newest page is asked again when the board says that something happened.
import type { CallRow } from '../../shared/api/calls.ts';
import type { AnswerOf, RequestOf } from '../../shared/api/types.ts';
import { last } from '../../shared/last.ts';
import type { Failed } from '../text/failed.ts';
import { askSignedIn } from '../state/signed-in.ts';

type Page = AnswerOf<'GET /api/calls'>;
export type CallQuery = NonNullable<RequestOf<'GET /api/calls'>['query']>;
const REFRESH_MS = 3_000;

export class CallList {
  rows = $state.raw<CallRow[] | undefined>();
  failed = $state.raw<Failed | undefined>();
  next = $state.raw<string | undefined>();
  busy = $state(false);
  #query: CallQuery;
  #askedAt = -Infinity;
  #later: ReturnType<typeof setTimeout> | undefined;

  constructor(query: CallQuery) {
    this.#query = query;
  }

  /** Reads the newest page, at most every three seconds; older pages that were opened stay behind it. */
  refresh(): void {
    clearTimeout(this.#later);
    const wait = this.#askedAt + REFRESH_MS - performance.now();
    if (wait > 0) this.#later = setTimeout(() => void this.#readNewest(), wait);
    else void this.#readNewest();
  }

  stop(): void {
    clearTimeout(this.#later);
  }

  async older(): Promise<void> {
    if (this.next === undefined || this.busy) return;
    this.busy = true;
    const page = await this.#ask(this.next);
    this.busy = false;
    if (!page) return;
    const known = this.rows ?? [];
    this.rows = [...known, ...page.rows];
    this.next = page.next;
  }

  async #readNewest(): Promise<void> {
    this.#askedAt = performance.now();
    const page = await this.#ask(undefined);
    if (!page) return;
    const fresh = page.rows.map(({ call }) => call);
    const oldest = last(page.rows)?.joinedAt ?? Infinity;
    const opened =
      page.next === undefined
        ? []
        : (this.rows ?? []).filter((row) => row.joinedAt <= oldest && !fresh.includes(row.call));
    if (opened.length === 0) this.next = page.next;
    this.rows = [...page.rows, ...opened];
  }

  async #ask(after: string | undefined): Promise<Page | undefined> {
    const answer = await askSignedIn('GET /api/calls', { query: { ...this.#query, after } });
    this.failed = answer.ok ? undefined : answer;
    return answer.ok ? answer.value : undefined;
  }
}
