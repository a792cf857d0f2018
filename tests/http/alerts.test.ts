// Limits of alerts over HTTP: what is in force, and that two limits of one rule never contradict each other.
import { createCostly } from '../../server/http/costly.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFold } from '../../server/board/fold.ts';
import { alertRoutes } from '../../server/http/alerts.ts';
import { createDoor } from '../../server/door/door.ts';
import { createIntake } from '../../server/log/intake.ts';
import { pastOf } from '../../server/ledger/past.ts';
import { loadProfile } from '../../server/profiles/load.ts';
import { createCalendar } from '../../shared/calendar.ts';
import { usualLevels } from '../../shared/rules.ts';
import { tempLogFolder, openLog } from '../support/log-folder.ts';
import { storedBy } from '../support/stored-events.ts';
import { bearer, createTestApp, serve } from '../support/test-app.ts';

const calendar = createCalendar();
let now = calendar.startOf('1405-09-04') + 9 * 3_600_000;
let ids = 0;
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
    levels: usualLevels,
    intake: createIntake({ door, log, now: () => ++now }),
    newId: () => `t${++ids}`,
    preview: async () => undefined,
    costly: createCostly(),
  });
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

it("an edit is judged by the limits in force: a queue's own, else the province's, else the profile's", async () => {
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

it('says what was expected of a rule, a subject and a limit', async () => {
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
