// The province over HTTP on a whole server: chosen while nothing is counted, changed part by part, and in force after the
// server has started again.
import { describe, expect, it } from 'vitest';
import { startTestServer, tempDataDir } from '../support/test-server.ts';

// oxlint-disable-next-line typescript/no-explicit-any
type Json = Record<string, any>;

async function startOffice(dataDir = tempDataDir(), profile?: string) {
  let restarts = 0;
  const world = { restart: () => void restarts++ };
  const server = await startTestServer('', { dataDir, world, ...(profile !== undefined && { profile }) });
  const name = `chief-${Math.random().toString(36).slice(2, 8)}`;
  const token = server.vault.createToken({ name, role: 'admin', now: Date.now() }).plain;
  const ask = async (method: string, path: string, body?: object) => {
    const answer = await fetch(server.url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, json: (await answer.json()) as Json };
  };
  const again = async () => {
    await server.stop();
    return startOffice(dataDir, profile);
  };
  return { server, ask, again, restarts: () => restarts };
}
const post = (ask: (method: string, path: string, body?: object) => Promise<unknown>) =>
  ask('POST', '/api/events', [{ id: 'e1', type: 'call.joined', at: Date.now(), call: 'c1', queue: 'q1' }]);

describe('the choice of the province', () => {
  it('holds from the next start on, which the server asks for, and ticks the first step', async () => {
    const { ask, again, restarts } = await startOffice();
    expect((await ask('GET', '/api/province')).json).toMatchObject({
      id: 'mazandaran',
      choice: 'open',
      isChosen: false,
    });
    const chosen = await ask('PUT', '/api/province', { id: 'gilan' });
    expect(chosen.json).toMatchObject({ id: 'gilan', name: { fa: 'گیلان' }, counties: 17, isChosen: true });
    expect(restarts()).toBe(1);
    const next = await again();
    const board = await next.server.board();
    expect(board.province).toEqual({ id: 'gilan', fa: 'گیلان', en: 'Gilan' });
    expect(Object.keys(board.counties)).toContain('rasht');
    const steps = (await next.ask('GET', '/api/first-steps')).json['steps'] as Json[];
    expect(steps.find(({ step }) => step === 'province')?.['done']).toBe(true);
    const audit = (await next.ask('GET', '/api/audit')).json['rows'] as Json[];
    expect(audit.find(({ type }) => type === 'province.set')).toMatchObject({ province: 'gilan', was: 'mazandaran' });
  });

  it('is closed once anything is counted, or where PROFILE says it; no other place is a province', async () => {
    const { ask } = await startOffice();
    expect((await ask('PUT', '/api/province', { id: 'atlantis' })).json).toMatchObject({ field: 'id' });
    await post(ask);
    expect((await ask('PUT', '/api/province', { id: 'gilan' })).json).toMatchObject({
      status: 409,
      code: 'province-fixed',
    });
    const configured = await startOffice(tempDataDir(), 'fars');
    expect((await configured.ask('GET', '/api/province')).json).toMatchObject({ id: 'fars', choice: 'configured' });
    expect((await configured.ask('PUT', '/api/province', { id: 'gilan' })).status).toBe(409);
  });
});

describe('a change of the province', () => {
  it('stands in the audit with what was there before, holds after the next start, and can be taken back', async () => {
    const { ask, again, restarts } = await startOffice();
    const kinds = { request: { fa: 'درخواست', en: 'Request' }, thanks: { fa: 'سپاس', en: 'Thanks' } };
    const changed = await ask('PATCH', '/api/province', { kinds, target: 45 });
    expect(changed.json).toMatchObject({ parts: { kinds, target: 45 }, changed: ['kinds', 'target'] });
    expect(restarts()).toBe(1);
    const next = await again();
    expect((await next.ask('GET', '/api/words')).json['kinds']).toEqual(kinds);
    const [row] = (await next.ask('GET', '/api/audit')).json['rows'].filter(
      ({ type, set }: Json) => type === 'profile.changed' && set,
    );
    expect(row).toMatchObject({ set: { target: 45 }, was: { target: 20, kinds: { complaint: { fa: 'شکایت' } } } });
    const back = await next.ask('PATCH', '/api/province', { kinds: 'default', target: 'default' });
    expect(back.json).toMatchObject({ parts: { target: 20 }, changed: [] });
    expect(back.json['parts'].kinds.complaint).toBeDefined();
  });

  it('that changes nothing writes nothing', async () => {
    const { ask, restarts } = await startOffice();
    expect((await ask('PATCH', '/api/province', { target: 20 })).json).toMatchObject({ changed: [] });
    expect(restarts()).toBe(0);
  });

  it.each([
    [{ target: 0 }, 'target'],
    [{ sitting: { before: -1, after: 3 } }, 'sitting'],
    [{ agencies: { gas: { fa: 'گاز ۰۹۱۱۲۳۴۵۶۷۸', en: 'Gas' } } }, 'agencies'],
    [{ kinds: { 'Bad Id': { fa: 'آ', en: 'A' } } }, '(?:kinds|Bad Id)'],
    [{ topics: { a: { fa: 'آ', en: 'A', match: ['x'] }, b: { fa: 'ب', en: 'B', match: ['x'] } } }, 'topics'],
  ])('is refused: %j', async (body, field) => {
    const { ask, restarts } = await startOffice();
    const answer = await ask('PATCH', '/api/province', body);
    expect(answer.status).toBe(400);
    expect(String(answer.json['field'])).toMatch(new RegExp(`^${field}`));
    expect(restarts()).toBe(0);
  });

  it('keeps what contacts are counted by', async () => {
    const { ask } = await startOffice();
    const made = await ask('POST', '/api/contacts', { channel: 'visit', kind: 'complaint' });
    expect(made.status).toBeLessThan(300);
    const answer = await ask('PATCH', '/api/province', { kinds: { request: { fa: 'درخواست', en: 'Request' } } });
    expect(answer.json).toMatchObject({ code: 'bad-parameters', field: 'kinds.complaint' });
  });

  it('keeps a channel that only contacts of long ago have, and lets one go that none has', async () => {
    const first = await startOffice();
    const trip = { fa: 'سفر استانی', en: 'Trips', match: [] };
    const channels = { trip, desk: { fa: 'میز خدمت', en: 'Service desks', match: [] } };
    await first.ask('PATCH', '/api/province', { channels });
    const { ask } = await first.again();
    expect((await ask('GET', '/api/words')).json['channels']['trip']).toEqual({ fa: 'سفر استانی', en: 'Trips' });
    expect((await ask('POST', '/api/contacts', { channel: 'trip', on: '1401-08-12' })).status).toBe(201);
    const taken = await ask('PATCH', '/api/province', { channels: { desk: channels.desk } });
    expect(taken.json).toMatchObject({ code: 'bad-parameters', field: 'channels.trip' });
    expect((await ask('PATCH', '/api/province', { channels: { trip } })).json['parts'].channels).toEqual({ trip });
    expect((await ask('POST', '/api/contacts', { channel: 'plane' })).json).toMatchObject({ field: 'channel' });
  });
});
