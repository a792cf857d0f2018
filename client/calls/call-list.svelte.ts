// The calls behind a figure, page by page. When the board changes, the first page is read again; of waiting calls all opened
// pages are, so that an answered one does not stay among them.
import type { CallRow } from '../../shared/api/calls.ts';
import type { AnswerOf, RequestOf } from '../../shared/api/types.ts';
import { last } from '../../shared/last.ts';
import type { Answer } from '../state/api.ts';
import type { Failed } from '../text/failed.ts';
import { Query } from '../state/query.svelte.ts';
import { askSignedIn } from '../state/signed-in.ts';

type Page = AnswerOf<'GET /api/calls'>;
export type CallQuery = NonNullable<RequestOf<'GET /api/calls'>['query']>;
const REFRESH_MS = 3_000;

export class CallList {
  readonly isWaiting: boolean;
  #query: CallQuery;
  #pages: Query<Page>;
  #askedAt = -Infinity;
  #later: ReturnType<typeof setTimeout> | undefined;

  constructor(query: CallQuery) {
    this.#query = query;
    this.isWaiting = query.outcome === 'waiting';
    this.#pages = new Query(
      (_args, after) =>
        after !== undefined ? this.#ask(String(after)) : this.isWaiting ? this.#readOpened() : this.#readNewest(),
      {
        next: ({ next }) => next,
        join: (earlier, { rows, next }) => ({ rows: [...earlier.rows, ...rows], next }),
      },
    );
  }

  get rows(): readonly CallRow[] | undefined {
    return this.#pages.current?.rows;
  }
  get next(): string | undefined {
    return this.#pages.current?.next;
  }
  get failed(): Failed | undefined {
    return this.#pages.failed;
  }
  /** Older ones are on their way. */
  get busy(): boolean {
    return this.#pages.readsMore;
  }

  /** Reads what may have changed, at most every three seconds; older pages that were opened stay behind it. */
  refresh = (): void => {
    clearTimeout(this.#later);
    const wait = this.#askedAt + REFRESH_MS - performance.now();
    if (wait > 0) this.#later = setTimeout(this.refresh, wait);
    // Older ones that were asked for come first: a newer question would drop them.
    else if (this.busy) this.#later = setTimeout(this.refresh, REFRESH_MS);
    else {
      this.#askedAt = performance.now();
      void this.#pages.load();
    }
  };

  stop(): void {
    clearTimeout(this.#later);
  }

  older = (): Promise<void> => this.#pages.more();

  async #readNewest(): Promise<Answer<Page>> {
    const answer = await this.#ask(undefined);
    if (!answer.ok) return answer;
    const { rows, next } = answer.value;
    const fresh = rows.map(({ call }) => call);
    const oldest = last(rows)?.joinedAt ?? Infinity;
    const opened =
      next === undefined ? [] : (this.rows ?? []).filter((row) => row.joinedAt <= oldest && !fresh.includes(row.call));
    return { ...answer, value: { rows: [...rows, ...opened], next: opened.length === 0 ? next : this.next } };
  }

  async #readOpened(): Promise<Answer<Page>> {
    const wanted = this.rows?.length ?? 0;
    const found: CallRow[] = [];
    let next: string | undefined;
    for (;;) {
      const answer = await this.#ask(next);
      if (!answer.ok) return answer;
      found.push(...answer.value.rows);
      next = answer.value.next;
      if (next === undefined || found.length >= wanted) return { ...answer, value: { rows: found, next } };
    }
  }

  #ask = (after: string | undefined): Promise<Answer<Page>> =>
    askSignedIn('GET /api/calls', { query: { ...this.#query, after } });
}
