// The one way in which pages ask the server (Query) and do something there (Action).
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import '../support/page-address.ts';
import { Action } from '../../client/state/action.svelte.ts';
import type { Answer } from '../../client/state/api.ts';
import { Query } from '../../client/state/query.svelte.ts';
import type { Failed } from '../../client/text/failed.ts';

const ok = <T>(value: T): Answer<T> => ({ ok: true, value, etag: undefined });
const failed: Failed = { ok: false, status: 500, code: 'odd', detail: '', document: {} };

/** Requests that are answered when the test says so, in any order. */
function pending<T>() {
  const waiting: ((answer: Answer<T>) => void)[] = [];
  const ask = (): Promise<Answer<T>> => new Promise((resolve) => waiting.push(resolve));
  return { ask, answer: (n: number, answer: Answer<T>) => waiting[n]!(answer), count: () => waiting.length };
}
type Page = { rows: string[]; next?: string | undefined };
const pages = {
  next: ({ next }: Page) => next,
  join: (earlier: Page, page: Page): Page => ({ ...page, rows: [...earlier.rows, ...page.rows] }),
};

describe('a query', () => {
  it('keeps the answer to the later of two questions, whichever comes first', async () => {
    const { ask, answer } = pending<string>();
    const query = new Query(ask);
    const both = [query.load(), query.load()];
    answer(1, ok('later'));
    await both[1];
    answer(0, ok('earlier'));
    await both[0];
    expect([query.current, query.busy]).toEqual(['later', false]);
  });

  it('keeps the last answer when a newer request fails, and says why', async () => {
    const answers = [ok('first'), failed, ok('third')];
    const query = new Query(() => Promise.resolve(answers.shift()!));
    await query.load();
    await query.load();
    expect([query.current, query.failed]).toEqual(['first', failed]);
    await query.reload();
    expect([query.current, query.failed]).toEqual(['third', undefined]);
  });

  it('ignores what was on its way when it was reset', async () => {
    const { ask, answer } = pending<string>();
    const query = new Query(ask);
    const loading = query.load();
    query.reset();
    expect(query.busy).toBe(false);
    answer(0, ok('old'));
    await loading;
    expect(query.current).toBeUndefined();
  });

  it('adds the next page, once, and asks for none behind the last', async () => {
    const asked: unknown[] = [];
    const query = new Query((_args: void, after) => {
      asked.push(after);
      return Promise.resolve(ok<Page>(after === undefined ? { rows: ['a'], next: '1' } : { rows: ['b'] }));
    }, pages);
    await query.more();
    await query.load();
    await Promise.all([query.more(), query.more()]);
    expect(query.current?.rows).toEqual(['a', 'b']);
    await query.more();
    expect(asked).toEqual([undefined, '1']);
    expect(query.readsMore).toBe(false);
  });

  describe('refused while the server is busy with other requests of this person', () => {
    beforeEach(() => void vi.useFakeTimers());
    afterEach(() => void vi.useRealTimers());
    const busy = (retryAfter: number): Failed => ({ ...failed, status: 429, code: 'too-many-requests', retryAfter });

    it('asks again after the time that it was told, and the page shows no failure', async () => {
      const answers: Answer<string>[] = [busy(2), busy(1), ok('now')];
      const query = new Query(() => Promise.resolve(answers.shift()!));
      const loading = query.load();
      await vi.advanceTimersByTimeAsync(2_900);
      expect([query.current, query.failed, query.busy]).toEqual([undefined, undefined, true]);
      await vi.advanceTimersByTimeAsync(100);
      await loading;
      expect([query.current, query.failed, query.busy]).toEqual(['now', undefined, false]);
    });

    it('asks four times at most, and not again after a long wait is named or once the question was dropped', async () => {
      let asked = 0;
      const refusing = (retryAfter: number) => new Query(() => ((asked += 1), Promise.resolve(busy(retryAfter))));
      const [soon, late, left] = [refusing(1), refusing(6), refusing(1)];
      void soon.load();
      await vi.advanceTimersByTimeAsync(10_000);
      expect([asked, soon.failed?.status]).toEqual([4, 429]);
      void late.load();
      await vi.advanceTimersByTimeAsync(10_000);
      expect([asked, late.failed?.retryAfter]).toEqual([5, 6]);
      void left.load();
      await vi.advanceTimersByTimeAsync(500);
      left.reset();
      await vi.advanceTimersByTimeAsync(10_000);
      expect([asked, left.failed]).toEqual([6, undefined]);
    });
  });

  it('asked for more while it loads, goes on from what comes', async () => {
    const { ask, answer, count } = pending<Page>();
    const query = new Query(ask, pages);
    const loading = query.load();
    const more = query.more();
    answer(0, ok({ rows: ['a'], next: '1' }));
    await loading;
    await vi.waitFor(() => expect(count()).toBe(2));
    answer(1, ok({ rows: ['b'] }));
    await more;
    expect(query.current?.rows).toEqual(['a', 'b']);
  });
});

describe('an action', () => {
  it('runs one at a time: what is pressed twice is done once', async () => {
    const { ask, answer, count } = pending<string>();
    const action = new Action();
    const [first, second] = [action.run(ask), action.run(ask)];
    expect(action.busy).toBe(true);
    answer(0, ok('done'));
    expect(await first).toMatchObject({ value: 'done' });
    expect(await second).toBeUndefined();
    expect([count(), action.busy]).toEqual([1, false]);
  });

  it('says why it did not work, in the words of its page, until the next try', async () => {
    const action = new Action(({ code }) => `sorry: ${code}`);
    expect(await action.run(() => Promise.resolve(failed))).toBeUndefined();
    expect([action.failed, action.message]).toEqual([failed, 'sorry: odd']);
    await action.run(() => Promise.resolve(ok('done')));
    expect([action.failed, action.message]).toEqual([undefined, undefined]);
  });
});
