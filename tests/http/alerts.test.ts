// Limits of alerts over HTTP: what is in force, and that two limits of one rule never contradict each other.
import { createCostly } from '../../server/http/costly.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createAlertHistory } from '../../server/alerts/alert-history.ts';
import { createFold } from '../../server/board/fold.ts';
import { alertRoutes } from '../../server/http/alerts.ts';
import type { Sitting } from '../../server/board/sitting.ts';
import { createDoor } from '../../server/door/door.ts';
import { createIntake } from '../../server/log/intake.ts';
import { pastOf } from '../../server/ledger/past.ts';
import { loadProfile } from '../../server/profiles/load.ts';
import { createCalendar, monthOf } from '../../shared/calendar.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { usualLevels } from '../../shared/rules.ts';
import { HOUR, MINUTE } from '../../shared/time.ts';
import { tempLogFolder, openLog } from '../support/log-folder.ts';
import { storedBy } from '../support/stored-events.ts';
import { bearer, createTestApp, serve } from '../support/test-app.ts';

const calendar = createCalendar();
const START = calendar.startOf('1405-09-04');
const sittings: Record<string, Sitting> = {
  's-1': {
    id: 's-1',
    official: { id: 'o', name: 'فرماندار بابل' },
    level: 'county',
    queue: 'q1',
    from: START + 8 * HOUR,
    to: START + 10 * HOUR,
    version: 1,
    standing: 'planned',
    editedAt: 0,
  },
};
let now = calendar.startOf('1405-09-04') + 9 * HOUR;
let ids = 0;
let append: (events: StoredEvent[]) => Promise<void>;
let close: () => Promise<void>;
let ask: (method: string, path: string, body?: object) => Promise<{ status: number; json: Record<string, unknown> }>;

