// Somebody signs out at the OpenID provider: a real provider reports it, and their sessions here end.
import { describe, expect, it, onTestFinished } from 'vitest';
import { ORIGIN, startDirectoryApi } from '../support/directory-api.ts';
import { CLIENT, startOpenIdProvider } from '../support/openid-provider.ts';
import { createWalkingBrowser } from '../support/walking-browser.ts';

const people = {
  'u-1': { name: 'رضا احمدی', preferred_username: 'reza', groups: ['wallboard-clerks'] },
  'u-2': { name: 'مریم کریمی', preferred_username: 'maryam', groups: ['wallboard-clerks'] },
};

/** `session`: whether the provider says which of somebody's sessions ended. */
async function start(session: boolean) {
  let at = ORIGIN;
  const provider = await startOpenIdProvider({ origin: ORIGIN, people, backChannel: { session, at: () => at } });
  onTestFinished(async () => void (await provider.stop()));
  const server = await startDirectoryApi({
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: CLIENT.id,
    OIDC_CLIENT_SECRET: CLIENT.secret,
    OIDC_SCOPES: 'profile groups',
    OIDC_ROLES: 'clerk=wallboard-clerks',
  });
  at = server.url;
  const enter = async (login: string) => {
    const browser = createWalkingBrowser({ at: { [ORIGIN]: server.url }, login });
    const isHere = (url: URL): boolean => url.origin === ORIGIN && !url.pathname.startsWith('/api/auth/oidc');
    await browser.walk(`${ORIGIN}/api/auth/oidc`, isHere);
    return {
      isIn: async () => (await browser.ask(`${ORIGIN}/api/auth/me`)).status === 200,
      /** At the provider alone, on its own page. */
      signOutThere: async () => {
        const page = await (await browser.ask(`${provider.issuer}/session/end`)).text();
        const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
        await browser.ask(`${provider.issuer}/session/end/confirm`, `xsrf=${xsrf}&logout=yes`);
      },
    };
  };
  const notify = (body: string, type = 'application/x-www-form-urlencoded'): Promise<Response> =>
    fetch(`${server.url}/api/auth/oidc/backchannel-logout`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    });
  const ended = () => server.tested.audited().filter(({ type }) => type === 'session.ended');
  return { provider, server, enter, notify, ended };
}

/** Well-formed, and signed by nobody. */
function madeUp(issuer: string): string {
  const [head, , seal] = 'eyJhbGciOiJSUzI1NiJ9.e30.c2VhbA'.split('.');
  const claims = Buffer.from(JSON.stringify({ iss: issuer, sub: 'u-1', aud: CLIENT.id })).toString('base64url');
  return `${head}.${claims}.${seal}`;
}
const codeOf = async (answer: Response): Promise<unknown> => ((await answer.json()) as { code: string }).code;

describe('a sign-out at the OpenID provider', () => {
  it('ends the one session here that began there, and no other of the same person', async () => {
    const { enter, ended, provider } = await start(true);
    const [desk, telephone, maryam] = [await enter('u-1'), await enter('u-1'), await enter('u-2')];
    await desk.signOutThere();
    expect(provider.sent).toHaveLength(1);
    expect([await desk.isIn(), await telephone.isIn(), await maryam.isIn()]).toEqual([false, true, true]);
    expect(ended()).toMatchObject([{ account: 'reza', session: expect.stringMatching(/^s-/), by: 'directory' }]);
  });

  it('ends all sessions of the person where the provider does not say which', async () => {
    const { enter, ended } = await start(false);
    const [desk, telephone, maryam] = [await enter('u-1'), await enter('u-1'), await enter('u-2')];
    await telephone.signOutThere();
    expect([await desk.isIn(), await telephone.isIn(), await maryam.isIn()]).toEqual([false, false, true]);
    expect(ended()).toHaveLength(2);
  });

  it('is taken once, and answered as the standard says', async () => {
    const { enter, notify, provider, ended } = await start(true);
    const reza = await enter('u-1');
    await reza.signOutThere();
    const again = await notify(provider.sent[0] ?? '');
    expect(again.status).toBe(400);
    expect(again.headers.get('cache-control')).toBe('no-store');
    expect(await again.json()).toMatchObject({ code: 'logout-refused', error: 'invalid_request' });
    expect(ended()).toHaveLength(1);
  });

  it('is believed of the provider alone, and guesses are limited', async () => {
    const { enter, notify, provider, server } = await start(true);
    const reza = await enter('u-1');
    const made = madeUp(provider.issuer);
    const bad = [
      `logout_token=${made}`,
      `logout_token=${made.replace(/[^.]*$/, '')}`,
      'logout_token=a&logout_token=b',
      'logout_token=',
      '',
      `logout_token=${'x'.repeat(20_000)}`,
    ];
    const statuses: number[] = [];
    for (const form of bad) statuses.push((await notify(form)).status);
    expect(statuses).toEqual([400, 400, 400, 400, 400, 413]);
    expect((await notify('{"logout_token":"a.b.c"}', 'application/json')).status).toBe(400);
    expect(await reza.isIn()).toBe(true);
    expect(server.errors.filter((line) => 'err' in line)).toEqual([]);
    let last = 0;
    for (let n = 0; n < 30 && last !== 429; n++) last = (await notify('logout_token=a.b.c')).status;
    expect(last).toBe(429);
  });

  it('cannot be judged while the provider gives no description, and is not there where no provider is set', async () => {
    const { notify, provider } = await start(true);
    await provider.stop();
    const answer = await notify('logout_token=a.b.c');
    expect([answer.status, await codeOf(answer)]).toEqual([503, 'directory-away']);
    const { url } = await startDirectoryApi({});
    const none = await fetch(`${url}/api/auth/oidc/backchannel-logout`, {
      method: 'POST',
      body: new URLSearchParams(),
    });
    expect(none.status).toBe(404);
  });

  it('cannot be judged while the provider gives no keys: it counts as away until it answers, and notices are not limited', async () => {
    const { enter, notify, provider, server } = await start(true);
    const away = () => server.directories.shown().openid?.away?.reason;
    await enter('u-1');
    provider.failKeys();
    const answers: unknown[] = [];
    for (let n = 0; n < 40; n++) answers.push(await codeOf(await notify(`logout_token=${madeUp(provider.issuer)}`)));
    expect(new Set(answers)).toEqual(new Set(['directory-away']));
    expect(away()).toBe('unexpected');
    // It is refused without a question to the provider.
    expect(await codeOf(await notify('logout_token=a.b.c'))).toBe('logout-refused');
    expect(away()).toBe('unexpected');
  });
});
