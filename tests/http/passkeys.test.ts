// Passkeys over HTTP, made and used by an authenticator in software.
import { beforeEach, describe, expect, it } from 'vitest';
import { MINUTE } from '../../shared/time.ts';
import { PASSWORD, startAccessApi, type AccessApi } from '../support/access-api.ts';
import { createAuthenticator } from '../support/authenticator.ts';
import type { HttpBrowser } from '../support/http-browser.ts';
import { problem } from '../support/problem.ts';

const WALL = 'https://wall.example.ir';
let server: AccessApi;
let hers: HttpBrowser;
let telephone: ReturnType<typeof createAuthenticator>;
beforeEach(async () => {
  server = await startAccessApi({ access: { origin: WALL }, app: { origin: WALL } });
  await server.account('maryam', 'supervisor');
  hers = server.browser();
  await ask(hers, 'POST', '/api/auth/login', { name: 'maryam', password: PASSWORD });
  telephone = createAuthenticator(WALL);
});

/** As a page of the public address. */
const ask = (browser: HttpBrowser, method: string, path: string, body?: unknown, origin = WALL): Promise<Response> =>
  browser.ask(method, path, body, { origin });
const json = async (answer: Response): Promise<Record<string, unknown>> =>
  (await answer.json()) as Record<string, unknown>;

async function add(name = 'گوشی من'): Promise<Response> {
  const options = await json(await ask(hers, 'POST', '/api/auth/passkeys/options'));
  return ask(hers, 'POST', '/api/auth/passkeys', { answer: telephone.create(options), name });
}
async function options(browser: HttpBrowser): Promise<Record<string, unknown>> {
  return json(await ask(browser, 'POST', '/api/auth/passkey/options'));
}
const show = (browser: HttpBrowser, answer: object, more: object = {}): Promise<Response> =>
  ask(browser, 'POST', '/api/auth/passkey', { answer, ...more });

describe('a passkey', () => {
  it('is made for the host of the public address, by a device that knows its person, and brings recovery codes', async () => {
    const asked = await json(await ask(hers, 'POST', '/api/auth/passkeys/options'));
    expect(asked).toMatchObject({
      rp: { id: 'wall.example.ir' },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      pubKeyCredParams: [{ alg: -8 }, { alg: -7 }, { alg: -257 }],
      excludeCredentials: [],
    });
    const added = await add();
    expect([added.status, (await json(added))['recovery']]).toEqual([201, expect.any(Array)]);
    const again = await json(await ask(hers, 'POST', '/api/auth/passkeys/options'));
    expect(again['excludeCredentials']).toHaveLength(1);
    expect((again['user'] as { id: string }).id).toBe((asked['user'] as { id: string }).id);
    expect(await json(await ask(hers, 'GET', `/api/auth/factors?page=${WALL}`))).toEqual({
      code: false,
      passkeys: [{ id: expect.any(String), name: 'گوشی من', createdAt: server.now() }],
      recoveryLeft: 10,
      required: false,
    });
  });

  it('signs in alone, without a name and a password, and a password alone does no more', async () => {
    expect(await json(await ask(server.browser(), 'GET', '/api/auth/ways'))).toEqual({ passkeys: false });
    await add();
    const browser = server.browser();
    expect(await json(await ask(browser, 'GET', '/api/auth/ways'))).toEqual({ passkeys: true });
    const entered = await show(browser, telephone.get(await options(browser)));
    expect([entered.status, await json(entered)]).toEqual([200, { name: 'maryam', role: 'supervisor' }]);
    expect(server.tested.audited()).toContainEqual({ type: 'account.entered', account: 'maryam', factor: 'passkey' });
    const typed = await ask(server.browser(), 'POST', '/api/auth/login', { name: 'maryam', password: PASSWORD });
    expect([typed.status, await json(typed)]).toMatchObject([
      401,
      { code: 'code-needed', ways: ['passkey', 'recovery'] },
    ]);
  });

  it('is refused on another page, for another question, a second time, after five minutes, and untouched by its person', async () => {
    await add();
    const browser = server.browser();
    const asked = await options(browser);
    const refused = async (answer: object, more?: object) =>
      expect(await problem(await show(browser, answer, more))).toEqual([401, 'passkey-refused']);
    await refused(telephone.get(asked, 'https://evil.example'));
    await refused(telephone.get({ challenge: Buffer.alloc(62).toString('base64url') }));
    const forAdding = await json(await ask(hers, 'POST', '/api/auth/passkeys/options'));
    await refused(telephone.get(forAdding));
    await refused(telephone.get(asked), { name: 'ali' });
    await refused({});
    await refused({ ...telephone.get(asked), id: 'unknown' });
    const good = telephone.get(asked);
    expect((await show(browser, good)).status).toBe(200);
    await refused(good);
    const late = await options(browser);
    server.advance(5 * MINUTE);
    await refused(telephone.get(late));
    telephone.skipVerification();
    await refused(telephone.get(await options(browser)));
  });

  it('whose count goes back is a copy, and refused', async () => {
    await add();
    for (let n = 0; n < 3; n++) await show(server.browser(), telephone.get(await options(server.browser())));
    telephone.forgetUses();
    const copy = await show(server.browser(), telephone.get(await options(server.browser())));
    expect(await problem(copy)).toEqual([401, 'passkey-refused']);
  });

  it('is removed by its owner, who then signs in by password again', async () => {
    await add();
    const { passkeys } = (await json(await ask(hers, 'GET', '/api/auth/factors'))) as { passkeys: { id: string }[] };
    const path = `/api/auth/passkeys/${passkeys[0]!.id}`;
    const other = await server.signedIn('ali', 'clerk');
    expect((await ask(other, 'DELETE', path)).status).toBe(404);
    expect((await ask(hers, 'DELETE', path)).status).toBe(204);
    const browser = server.browser();
    expect(await problem(await show(browser, telephone.get(await options(browser))))).toEqual([401, 'passkey-refused']);
    expect((await ask(browser, 'POST', '/api/auth/login', { name: 'maryam', password: PASSWORD })).status).toBe(200);
  });

  it.each([
    ['http://10.0.0.5:3000', '10.0.0.5:3000', 'no-name'],
    ['http://wallboard', 'wallboard', 'not-secure'],
  ])('is not offered at %s, and the answer says why', async (origin, host, obstacle) => {
    const factors = await json(await ask(hers, 'GET', `/api/auth/factors?page=${origin}`));
    expect(factors['obstacle'], host).toBe(obstacle);
  });
});