beforeEach(async () => {
  const place = tempLogFolder();
  const { log, ledger, close: closeLog } = openLog(place.path);
  const fold = createFold({
    profile: loadProfile('mazandaran'),
    calendar,
    past: pastOf(ledger, calendar, () => undefined),
  });
  log.follow(0, (entries) => entries.forEach((entry) => fold.apply(entry)));
  const stored = storedBy('pbx', now);
  await log.append([
    stored({ type: 'day.started', id: 'day', day: '1405-09-04' }),
    stored({ type: 'call.joined', id: 'c/j', call: 'c', queue: 'q1', target: 20 }),
  ]);
  const door = createDoor({ profile: loadProfile('mazandaran'), calendar, now: () => now, targetAt: () => 20 });
  const routes = alertRoutes({
    board: () => fold.board,
    agencies: ['gas', 'water'],
    levels: usualLevels,
    intake: createIntake({ door, log, now: () => ++now }),
    newId: () => `t${++ids}`,
    preview: async () => undefined,
    costly: createCostly(),
    history: createAlertHistory({ ledger, calendar }),
    findSitting: (id) => sittings[id],
    month: () => monthOf(calendar.dayOf(now)),
    now: () => now,
  });
  append = async (events) => void (await log.append(events));
  const api = createTestApp({ routes });
  const server = await serve(api.app);
  const token = api.vault.token('supervisor');
  ask = async (method, path, body) => {
    const answer = await fetch(`${server.url}/api${path}`, {
      method,
      headers: { ...bearer(token), 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
  };
  close = async () => {
    await server.close();
    await closeLog();
    place.remove();
  };
});
afterEach(() => close());

const put = (body: object) => ask('PUT', '/thresholds', body);

it("an edit is checked against the limits in force: a queue's own, else the province's, else the profile's", async () => {
  expect((await put({ rule: 'waiting', watch: 2, act: 3 })).json).toMatchObject({ watch: 2, act: 3 });
  // The profile's 6 would refuse it.
  expect((await put({ rule: 'waiting', subject: 'q1', watch: null, act: 4 })).json).toMatchObject({ watch: 2, act: 4 });
  expect((await put({ rule: 'waiting', watch: 50, act: 60 })).status).toBe(200);
  const refused = await put({ rule: 'waiting', subject: 'q1', watch: null, act: 20 });
  expect([refused.status, refused.json['detail']]).toEqual([400, 'act: expected at least watch (50), got 20']);
  // What goes back to the profile is judged by the profile.
  expect((await put({ rule: 'waiting', watch: null, act: 7 })).json).toMatchObject({ watch: 6, act: 7 });
  expect((await put({ rule: 'service-level', watch: 50, act: 60 })).status).toBe(400);
});

it('names what was expected of a rule, a subject and a limit', async () => {
  for (const [body, said] of [
    [{ rule: 'loud', watch: 1, act: 2 }, /rule/],
    [{ rule: 'waiting', watch: 1 }, /act/],
    [{ rule: 'waiting', watch: -1, act: 2 }, /watch/],
    [{ rule: 'waiting', watch: 0, act: 2 }, /watch: expected a limit that is not always reached, got 0/],
    [{ rule: 'service-level', watch: 100, act: 30 }, /watch: expected a limit that is not always reached, got 100/],
    [{ rule: 'waiting', subject: 'q9', watch: 1, act: 2 }, /queue/],
    [{ rule: 'source-down', subject: 'q1', watch: 1, act: 2 }, /province only/],
    [{ rule: 'waiting', subject: '__proto__', watch: 1, act: 2 }, /subject/],
  ] as const) {
    const { status, json } = await put(body);
    expect([status, json['detail']], JSON.stringify(body)).toEqual([400, expect.stringMatching(said)]);
  }
  // At once is a limit of a time.
  expect((await put({ rule: 'source-down', watch: 0, act: 30 })).status).toBe(200);
  const { json } = await ask('GET', '/thresholds');
  expect(json['thresholds']).toContainEqual({ rule: 'waiting', subject: 'q1', ...usualLevels.waiting });
});

const raised = (alert: string, at: number, more: object = {}): StoredEvent => {
  const [rule = '', subject = ''] = alert.split('/');
  const facts = { alert, rule, subject, level: 'watch' as const, value: 7, limit: 6, step: 1, ...more };
  return storedBy('clock', at)({ type: 'alert.raised', id: `alert/${alert}/${at}`, ...facts });
};
const cleared = (alert: string, at: number): StoredEvent =>
  storedBy('clock', at)({ type: 'alert.cleared', id: `alert/${alert}/cleared`, alert });
type Row = Record<string, unknown>;
const rowsOf = (json: Record<string, unknown>): Row[] => json['alerts'] as Row[];

it('alerts that are over tell how long they were on, who saw them how soon, and what was done', async () => {
  const [province, queue] = ['waiting/province/1405-09-04-1', 'waiting/q1/1405-09-04-1'];
  await append([
    raised(province, now - 5 * MINUTE),
    raised(province, now - 4 * MINUTE, { level: 'act', value: 14, limit: 12, step: 2 }),
    raised(province, now - 2 * MINUTE, { step: 3 }),
    raised(queue, now - MINUTE),
  ]);
  expect((await ask('POST', '/alerts/seen', { alert: province })).json).toEqual({
    alert: province,
    seenBy: 'supervisor-1',
  });
  const seenAt = now;
  await append([cleared(province, now + MINUTE)]);
  // It is over; what was done may still be written down, and the same words twice are one.
  const done = { alert: province, action: 'called', remark: ' تا ده دقیقهٔ دیگر می‌آید ' };
  for (let n = 0; n < 2; n++) expect((await ask('POST', '/alerts/seen', done)).status).toBe(200);
  expect((await ask('POST', '/alerts/seen', { alert: province })).status).toBe(404);
  expect((await ask('POST', '/alerts/seen', { alert: 'waiting/q7/1405-09-04-1', action: 'called' })).status).toBe(404);

  const { status, json } = await ask('GET', '/alerts');
  expect(status).toBe(200);
  expect(json).toMatchObject({ month: '1405-09', count: 2 });
  expect(json).not.toHaveProperty('next');
  expect(rowsOf(json).map(({ alert }) => alert)).toEqual([queue, province]);
  expect(rowsOf(json)[1]).toMatchObject({
    level: 'act',
    value: 14,
    limit: 12,
    seenBy: 'supervisor-1',
    seenAt,
    done: [{ by: 'supervisor-1', action: 'called', remark: 'تا ده دقیقهٔ دیگر می‌آید' }],
  });
  expect((rowsOf(json)[1]?.['done'] as Row[]).length).toBe(1);
  expect(json['byRule']).toMatchObject({ waiting: { times: 2, seen: 1, done: 1, medianToSeen: 300 } });
  expect(rowsOf((await ask('GET', '/alerts?month=1405-08')).json)).toEqual([]);
  expect((await ask('GET', '/alerts?month=1405-13')).status).toBe(400);
});

it('alerts of a sitting are those in its time and about it', async () => {
  const { from, to } = sittings['s-1']!;
  const late = 'late-official/s-1/1405-09-04-1';
  await append([
    raised(late, from + 5 * MINUTE),
    cleared(late, from + 10 * MINUTE),
    raised('waiting/q1/1405-09-04-1', from + 15 * MINUTE),
    cleared('waiting/q1/1405-09-04-1', from + 960_000),
    raised('waiting/q2/1405-09-04-1', from + 15 * MINUTE),
    raised('source-down/pbx/1405-09-04-1', to - 1_000),
    raised('waiting/province/1405-09-04-1', to + 1_000),
    raised('waiting/q1/1405-09-04-2', to),
  ]);
  const { json } = await ask('GET', '/alerts?sitting=s-1');
  expect(rowsOf(json).map(({ alert }) => alert)).toEqual([
    'source-down/pbx/1405-09-04-1',
    'waiting/q1/1405-09-04-1',
    late,
  ]);
  expect(rowsOf(json)[2]).toMatchObject({ name: 'فرماندار بابل', done: [] });
  expect((await ask('GET', '/alerts?sitting=s-9')).status).toBe(404);
});

it('more alerts than fit on a page come in pages, each once, and the sums count all', async () => {
  const all = Array.from({ length: 450 }, (_none, n) => raised(`waiting/q1/1405-09-04-${n + 1}`, now - n * 1_000));
  await append(all);
  const found: Row[] = [];
  for (let path = '/alerts'; ;) {
    const { json } = await ask('GET', path);
    expect(json).toMatchObject({ count: 450, byRule: { waiting: { times: 450 } } });
    found.push(...rowsOf(json));
    if (json['next'] === undefined) break;
    path = `/alerts?after=${encodeURIComponent(String(json['next']))}`;
  }
  expect(found.map(({ alert }) => alert)).toEqual(all.map((event) => 'alert' in event && event.alert));
  expect((await ask('GET', '/alerts?after=waiting/q9/1405-09-04-1')).status).toBe(400);
});

it('B8: a remark with a telephone number is refused', async () => {
  const alert = 'waiting/q1/1405-09-04-1';
  await append([raised(alert, now)]);
  for (const remark of ['زنگ زدم ۰۹۱۱ ۱۲۳ ۴۵۶۷', 'x'.repeat(61), ' ', 'دو\nسطر']) {
    const { status, json } = await ask('POST', '/alerts/seen', { alert, remark });
    expect([status, json['field'] ?? json['detail']], remark).toEqual([400, expect.stringContaining('remark')]);
  }
  expect((await ask('POST', '/alerts/seen', { alert, action: 'prayed' })).status).toBe(400);
});
