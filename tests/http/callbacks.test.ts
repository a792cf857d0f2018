// Calling back over HTTP: who sees the list and its handles, what clerks record, and that it stands in the audit.
import { expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../shared/time.ts';
import { noonClock } from '../support/clock-at-noon.ts';
import { startServerWithUsers } from '../support/server-with-users.ts';

type Row = { key: string; state: string; handle?: string } & Record<string, unknown>;
type List = { counts: Record<string, number>; rows: Row[]; next?: string };

it('a clerk sees who was not reached, calls back by the handle and records what came of it', async () => {
  const server = await startServerWithUsers({ world: { now: noonClock } });
  const { plain } = server.vault.createToken({ name: 'pbx-gate', role: 'ingest', now: noonClock() });
  const post = async (events: Record<string, unknown>[]) => {
    const posted = await fetch(`${server.url}/api/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${plain}` },
      body: JSON.stringify(events.map((event, n) => ({ id: `${event['type']}/${event['call']}/${n}`, ...event }))),
    });
    return posted.json();
  };
  const now = noonClock();
  const [early, late] = [now - 8 * DAY, now - HOUR];
  const gaveUp = (call: string, at: number, waited: number) => [
    { type: 'call.joined', call, queue: 'samad-sari', name: 'ساری', county: 'sari', at },
    { type: 'call.left', call, queue: 'samad-sari', reason: 'abandoned', waited, at: at + waited * SECOND },
  ];
  expect(
    await post([
      ...gaveUp('c-1', late, 90),
      { type: 'call.kept', call: 'c-1', handle: '412345', at: late + 91 * SECOND },
      ...gaveUp('c-2', early, 20),
      { type: 'call.kept', call: 'c-2', handle: '512345', at: early + MINUTE },
      { type: 'call.refused', call: 'c-3', queue: 'samad-babol', reason: 'full', at: late + 2 * MINUTE },
      { type: 'call.kept', call: 'c-3', handle: '498765', at: late + 2 * MINUTE },
      { type: 'call.kept', call: 'c-4', handle: '09111234567', at: late },
      { type: 'call.calledback', call: 'c-3', outcome: 'unreached', at: late + 3 * MINUTE },
    ]),
  ).toMatchObject({ accepted: 9, rejected: [{ index: 8, code: 'invalid' }] });

  const [clerk, deputy, admin] = [
    await server.signedIn('maryam', 'clerk'),
    await server.signedIn('deputy', 'deputy'),
    await server.signedIn('head', 'admin'),
  ];
  const list = async (by = clerk, query = ''): Promise<List> =>
    (await by.ask('GET', `/api/callbacks${query}`)).json() as Promise<List>;
  const open = await list();
  expect(open.counts).toEqual({ open: 2, done: 0, expired: 1 });
  expect(open.rows).toMatchObject([
    { state: 'open', handle: '498765', county: 'unknown', outcome: 'refused', tries: 1, times: 1 },
    {
      state: 'open',
      handle: '412345',
      queue: { fa: 'ساری', en: 'ساری' },
      county: 'sari',
      waited: 90,
      outcome: 'abandoned',
      joinedAt: late,
      expiresAt: late + 91 * SECOND + 7 * DAY,
      tries: 0,
    },
  ]);
  // By the token that posted it.
  expect(open.rows[0]?.['last']).toEqual({ at: late + 3 * MINUTE, outcome: 'unreached', by: 'pbx-gate' });
  expect((await list(clerk, '?state=expired')).rows).toMatchObject([{ state: 'expired', waited: 20 }]);
  for (const row of [...(await list(deputy)).rows, ...(await list(clerk, '?state=expired')).rows])
    expect(row).not.toHaveProperty('handle');

  const key = open.rows[1]?.key ?? '';
  const record = (by: typeof clerk, body: Record<string, unknown>) => by.ask('POST', '/api/callbacks', body);
  expect(await (await record(clerk, { key, outcome: 'reached' })).json()).toMatchObject({
    state: 'done',
    last: { outcome: 'reached', by: 'maryam' },
  });
  expect((await list()).counts).toEqual({ open: 1, done: 1, expired: 1 });
  expect(await (await record(clerk, { key, outcome: 'reached', mistaken: true })).json()).toMatchObject({
    state: 'open',
    tries: 0,
  });
  expect((await record(deputy, { key, outcome: 'reached' })).status).toBe(403);
  expect((await record(clerk, { key: 'nobody', outcome: 'reached' })).status).toBe(404);
  expect((await record(clerk, { key, outcome: 'danced' })).status).toBe(400);

  const { rows } = (await (await admin.ask('GET', '/api/audit')).json()) as { rows: Record<string, unknown>[] };
  expect(rows.filter(({ type }) => type === 'call.calledback')).toMatchObject([
    { by: 'maryam', outcome: 'reached', mistaken: true },
    { by: 'maryam', outcome: 'reached' },
  ]);
  expect(rows.some(({ type, list: of }) => type === 'list.read' && of === 'callbacks')).toBe(true);
});
