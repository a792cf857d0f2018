// Which notices are due: rules, quiet hours, reminders, attempts. Fed with events as they stand in the log.
import { describe, expect, it } from 'vitest';
import { emptyBoard } from '../../shared/board.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { isQuiet, type NoticeRules } from '../../shared/notices.ts';
import { DAY, MINUTE } from '../../shared/time.ts';
import { createBook } from '../../server/notices/book.ts';
import { dueNotices, nextTry, type Now } from '../../server/notices/due.ts';
import type { StoredRecipient } from '../../server/vault/recipients.ts';

const T = Date.parse('2026-11-30T08:00:00Z');
const alert = 'waiting/samad-sari/1405-09-09-1';
const stamps = { source: 'clock', recordedAt: T, v: 1 };
const raised = (level: 'watch' | 'act', step: number, at = T): StoredEvent => ({
  type: 'alert.raised',
  id: `alert/${alert}/${step}`,
  at,
  alert,
  rule: 'waiting',
  level,
  subject: 'samad-sari',
  value: 7,
  limit: 6,
  step,
  ...stamps,
});
const over = (at: number): StoredEvent => ({ type: 'alert.cleared', id: 'c', at, alert, ...stamps });
const seen = (at: number): StoredEvent => ({ type: 'alert.seen', id: 's', at, alert, by: 'lead', ...stamps });
const about = (notice: string, attempt: number) => ({
  alert,
  recipient: 'r',
  via: 'webhook' as const,
  notice,
  attempt,
});
const claimed = (notice: string, attempt: number, at: number, node = 'other'): StoredEvent => ({
  type: 'notice.claimed',
  id: `${notice}/${attempt}`,
  at,
  node,
  ...about(notice, attempt),
  ...stamps,
});
const sent = (notice: string, attempt: number, at: number): StoredEvent => ({
  type: 'notice.sent',
  id: notice,
  at,
  ...about(notice, attempt),
  ...stamps,
});
const failed = (notice: string, attempt: number, at: number, next?: number, perhaps?: true): StoredEvent => ({
  type: 'notice.failed',
  id: `${notice}/${attempt}/failed`,
  at,
  reason: 'status',
  ...about(notice, attempt),
  ...stamps,
  ...(next && { next }),
  ...(perhaps && { perhaps }),
});

const plain: NoticeRules = { level: 'watch', queues: [], counties: [], onlySittings: false, cleared: true };
const recipient = (rules: Partial<NoticeRules> = {}): StoredRecipient => ({
  id: 'r',
  name: 'n',
  channel: 'webhook',
  language: 'fa',
  allowLocal: false,
  rules: { ...plain, ...rules },
  settings: {},
  createdAt: T - 1,
});
const board = emptyBoard({ id: 'mazandaran', fa: 'م', en: 'M' }, []);

function due(
  events: readonly StoredEvent[],
  more: { rules?: Partial<NoticeRules>; at?: number; steady?: number; board?: Now['board'] } = {},
) {
  const book = createBook();
  for (const event of events) book.apply(event, 0);
  const at = more.at ?? T;
  return dueNotices(book, [recipient(more.rules)], {
    board: more.board ?? board,
    countyOf: (queue) => (queue === 'samad-sari' ? 'sari' : undefined),
    minuteOf: (ms) => (Math.floor(ms / MINUTE) + 210) % 1_440,
    now: at,
    steady: more.steady ?? 0,
    node: 'me',
    leaseMs: 90_000,
    isInFlight: () => false,
  }).map(
    ({ notice, attempt, repeat, resumed }) =>
      `${notice}#${attempt}${repeat ? ' repeat' : ''}${resumed ? ' resumed' : ''}`,
  );
}

