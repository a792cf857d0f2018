// Displays that are paired: their list, what they show, and how they stay signed in.
import { beforeEach, describe, expect, it } from 'vitest';
import { NOW } from '../support/test-vault.ts';
import { startAccessApi, type AccessApi } from '../support/access-api.ts';
import type { HttpBrowser } from '../support/http-browser.ts';
import { problem } from '../support/problem.ts';
import { bearer } from '../support/test-app.ts';

let server: AccessApi;
let maryam: HttpBrowser;
beforeEach(async () => {
  server = await startAccessApi();
  maryam = await server.signedIn('maryam', 'supervisor');
});

type Offer = { code: string; secret: string; expiresAt: number };
const offer = async (tv: HttpBrowser): Promise<Offer> => (await tv.ask('POST', '/api/displays/offers')).json();
const claim = (tv: HttpBrowser, secret: unknown) => tv.ask('POST', '/api/displays/claim', { secret });
const confirm = (code: unknown, more: Record<string, unknown> = {}, who = maryam) =>
  who.ask('POST', '/api/displays', { code, name: 'سالن ورودی', page: 'wall', ...more });
/** A TV that was paired, and its id. */
const pair = async (more: Record<string, unknown> = {}): Promise<{ tv: HttpBrowser; id: string }> => {
  const tv = server.browser('10.0.0.50');
  const { code, secret } = await offer(tv);
  const { id } = await (await confirm(code, more)).json();
  expect((await claim(tv, secret)).status).toBe(200);
  return { tv, id };
};
const me = async (tv: HttpBrowser) => (await tv.ask('GET', '/api/auth/me')).json();

describe('displays', () => {
  const list = async () => (await (await maryam.ask('GET', '/api/displays')).json()).displays;

  it('are listed with what they show, and whether and since when they are on', async () => {
    const { id } = await pair({ counties: ['sari'] });
    server.advance(90_000);
    const display = { id, name: 'سالن ورودی', page: 'wall', counties: ['sari'], createdAt: NOW };
    expect(await list()).toEqual([{ ...display, online: false }]);
    server.present.set(id, { since: NOW + 1_000, asOf: NOW + 88_500, page: '/' });
    expect(await list()).toEqual([
      { ...display, seenAt: server.now(), online: true, onlineSince: NOW + 1_000, dataAgeMs: 1_500, showing: '/' },
    ]);
    server.present.set(id, { since: NOW });
    expect((await list())[0]).not.toHaveProperty('dataAgeMs');
  });

  it('show what they are changed to', async () => {
    const { tv, id } = await pair();
    const change = (body: unknown) => maryam.ask('PATCH', `/api/displays/${id}`, body);
    const answer = await change({ page: 'sittings', counties: ['babol'] });
    expect(await answer.json()).toEqual({ id, name: 'سالن ورودی', page: 'sittings', counties: ['babol'] });
    expect(await me(tv)).toMatchObject({ page: 'sittings', counties: ['babol'] });
    await change({ counties: null });
    expect(await me(tv)).not.toHaveProperty('counties');
    for (const body of [{}, { page: 'x' }, { name: null }, { counties: ['x'] }, { id: 'd-other' }])
      expect(await problem(await change(body)), JSON.stringify(body)).toEqual([400, 'bad-parameters']);
    expect(server.tested.audited().at(-1)).toEqual({
      type: 'display.changed',
      display: id,
      name: 'سالن ورودی',
      page: 'sittings',
      by: 'maryam',
    });
  });

  it('keep their settings; what is sent replaces all of them', async () => {
    const settings = { lang: 'en', theme: 'light', size: 'large', sound: true, rotateSeconds: 30 };
    const { id } = await pair({ page: 'rotate', settings });
    expect(await list()).toMatchObject([{ page: 'rotate', settings }]);
    const change = (body: unknown) => maryam.ask('PATCH', `/api/displays/${id}`, body);
    expect(await (await change({ name: 'راهرو' })).json()).toMatchObject({ settings });
    expect((await (await change({ settings: { theme: 'system' } })).json()).settings).toEqual({ theme: 'system' });
  });

  it('are gone once revoked', async () => {
    const { tv, id } = await pair();
    expect((await maryam.ask('DELETE', `/api/displays/${id}`)).status).toBe(204);
    expect(await problem(await tv.ask('GET', '/api/board'))).toEqual([401, 'unauthorized']);
    expect(await list()).toEqual([]);
    for (const [method, path] of [
      ['DELETE', ''],
      ['POST', '/reload'],
      ['POST', '/identify'],
      ['POST', '/sound'],
    ] as const)
      for (const other of [id, 'd-unknown', '__proto__'])
        expect(await problem(await maryam.ask(method, `/api/displays/${other}${path}`))).toEqual([404, 'not-found']);
    expect(await problem(await maryam.ask('PATCH', `/api/displays/${id}`, { name: 'x' }))).toEqual([404, 'not-found']);
  });

  it('reload, show themselves and play their sound on command', async () => {
    const { id } = await pair();
    for (const what of ['reload', 'identify', 'sound'])
      expect((await maryam.ask('POST', `/api/displays/${id}/${what}`)).status).toBe(204);
    expect(server.tested.audited().slice(-3)).toEqual([
      { type: 'display.reloaded', display: id, by: 'maryam' },
      { type: 'display.identified', display: id, by: 'maryam' },
      { type: 'display.sounded', display: id, by: 'maryam' },
    ]);
  });
});

describe('POST /api/displays/renew', () => {
  const renew = (tv: HttpBrowser) => tv.ask('POST', '/api/displays/renew');

  it('gives a new cookie for 400 days; the old one works until the new one was shown', async () => {
    const { tv } = await pair();
    const old = server.browser();
    old.put('wallboard111', tv.cookie()!);
    const answer = await renew(tv);
    expect([answer.status, answer.headers.getSetCookie()[0]]).toEqual([
      ...[204, expect.stringMatching(/^wallboard111=d111_[\w-]{43}; Max-Age=34560000;/)],
    ]);
    expect(await me(old)).toMatchObject({ role: 'display' });
    expect(await me(tv)).toMatchObject({ role: 'display' });
    expect(await problem(await old.ask('GET', '/api/auth/me'))).toEqual([401, 'unauthorized']);
    expect((await renew(tv)).status).toBe(204);
  });

  it('loses nothing when the answer never arrives', async () => {
    const { tv } = await pair();
    const kept = tv.cookie()!;
    for (let n = 0; n < 5; n++) {
      await renew(tv);
      tv.put('wallboard111', kept);
      expect(await me(tv)).toMatchObject({ role: 'display' });
    }
    await renew(tv);
    expect(await me(tv)).toMatchObject({ role: 'display' });
  });

  it('is for paired displays: a token cannot be renewed, and another site renews nothing', async () => {
    const { tv } = await pair();
    const { plain } = server.vault.createToken({ name: 'lobby', role: 'display', now: server.now() });
    const answer = await fetch(`${server.url}/api/displays/renew`, { method: 'POST', headers: bearer(plain) });
    expect(await problem(answer)).toEqual([403, 'paired-only']);
    expect(await problem(await renew(maryam))).toEqual([403, 'forbidden']);
    const evil = await tv.ask('POST', '/api/displays/renew', undefined, { origin: 'https://evil.example' });
    expect(await problem(evil)).toEqual([403, 'wrong-origin']);
  });
});
