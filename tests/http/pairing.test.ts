import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { NOW } from '../support/test-vault.ts';
import { startAccessApi, type AccessApi } from '../support/access-api.ts';
import type { HttpBrowser } from '../support/http-browser.ts';
import { problem } from '../support/problem.ts';
import { MINUTE } from '../../shared/time.ts';

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
const me = async (tv: HttpBrowser) => (await tv.ask('GET', '/api/auth/me')).json();

describe('a TV', () => {
  it('offers itself, is confirmed by the code that it shows, and is a display from then on', async () => {
    const tv = server.browser('10.0.0.50');
    const { code, secret, expiresAt } = await offer(tv);
    expect([code, expiresAt]).toEqual([expect.stringMatching(/^[A-Z0-9]{6}$/), NOW + 10 * MINUTE]);
    const seen = await maryam.ask('GET', `/api/displays/offers/${code.slice(0, 3).toLowerCase()}-${code.slice(3)}`);
    expect(await seen.json()).toEqual({ code, expiresAt });
    const confirmed = await confirm(code, { counties: ['sari', 'babol', 'sari'] });
    expect([confirmed.status, await confirmed.json()]).toEqual([201, { id: expect.stringMatching(/^d-/) }]);
    const claimed = await claim(tv, secret);
    expect([claimed.status, await claimed.json()]).toEqual([200, { page: 'wall', name: 'سالن ورودی' }]);
    const [cookie = ''] = claimed.headers.getSetCookie();
    expect(cookie).toMatch(/^wallboard111=d111_[\w-]{43}; Max-Age=34560000; .*HttpOnly; SameSite=Lax$/);
    expect(await me(tv)).toEqual({
      name: 'سالن ورودی',
      role: 'display',
      account: false,
      page: 'wall',
      counties: ['babol', 'sari'],
    });
    const board = await (await tv.ask('GET', '/api/board')).json();
    expect(Object.keys(board.counties)).toEqual(['sari', 'babol']);
  });

  it('shows where phones reach the server, if that is configured', async () => {
    expect(await offer(server.browser())).not.toHaveProperty('origin');
    const told = await startAccessApi({ access: { origin: 'https://wall.example/' } });
    expect(await offer(told.browser())).toMatchObject({ origin: 'https://wall.example' });
  });

  it('waits for its confirmation, and gets it while it waits', async () => {
    const patient = await startAccessApi({ access: { claimMs: 10_000 } });
    const [tv, boss] = [patient.browser(), await patient.signedIn('maryam', 'supervisor')];
    const { code, secret } = await offer(tv);
    const answer = claim(tv, secret);
    await sleep(150);
    await confirm(code, {}, boss);
    const began = performance.now();
    expect((await answer).status).toBe(200);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('gets 204 when nobody confirmed in time, and may ask again until the offer is too old', async () => {
    const tv = server.browser();
    const { code, secret } = await offer(tv);
    for (let n = 0; n < 3; n++) expect((await claim(tv, secret)).status).toBe(204);
    server.advance(10 * MINUTE);
    expect(await problem(await claim(tv, secret))).toEqual([410, 'offer-expired']);
    expect(await problem(await confirm(code))).toEqual([404, 'offer-unknown']);
    expect(await problem(await maryam.ask('GET', `/api/displays/offers/${code}`))).toEqual([404, 'offer-unknown']);
  });

  it('that missed the answer claims once more and is let in', async () => {
    const tv = server.browser();
    const { code, secret } = await offer(tv);
    await confirm(code);
    await claim(server.browser(), secret);
    expect((await claim(tv, secret)).status).toBe(200);
    expect(await me(tv)).toMatchObject({ role: 'display' });
    expect(await problem(await claim(server.browser(), secret))).toEqual([410, 'offer-expired']);
  });

  it('is not let in with its code, or with anything made up', async () => {
    const { code } = await offer(server.browser());
    await confirm(code);
    for (const guess of [code, 'x', `o111_${'A'.repeat(43)}`])
      expect(await problem(await claim(server.browser(), guess))).toEqual([410, 'offer-expired']);
    for (const guess of ['', 7, null, ['x'], { $gt: '' }, 'x'.repeat(201)])
      expect(await problem(await claim(server.browser(), guess))).toEqual([400, 'bad-parameters']);
  });

  it('that hangs up while it waits holds nothing', async () => {
    const patient = await startAccessApi({ access: { claimMs: MINUTE } });
    const { secret } = await offer(patient.browser());
    const body = JSON.stringify({ secret });
    for (let n = 0; n < 61; n++) {
      const socket = connect(patient.port, '127.0.0.1');
      socket.write(
        `POST /api/displays/claim HTTP/1.1\r\nHost: 127.0.0.1:${patient.port}\r\nOrigin: ${patient.url}\r\n` +
          `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      );
      await sleep(2);
      socket.destroy();
    }
    const asked = async () => problem(await claim(patient.browser(), 'o111_made-up'));
    await expect.poll(asked).toEqual([410, 'offer-expired']);
  });

  it('of another site, or of no site at all, is refused', async () => {
    const { secret } = await offer(server.browser());
    for (const [path, body] of [
      ['offers', {}],
      ['claim', { secret }],
    ] as const)
      for (const origin of ['https://evil.example', ''])
        expect(await problem(await server.browser().ask('POST', `/api/displays/${path}`, body, { origin }))).toEqual([
          ...[403, 'wrong-origin'],
        ]);
  });
});

describe('strangers', () => {
  it('may make as many offers as they like: a TV elsewhere keeps its own', async () => {
    const tv = server.browser('10.0.0.50');
    const { code } = await offer(tv);
    const statuses = [];
    for (let n = 0; n < 65; n++)
      statuses.push((await server.browser('203.0.113.7').ask('POST', '/api/displays/offers')).status);
    expect(statuses.slice(-6)).toEqual([201, ...Array(5).fill(429)]);
    expect((await maryam.ask('GET', `/api/displays/offers/${code}`)).status).toBe(200);
    expect((await tv.ask('POST', '/api/displays/offers')).status).toBe(201);
  });

  it('from the many addresses of one household count as one', async () => {
    const statuses = [];
    for (let n = 0; n < 65; n++) {
      const stranger = server.browser(`2001:db8:0:1${String(n).padStart(2, '0')}::1`);
      statuses.push((await stranger.ask('POST', '/api/displays/offers')).status);
    }
    expect(statuses.at(-1)).toBe(429);
  });

  it('hold at most sixty waiting claims from one address', async () => {
    const patient = await startAccessApi({ access: { claimMs: 5_000 } });
    const { secret } = await offer(patient.browser('203.0.113.7'));
    const all = await Promise.all(Array.from({ length: 70 }, () => claim(patient.browser('203.0.113.7'), secret)));
    expect(all.filter(({ status }) => status === 429)).toHaveLength(10);
    expect(all.filter(({ status }) => status === 204)).toHaveLength(60);
    expect((await claim(patient.browser('203.0.113.7'), secret)).status).toBe(204);
  });
});

describe('a supervisor', () => {
  it('confirms a code once: of two at the same time one does', async () => {
    const ali = await server.signedIn('ali', 'supervisor');
    const { code } = await offer(server.browser());
    const both = await Promise.all([confirm(code), confirm(code, {}, ali)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 404]);
    expect((await (await maryam.ask('GET', '/api/displays')).json()).displays).toHaveLength(1);
  });

  it('may mistype a code ten times in ten minutes, without effect on others', async () => {
    const ali = await server.signedIn('ali', 'supervisor');
    const { code } = await offer(server.browser());
    const statuses = [];
    for (let n = 0; n < 5; n++) {
      statuses.push((await maryam.ask('GET', `/api/displays/offers/AAAAA${n}`)).status);
      statuses.push((await confirm('nonsense')).status);
    }
    expect(statuses).toEqual(Array(10).fill(404));
    expect(await problem(await confirm(code))).toEqual([429, 'too-many-requests']);
    expect((await ali.ask('GET', `/api/displays/offers/${code}`)).status).toBe(200);
    server.advance(10 * MINUTE);
    const { code: later } = await offer(server.browser());
    for (let n = 0; n < 15; n++) expect((await maryam.ask('GET', `/api/displays/offers/${later}`)).status).toBe(200);
  });

  it('sees which field is at fault, and the code stays valid', async () => {
    const { code } = await offer(server.browser());
    for (const [more, field] of [
      [{ name: '' }, 'name'],
      [{ name: '   ' }, 'name'],
      [{ name: 'x'.repeat(61) }, 'name'],
      [{ name: 'سالن ۰۹۱۱۱۲۳۴۵۶۷' }, 'name'],
      [{ name: '0911\u200c1234567' }, 'name'],
      [{ name: 'two\nlines' }, 'name'],
      [{ name: 7 }, 'name'],
      [{ page: 'admin' }, 'page'],
      [{ page: '__proto__' }, 'page'],
      [{ counties: [] }, 'counties'],
      [{ counties: ['tehran'] }, 'counties'],
      [{ counties: ['constructor'] }, 'counties'],
      [{ counties: 'sari' }, 'counties'],
      [{ counties: Array(51).fill('sari') }, 'counties'],
      [{ counties: [7] }, 'counties.0'],
      [{ settings: { theme: 'neon' } }, 'settings.theme'],
      [{ settings: { rotateSeconds: 1 } }, 'settings.rotateSeconds'],
      [{ settings: null }, 'settings'],
    ] as const)
      expect(await (await confirm(code, more)).json(), JSON.stringify(more)).toMatchObject({
        status: 400,
        code: 'bad-parameters',
        field,
      });
    for (const more of [{ id: 'd-x' }, { settings: { volume: 3 } }])
      expect(await problem(await confirm(code, more))).toEqual([400, 'bad-parameters']);
    expect((await confirm(code, { name: ' سالن ورودی ۲ ' })).status).toBe(201);
    expect((await (await maryam.ask('GET', '/api/displays')).json()).displays[0].name).toBe('سالن ورودی ۲');
  });
});
