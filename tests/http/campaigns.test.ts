// Campaigns over HTTP: planned by supervisors, read by deputies, as a table too, and told in the audit.
import { expect, it } from 'vitest';
import { DAY, HOUR, SECOND } from '../../shared/time.ts';
import { noonClock } from '../support/clock-at-noon.ts';
import { startServerWithUsers } from '../support/server-with-users.ts';

it('a supervisor plans, changes and removes a campaign; a deputy reads its figures, which follow corrections', async () => {
  const server = await startServerWithUsers({ world: { now: noonClock } });
  const { plain } = server.vault.createToken({ name: 'pbx-gate', role: 'ingest', now: noonClock() });
  const now = noonClock();
  const post = (...events: Record<string, unknown>[]) =>
    fetch(`${server.url}/api/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${plain}` },
      body: JSON.stringify(events.map((event) => ({ id: `${event['type']}/${event['call']}`, ...event }))),
    });
  const at = now - HOUR;
  await post(
    { type: 'call.joined', call: 'c-1', queue: 'samad-sari', name: 'ساری', at },
    { type: 'call.answered', call: 'c-1', queue: 'samad-sari', desk: 'm-1', waited: 10, at: at + 10 * SECOND },
    { type: 'call.joined', call: 'c-2', queue: 'samad-babol', at: at + SECOND },
    { type: 'call.left', call: 'c-2', queue: 'samad-babol', reason: 'abandoned', waited: 20, at: at + 21 * SECOND },
  );
  const [lead, deputy, clerk, admin] = [
    await server.signedIn('lead', 'supervisor'),
    await server.signedIn('deputy', 'deputy'),
    await server.signedIn('maryam', 'clerk'),
    await server.signedIn('head', 'admin'),
  ];
  const plan = { name: 'سفر استانی', from: now - 2 * HOUR, to: now + DAY, queues: [], shifts: [] };
  const made = await lead.ask('POST', '/api/campaigns', plan);
  expect(made.status).toBe(201);
  const { id, version } = (await made.json()) as { id: string; version: number };
  const figures = async (by = deputy) => (await by.ask('GET', `/api/campaigns/${id}`)).json();
  expect(await figures()).toMatchObject({
    campaign: { name: 'سفر استانی', version: 1, plannedBy: 'lead' },
    total: { calls: { offered: 2, answered: 1, abandoned: 1 }, lines: { peak: 2 } },
    linesNow: 1,
  });
  await post(
    { type: 'call.ended', call: 'c-1', by: 'caller', talked: 60, at: at + 70 * SECOND },
    { type: 'call.withdrawn', call: 'c-2', at: at + HOUR },
  );
  expect(await figures()).toMatchObject({
    total: { calls: { offered: 1, completed: 1, talkSeconds: 60 } },
    linesNow: 0,
  });

  const change = (by: typeof lead, more: object) =>
    by.ask('PUT', `/api/campaigns/${id}`, { ...plan, version, ...more });
  expect(await (await change(lead, { queues: ['samad-babol'] })).json()).toMatchObject({ version: 2 });
  expect(await figures()).toMatchObject({
    total: { calls: { offered: 0 } },
    queueNames: { 'samad-babol': { fa: expect.any(String) } },
  });
  expect((await change(lead, {})).status).toBe(409);
  expect((await change(deputy, { version: 2 })).status).toBe(403);
  for (const [field, more] of [
    ['to', { to: plan.from }],
    ['to', { to: plan.from + 32 * DAY }],
    [
      'shifts',
      {
        shifts: [
          { from: '08:00', to: '14:00' },
          { from: '13:00', to: '20:00' },
        ],
      },
    ],
    ['shifts', { shifts: [{ from: '08:00', to: '08:00' }] }],
    ['name', { name: '09111234567' }],
  ] as const) {
    const refused = await change(lead, { version: 2, ...more });
    expect(refused.status, field).toBe(400);
    expect(JSON.stringify(await refused.json()), field).toContain(field);
  }

  const table = await deputy.ask('GET', `/api/campaigns/${id}.csv?lang=en`);
  expect(table.headers.get('content-type')).toContain('text/csv');
  expect((await table.text()).split('\r\n')[0]).toContain('Answered per hour');
  expect((await clerk.ask('GET', '/api/campaigns')).status).toBe(403);
  expect((await lead.ask('DELETE', `/api/campaigns/${id}`)).status).toBe(204);
  expect(await (await deputy.ask('GET', '/api/campaigns')).json()).toEqual({ campaigns: [] });
  expect((await deputy.ask('GET', `/api/campaigns/${id}`)).status).toBe(404);
  const { rows } = (await (await admin.ask('GET', '/api/audit')).json()) as { rows: Record<string, unknown>[] };
  expect(rows.filter(({ type }) => String(type).startsWith('campaign.'))).toMatchObject([
    { type: 'campaign.withdrawn', name: 'سفر استانی', by: 'lead' },
    { type: 'campaign.planned', version: 2 },
    { type: 'campaign.planned', version: 1 },
  ]);
});
