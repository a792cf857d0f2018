// Names over HTTP on a whole server: queues that were reported are named, left out and taken back, and the board follows.
import { describe, expect, it } from 'vitest';
import { startTestServer } from '../support/test-server.ts';

// oxlint-disable-next-line typescript/no-explicit-any
type Json = Record<string, any>;

async function startOffice() {
  const server = await startTestServer('');
  const token = (role: 'admin' | 'ingest' | 'supervisor') =>
    server.vault.createToken({ name: `its-${role}`, role, now: Date.now() }).plain;
  const tokens = { admin: token('admin'), ingest: token('ingest'), supervisor: token('supervisor') };
  const ask = async (method: string, path: string, body?: object, role: keyof typeof tokens = 'admin') => {
    const answer = await fetch(server.url + path, {
      method,
      headers: { authorization: `Bearer ${tokens[role]}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json') === true;
    return { status: answer.status, text, json: (isJson ? JSON.parse(text) : {}) as Json };
  };
  let n = 0;
  const post = (events: object[]) =>
    ask(
      'POST',
      '/api/events',
      events.map((event) => ({ id: `e${++n}`, at: Date.now(), ...event })),
      'ingest',
    );
  await post([
    { type: 'call.joined', call: 'c1', queue: 'q-600', name: '600' },
    { type: 'desk.state', desk: 'm-1', queue: 'q-600', state: 'free', name: 'Ali' },
    { type: 'desk.state', desk: 'm-2', queue: 'q-600', state: 'free', name: 'Ali R' },
  ]);
  const board = () => server.board();
  return { server, ask, post, board };
}

describe('a queue', () => {
  it('that a program reported is named in both languages for a county, on the board and for its callers', async () => {
    const { ask, post, board } = await startOffice();
    const before = await ask('GET', '/api/names');
    expect(before.json['queues']).toMatchObject([{ id: 'q-600', reported: '600', inProfile: false, ignored: false }]);
    const decision = { names: { fa: 'صف ساری', en: 'Sari queue' }, county: 'sari', callersFromHere: true };
    const named = await ask('PUT', '/api/names/queues/q-600', decision);
    expect(named.json).toMatchObject({ ...decision, decided: decision });
    expect((await board()).queues['q-600']).toMatchObject({ name: 'صف ساری', names: decision.names, county: 'sari' });
    await post([{ type: 'call.joined', call: 'c2', queue: 'q-600' }]);
    expect((await board()).counties['sari']).toMatchObject({ waiting: 1 });
    const audit = await ask('GET', '/api/audit');
    expect(audit.json['rows'][0]).toMatchObject({ type: 'queue.named', queue: 'q-600', by: 'its-admin' });
  });

  it('that is left out counts no new call, keeps what it counted, and is back when that is taken back', async () => {
    const { ask, post, board } = await startOffice();
    await ask('PUT', '/api/names/queues/q-600', { ignored: true });
    const refused = await post([{ type: 'call.joined', call: 'c2', queue: 'q-600' }]);
    expect(refused.json['rejected']).toMatchObject([{ code: 'queue-ignored' }]);
    const left = await post([{ type: 'call.left', call: 'c1', queue: 'q-600', reason: 'abandoned' }]);
    expect(left.json).toMatchObject({ accepted: 1 });
    expect((await board()).queues['q-600']).toMatchObject({ waiting: 0, today: { offered: 1, abandoned: 1 } });
    expect((await ask('PUT', '/api/names/queues/q-600', {})).json).toMatchObject({ ignored: false });
    expect((await post([{ type: 'call.joined', call: 'c3', queue: 'q-600' }])).json).toMatchObject({ accepted: 1 });
  });

  it.each([
    [{ names: { fa: 'ص'.repeat(200) } }, 'names.fa'],
    [{ names: { fa: '' } }, 'names.fa'],
    [{ names: { fa: 'تماس ۰۹۱۱۲۳۴۵۶۷۸' } }, 'names.fa'],
    [{ names: { fa: 'صف', en: 'a\u202eb' } }, 'names.en'],
    [{ county: 'rasht' }, 'county'],
    [{ callersFromHere: true }, 'callersFromHere'],
  ])('is refused %j with its field', async (decision, field) => {
    const { ask } = await startOffice();
    const answer = await ask('PUT', '/api/names/queues/q-600', decision);
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({ code: 'bad-parameters', field });
  });

  it('that nobody reported is not found, and a supervisor may not name any', async () => {
    const { ask } = await startOffice();
    expect((await ask('PUT', '/api/names/queues/none', { names: { fa: 'صف' } })).status).toBe(404);
    expect((await ask('PUT', '/api/names/queues/q-600', {}, 'supervisor')).status).toBe(403);
    expect((await ask('GET', '/api/names', undefined, 'supervisor')).status).toBe(403);
  });
});

describe('desks', () => {
  it('of one name are refused, and one that is the same as another counts there from then on', async () => {
    const { ask, post, board } = await startOffice();
    const twin = { names: { fa: 'علی رضایی' } };
    expect((await ask('PUT', '/api/names/desks/m-1', twin)).status).toBe(200);
    const taken = await ask('PUT', '/api/names/desks/m-2', { names: { fa: 'علي رضايي' } });
    expect(taken.json).toMatchObject({ code: 'name-taken', field: 'names.fa', other: 'm-1' });
    expect((await ask('PUT', '/api/names/desks/m-2', { as: 'm-1' })).json).toMatchObject({ as: 'm-1' });
    expect((await ask('PUT', '/api/names/desks/m-1', { as: 'm-2' })).json).toMatchObject({ field: 'as' });
    await post([{ type: 'call.answered', call: 'c1', queue: 'q-600', desk: 'm-2', waited: 3 }]);
    const { desks, now } = await board();
    expect(Object.keys(desks)).toEqual(['m-1']);
    expect(desks['m-1']).toMatchObject({ name: 'علی رضایی', state: 'busy', today: { answered: 1 } });
    expect(now.desksOnDuty).toBe(1);
  });
});

describe('the table', () => {
  it('is given out, changed and taken in: first as a preview, then for good', async () => {
    const { ask, board } = await startOffice();
    const table = await ask('GET', '/api/names.csv?lang=en');
    expect(table.text).toContain('"queue","q-600","600"');
    const text = table.text.replace('"queue","q-600","600","",""', '"queue","q-600","600","صف ساری","Sari"');
    const preview = await ask('POST', '/api/names/import', { text });
    expect(preview.json).toEqual({
      rows: [{ line: 2, ok: true, kind: 'queue', id: 'q-600', decision: { names: { fa: 'صف ساری', en: 'Sari' } } }],
    });
    expect((await board()).queues['q-600']?.name).toBe('600');
    expect((await ask('POST', '/api/names/import', { text, save: true })).json).toMatchObject({ saved: 1 });
    expect((await board()).queues['q-600']?.names?.en).toBe('Sari');
    const unchanged = (await ask('GET', '/api/names.csv?lang=fa')).text;
    expect((await ask('POST', '/api/names/import', { text: unchanged })).json).toEqual({ rows: [] });
  });
});

it('the first steps tick the names once all that was reported has one', async () => {
  const { ask } = await startOffice();
  const isDone = async (): Promise<boolean> =>
    (await ask('GET', '/api/first-steps')).json['steps'].find(({ step }: Json) => step === 'names').done as boolean;
  expect(await isDone()).toBe(false);
  await ask('PUT', '/api/names/queues/q-600', { names: { fa: 'صف' } });
  await ask('PUT', '/api/names/desks/m-1', { names: { fa: 'میز' } });
  await ask('PUT', '/api/names/desks/m-2', { as: 'm-1' });
  expect(await isDone()).toBe(true);
});
