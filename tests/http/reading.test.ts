import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '../../shared/role.ts';
import { problem } from '../support/problem.ts';
import { bearer, createTestApp, NOW, serve } from '../support/test-app.ts';

let api: ReturnType<typeof createTestApp>;
let server: Awaited<ReturnType<typeof serve>>;
beforeEach(async () => {
  api = createTestApp();
  server = await serve(api.app);
});
afterEach(() => server.close());

const get = (path: string, role?: Role, more: { county?: string } = {}) =>
  fetch(server.url + path, { headers: role ? bearer(api.vault.token(role, more)) : {} });

describe('GET /api/board', () => {
  beforeEach(() => {
    const call = { answeredAt: 1, queue: 'q', topic: 'bank-loan' };
    const today = { answered: 1, completed: 0, missed: 0, talkSeconds: 0 };
    api.board.desks['d-1'] = { name: 'd', state: 'busy', call, today };
  });

  it('is the document with epoch, revision, clock and links', async () => {
    const answer = await get('/api/board', 'deputy');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.json()).toEqual({
      epoch: 'e1',
      rev: 7,
      serverNow: NOW,
      links: { pbx111: { state: 'up', since: 1 } },
      recording: {},
      ...api.board,
    });
  });

  it('lacks for a display what displays lack', async () => {
    const board = await (await get('/api/board', 'display')).json();
    expect(board.desks['d-1'].call).toEqual({ answeredAt: 1, queue: 'q' });
    const ofSari = await (await get('/api/board', 'display', { county: 'sari' })).json();
    expect([Object.keys(ofSari.desks), Object.keys(ofSari.counties)]).toEqual([[], ['sari']]);
  });

  it('needs a credential, and not that of a clerk or a machine', async () => {
    const answer = await get('/api/board');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(await problem(answer)).toEqual([401, 'unauthorized']);
    for (const role of ['clerk', 'ingest'] as const)
      expect(await problem(await get('/api/board', role))).toEqual([403, 'forbidden']);
  });

  it('is an error without a stack when the vault is away', async () => {
    api.vault.goAway(true);
    const answer = await get('/api/board', 'display');
    const text = await answer.text();
    expect([answer.status, JSON.parse(text).code]).toEqual([500, 'internal']);
    expect(text).not.toMatch(/vault|\.ts/);
    expect(api.errors).toHaveLength(1);
  });
});

describe('GET /api/calls', () => {
  const row = { call: 'k1', queue: 'q-1', county: 'sari', joinedAt: 1, outcome: 'waiting' } as const;

  it('asks for what the parameters say and answers rows and a cursor', async () => {
    api.answerCalls({ rows: [row], next: 'cursor-1' });
    const query = 'day=1405-09-02&queue=q-1&desk=d-1&sitting=s-1&outcome=timedOut&after=abc~1';
    expect(await (await get(`/api/calls?${query}`, 'deputy')).json()).toEqual({ rows: [row], next: 'cursor-1' });
    expect(api.asked).toEqual([
      { day: '1405-09-02', queue: 'q-1', desk: 'd-1', sitting: 's-1', outcome: 'timedOut', after: 'abc~1', limit: 200 },
    ]);
  });

  it('asks for one county and one hour of the day', async () => {
    await get('/api/calls?day=1405-09-02&county=sari&hour=09', 'deputy');
    expect(api.asked).toEqual([{ day: '1405-09-02', county: 'sari', hour: 9, limit: 200 }]);
  });

  it('answers at most 200 rows and no field but those named', async () => {
    const leaky = { ...row, number: '09111234567', id: 'pbx111-1795455100-7', source: 'pbx111' };
    api.answerCalls({ rows: Array(300).fill(leaky) });
    const { rows } = await (await get('/api/calls', 'deputy')).json();
    expect(rows).toHaveLength(200);
    expect(rows[0]).toEqual(row);
  });

  it('names what was expected instead of a wrong parameter', async () => {
    const wrong = {
      'day=1405-13-01': 'day',
      'day=1405-09-31': 'day',
      'day=today': 'day',
      'queue=../etc': 'queue',
      'queue=a&queue=b': 'queue',
      'outcome=won': 'outcome',
      'county=Sari%20': 'county',
      'hour=24': 'hour',
      'hour=': 'hour',
      'hour=9.5': 'hour',
      'after=%00': 'after',
      'limit=9': 'expected only day, queue',
      '__proto__=1': 'expected only',
      [`after=${'x'.repeat(300)}`]: 'after',
    };
    for (const [query, said] of Object.entries(wrong)) {
      const answer = await get(`/api/calls?${query}`, 'deputy');
      expect((await answer.clone().json()).detail, query).toContain(said);
      expect(await problem(answer), query).toEqual([400, 'bad-parameters']);
    }
    expect(api.asked).toEqual([]);
  });

  it('is for deputies and above', async () => {
    for (const role of ['display', 'clerk', 'ingest'] as const)
      expect(await problem(await get('/api/calls', role))).toEqual([403, 'forbidden']);
    for (const role of ['deputy', 'supervisor', 'admin'] as const)
      expect((await get('/api/calls', role)).status).toBe(200);
  });
});

describe('health', () => {
  it('is open to everybody', async () => {
    expect((await get('/healthz')).status).toBe(200);
    expect((await get('/readyz')).status).toBe(200);
  });

  it('closes the connection of each liveness check, so that the next one opens a new one', async () => {
    expect((await get('/healthz')).headers.get('connection')).toBe('close');
  });

  it('shows what an acknowledged event survives, ready or not', async () => {
    for (const reasons of [[], ['starting' as const]]) {
      await server.close();
      api = createTestApp({
        reasons: () => reasons,
        durability: () => ({ kept: 'always', replicas: 2, least: 1, promise: 'all is kept' }),
      });
      server = await serve(api.app);
      const told = { durability: 'all is kept', storage: { kept: 'always', replicas: 2, least: 1 } };
      expect(await (await get('/readyz')).json()).toMatchObject(told);
    }
  });

  it('is not ready while there is a reason', async () => {
    await server.close();
    api = createTestApp({ reasons: () => ['log-unwritable', 'board-behind'] });
    server = await serve(api.app);
    const answer = await get('/readyz');
    expect(await answer.clone().json()).toMatchObject({ reasons: ['log-unwritable', 'board-behind'] });
    expect(await problem(answer)).toEqual([503, 'not-ready']);
    expect((await get('/healthz')).status).toBe(200);
  });
});