describe('a notice', () => {
  it('is due when its alert is raised, and again with each step', () => {
    expect(due([raised('watch', 1)])).toEqual(['1#1']);
    expect(due([raised('watch', 1), claimed('1', 1, T), sent('1', 1, T)])).toEqual([]);
    expect(due([raised('watch', 1), claimed('1', 1, T), sent('1', 1, T), raised('act', 2)])).toEqual(['2#1']);
  });

  it('is for those whose level, queues or counties the alert has', () => {
    expect(due([raised('watch', 1)], { rules: { level: 'act' } })).toEqual([]);
    expect(due([raised('act', 1)], { rules: { level: 'act' } })).toEqual(['1#1']);
    expect(due([raised('act', 1)], { rules: { queues: ['samad-amol'] } })).toEqual([]);
    expect(due([raised('act', 1)], { rules: { queues: ['samad-amol', 'samad-sari'] } })).toEqual(['1#1']);
    expect(due([raised('act', 1)], { rules: { counties: ['sari'] } })).toEqual(['1#1']);
    expect(due([raised('act', 1)], { rules: { counties: ['amol'] } })).toEqual([]);
    const surge = { ...raised('act', 1), rule: 'topic-surge', subject: 'sari--water' } as StoredEvent;
    expect(due([surge], { rules: { counties: ['sari'] } })).toEqual(['1#1']);
    expect(due([surge], { rules: { counties: ['amol'] } })).toEqual([]);
  });

  it('waits for the end of quiet hours, and for a sitting', () => {
    const quiet = { from: 11 * 60, to: 12 * 60 }; // 8:00 UTC is 11:30 in Tehran
    expect(due([raised('act', 1)], { rules: { quiet } })).toEqual([]);
    expect(due([raised('act', 1)], { rules: { quiet }, at: T + 30 * MINUTE })).toEqual(['1#1']);
    expect(due([raised('act', 1), over(T + MINUTE)], { rules: { quiet }, at: T + 30 * MINUTE })).toEqual([]);
    expect(due([raised('act', 1)], { rules: { onlySittings: true } })).toEqual([]);
    const sitting = {
      official: 'gov',
      from: T - MINUTE,
      to: T + MINUTE,
      level: 'province',
    } as Now['board']['sittings'][string];
    expect(
      due([raised('act', 1)], { rules: { onlySittings: true }, board: { ...board, sittings: { s: sitting } } }),
    ).toEqual(['1#1']);
  });

  it('that was claimed by a node that died is claimed by another, as a repeat', () => {
    const events = [raised('watch', 1), claimed('1', 1, T)];
    expect(due(events, { steady: 89_000 })).toEqual([]);
    expect(due(events, { steady: 90_000 })).toEqual(['1#2 repeat']);
    expect(due([...events, claimed('1', 2, T, 'me')], { steady: 0 })).toEqual(['1#2 repeat resumed']);
  });

  it('that was claimed here and not sent is sent without another claim', () =>
    expect(due([raised('watch', 1), claimed('1', 1, T, 'me')])).toEqual(['1#1 resumed']));

  it('that failed is tried again at its time, as a repeat where it may have been received', () => {
    const tried = [raised('watch', 1), claimed('1', 1, T)];
    expect(due([...tried, failed('1', 1, T, T + MINUTE)], { at: T + MINUTE - 1 })).toEqual([]);
    expect(due([...tried, failed('1', 1, T, T + MINUTE)], { at: T + MINUTE })).toEqual(['1#2']);
    expect(due([...tried, failed('1', 1, T, T + MINUTE, true)], { at: T + MINUTE })).toEqual(['1#2 repeat']);
    expect(due([...tried, failed('1', 1, T)], { at: T + 9 * MINUTE })).toEqual([]);
    const again: StoredEvent = { type: 'notice.retried', id: 'x', at: T, ...about('1', 1), by: 'chief', ...stamps };
    expect(due([...tried, failed('1', 1, T), again])).toEqual(['1#2']);
  });

  it('is repeated every so many minutes until somebody has seen the alert', () => {
    const rules = { everyMinutes: 10 };
    const told = [raised('watch', 1), claimed('1', 1, T), sent('1', 1, T)];
    expect(due(told, { rules, at: T + 10 * MINUTE - 1 })).toEqual([]);
    expect(due(told, { rules, at: T + 10 * MINUTE })).toEqual(['1-1#1']);
    const twice = [...told, claimed('1-1', 1, T + 10 * MINUTE), sent('1-1', 1, T + 10 * MINUTE)];
    expect(due(twice, { rules, at: T + 15 * MINUTE })).toEqual([]);
    expect(due(twice, { rules, at: T + 20 * MINUTE })).toEqual(['1-2#1']);
    expect(due([...told, seen(T + MINUTE)], { rules, at: T + 20 * MINUTE })).toEqual([]);
    expect(due(told, { at: T + 20 * MINUTE })).toEqual([]);
  });

  it('of the end follows one that was sent, and nothing else', () => {
    const told = [raised('watch', 1), claimed('1', 1, T), sent('1', 1, T), over(T + MINUTE)];
    expect(due(told, { at: T + MINUTE })).toEqual(['cleared#1']);
    expect(due(told, { at: T + MINUTE, rules: { cleared: false } })).toEqual([]);
    expect(
      due([raised('watch', 1), claimed('1', 1, T), failed('1', 1, T), over(T + MINUTE)], { at: T + MINUTE }),
    ).toEqual([]);
  });

  it('of an alert that came and went while no node was there is sent late, not to those who came later', () => {
    expect(due([raised('watch', 1), over(T + MINUTE)], { at: T + 2 * MINUTE })).toEqual(['1#1']);
    expect(due([raised('watch', 1), over(T + MINUTE)], { at: T + 12 * MINUTE })).toEqual([]);
    expect(due([raised('watch', 1, T - 10), over(T + MINUTE)], { at: T + 2 * MINUTE })).toEqual([]);
  });

  it('is kept as long as its alert is on, so that it is not begun again, and then for a month', () => {
    const book = createBook();
    for (const event of [raised('watch', 1), claimed('1', 1, T), sent('1', 1, T)]) book.apply(event, 0);
    book.forget(T + 90 * DAY);
    expect(book.noticesOf(alert)).toHaveLength(1);
    book.apply(over(T + 90 * DAY), 0);
    book.apply(sent('cleared', 1, T + 90 * DAY), 0);
    book.forget(T + 120 * DAY);
    expect(book.noticesOf(alert)).toHaveLength(2);
    book.forget(T + 122 * DAY);
    expect(book.noticesOf(alert)).toEqual([]);
    expect(book.notices.size).toBe(0);
  });

  it('is tried after 1, 5, 15, 30 and 60 minutes, or when the receiver says, and then no more', () => {
    const after = (attempt: number, ms?: number) => (nextTry(attempt, 0, ms) ?? -MINUTE) / MINUTE;
    expect([1, 2, 3, 4, 5, 6].map((n) => after(n))).toEqual([1, 5, 15, 30, 60, -1]);
    expect(after(1, 3 * MINUTE)).toBe(3);
  });
});

it('quiet hours may go over midnight, and none are none', () => {
  expect([1_319, 1_320, 0, 359, 360].map((minute) => isQuiet({ from: 1_320, to: 360 }, minute))).toEqual([
    false,
    true,
    true,
    true,
    false,
  ]);
  expect(isQuiet(undefined, 5)).toBe(false);
  expect(isQuiet({ from: 60, to: 60 }, 60)).toBe(false);
});
