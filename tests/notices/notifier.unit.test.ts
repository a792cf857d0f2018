// How the notifier goes about the log: what it asks of it while another node has the claim, and what it remembers.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { emptyBoard } from '../../shared/board.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { LogEntry, StoredEvent } from '../../shared/event.ts';
import { DAY, HOUR } from '../../shared/time.ts';
import { createNotifier } from '../../server/notices/notifier.ts';
import { rememberedEntries } from '../../server/notices/remembered.ts';
import type { StoredRecipient } from '../../server/vault/recipients.ts';

const T = Date.parse('2026-11-30T08:00:00Z');
const alert = 'source-down/pbx/1405-06-01-1';
const stamps = { source: 'clock', recordedAt: T, v: 1 };
const raised: StoredEvent = {
  type: 'alert.raised',
  id: `alert/${alert}/1`,
  at: T,
  alert,
  rule: 'source-down',
  level: 'act',
  subject: 'pbx',
  value: 30,
  limit: 30,
  step: 1,
  ...stamps,
};
const cleared: StoredEvent = { type: 'alert.cleared', id: 'c', at: T, alert, ...stamps };
const recipient: StoredRecipient = {
  id: 'r',
  name: 'n',
  channel: 'webhook',
  language: 'fa',
  allowLocal: false,
  rules: { level: 'watch', queues: [], counties: [], onlySittings: false, cleared: true },
  settings: {},
  createdAt: T - 1,
};
const board = emptyBoard({ id: 'mazandaran', fa: 'م', en: 'M' }, []);
const entries = (...events: StoredEvent[]): LogEntry[] => events.map((event, n) => ({ position: n + 1, event }));

const notifierFor = (recipients: StoredRecipient[], relay: () => Promise<{ position: number; repeated: boolean }[]>) =>
  createNotifier({
    intake: { relay },
    recipients: () => recipients,
    send: () => Promise.reject(new Error('nothing is to be sent')),
    messageOf: () => {
      throw new Error('nothing is to be sent');
    },
    around: () => ({ board, countyOf: () => undefined, minuteOf: () => 600 }),
    reports: { at: () => [], named: () => undefined },
    eventsOfAlert: () => [],
    now: Date.now,
    steady: Date.now,
    node: 'me',
    errors: { error: () => {} },
  });

beforeEach(() => void vi.useFakeTimers({ now: T }));
afterEach(() => void vi.useRealTimers());

it('a claim that another node has is not asked for in a circle until it comes with the log', async () => {
  const relay = vi.fn(async () => [{ position: 1, repeated: true }]);
  const notifier = notifierFor([recipient], relay);
  notifier.take(entries(raised));
  await notifier.start();
  await vi.advanceTimersByTimeAsync(1_900);
  expect(relay).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(relay).toHaveBeenCalledTimes(2);
  await notifier.stop();
});

it('B7: alerts that are over are forgotten, also where nobody gets notices', async () => {
  const notifier = notifierFor([], async () => []);
  notifier.take(entries(raised, cleared));
  await notifier.start();
  await vi.advanceTimersByTimeAsync(HOUR);
  expect(notifier.book.alerts.size).toBe(1);
  vi.setSystemTime(T + DAY + HOUR);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(notifier.book.alerts.size).toBe(0);
  await notifier.stop();
});

it('an alert that its receiver acknowledged by a key is seen by that account, once it was delivered', async () => {
  const written: { type: string; source: string }[] = [];
  const notifier = createNotifier({
    intake: {
      relay: async ([event], source) => {
        written.push({ ...event!, source });
        return [{ position: written.length, repeated: false }];
      },
    },
    recipients: () => [recipient],
    send: async () => ({ ok: true, detail: 'seen', seenBy: 'deputy' }),
    messageOf: () => ({}) as never,
    around: () => ({ board, countyOf: () => undefined, minuteOf: () => 600 }),
    reports: { at: () => [], named: () => undefined },
    eventsOfAlert: () => [],
    now: Date.now,
    steady: Date.now,
    node: 'me',
    errors: { error: () => {} },
  });
  notifier.take(entries(raised));
  await notifier.start();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(written.map(({ type }) => type)).toEqual(['notice.claimed', 'notice.sent', 'alert.seen']);
  expect(written[2]).toMatchObject({ id: `alert/${alert}/seen/deputy`, alert, by: 'deputy', source: 'office' });
  expect(notifier.book.alerts.get(alert)?.seen).toBe(true);
  await notifier.stop();
});

it('a node that starts knows the notices of an alert that has been on for months', () => {
  const about = { alert, recipient: 'r', via: 'webhook' as const, notice: '1', attempt: 1 };
  const sent: StoredEvent = { type: 'notice.sent', id: 'n', at: T, ...about, ...stamps };
  const [first, second] = entries(raised, sent) as [LogEntry, LogEntry];
  const subjects: Record<string, LogEntry[]> = { [`alert/${alert}`]: [first], 'notice/1405-06-01': [second] };
  const on = { rule: 'source-down', level: 'act', subject: 'pbx', value: 30, limit: 30, since: T, step: 1 } as const;
  const remembered = rememberedEntries({
    ledger: { after: () => [], bySubject: (subject) => subjects[subject] ?? [] },
    board: { ...board, alerts: { [alert]: on } },
    calendar: createCalendar(),
    position: 2,
    now: T,
  });
  expect(remembered).toEqual([first, second]);
});
