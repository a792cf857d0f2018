// Signing in at an OpenID provider: the code flow with a real provider of its own.
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { usualPolicy } from '../../server/access/session-rules.ts';
import type { AccessOptions } from '../../server/http/access.ts';
import { ORIGIN, startDirectoryApi } from '../support/directory-api.ts';
import { CLIENT, startOpenIdProvider } from '../support/openid-provider.ts';
import { createWalkingBrowser } from '../support/walking-browser.ts';
import { MINUTE } from '../../shared/time.ts';

type ProviderOptions = Partial<Parameters<typeof startOpenIdProvider>[0]>;
type More = { provider?: ProviderOptions; environment?: Record<string, string>; access?: Partial<AccessOptions> };

const people = {
  'u-1': { name: 'رضا احمدی', preferred_username: 'reza', groups: ['wallboard-clerks', 'all'] },
  'u-2': { name: 'مریم کریمی', preferred_username: 'مریم', groups: 'wallboard-admins' },
  'u-3': { name: 'بی‌نقش', preferred_username: 'nobody' },
  'u-4': { name: 'Odd', preferred_username: 'odd', groups: [{ name: 'wallboard-admins' }, 'wallboard-clerks'] },
};

async function start({ provider: given, environment, access }: More = {}) {
  const provider = await startOpenIdProvider({ origin: ORIGIN, people: structuredClone(people), ...given });
  onTestFinished(async () => void (await provider.stop()));
  const server = await startDirectoryApi(
    {
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: CLIENT.id,
      OIDC_CLIENT_SECRET: CLIENT.secret,
      OIDC_SCOPES: 'profile groups',
      OIDC_ROLES: 'admin=wallboard-admins; clerk=wallboard-clerks',
      ...environment,
    },
    access,
  );
  const browserOf = (login: string) => createWalkingBrowser({ at: { [ORIGIN]: server.url }, login });
  const isHere = (url: URL): boolean => url.origin === ORIGIN && !url.pathname.startsWith('/api/auth/oidc');
  const enter = async (login: string, query = '', browser = browserOf(login)) => ({
    browser,
    at: await browser.walk(`${ORIGIN}/api/auth/oidc${query}`, isHere),
    me: async () => (await browser.ask(`${ORIGIN}/api/auth/me`)).json(),
  });
  return { provider, server, browserOf, enter, isHere };
}
const ended = ({ at }: { at: URL }): string => at.pathname + at.search;

describe('an OpenID provider', () => {
  let begun: Awaited<ReturnType<typeof start>>;
  beforeEach(async () => void (begun = await start()));

  it('signs somebody in, with the role of their group and their Persian name, and leads them to their page', async () => {
    const { enter, server } = begun;
    const reza = await enter('u-1');
    expect(ended(reza)).toBe('/intake');
    expect(await reza.me()).toEqual({ name: 'reza', role: 'clerk', account: true, directory: 'openid' });
    expect(server.tested.audited()).toMatchObject([
      { type: 'account.created', account: 'reza', role: 'clerk', fullName: 'رضا احمدی', by: 'directory' },
      { type: 'account.entered', account: 'reza', factor: 'openid' },
    ]);
    const maryam = await enter('u-2', '?next=/admin/audit');
    expect(ended(maryam)).toBe('/admin/audit');
    expect(await maryam.me()).toMatchObject({ role: 'admin', name: expect.stringMatching(/^person-/) });
  });

  it('sends with every attempt PKCE, state and nonce of its own, and comes back to the public address alone', async () => {
    const { browserOf, provider } = begun;
    const browser = browserOf('u-1');
    const away = (url: URL): boolean => url.origin === provider.issuer;
    const [one, two] = [
      await browser.walk(`${ORIGIN}/api/auth/oidc`, away),
      await browser.walk(`${ORIGIN}/api/auth/oidc`, away),
    ];
    const query = (name: string): (string | null)[] => [one, two].map((url) => url.searchParams.get(name));
    expect(query('redirect_uri')).toEqual(Array(2).fill(`${ORIGIN}/api/auth/oidc/callback`));
    expect(query('code_challenge_method')).toEqual(['S256', 'S256']);
    for (const name of ['state', 'nonce', 'code_challenge']) expect(new Set(query(name)).size, name).toBe(2);
    expect(browser.cookies(ORIGIN).size).toBe(2);
  });

  it('leads nowhere else afterwards, whatever the link said', async () => {
    const { enter } = begun;
    for (const next of [
      '//evil.example/x',
      'https://evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
      '/\t/evil.example',
    ])
      expect(ended(await enter('u-1', `?next=${encodeURIComponent(next)}`)), next).toBe('/intake');
  });

  it('is refused when the answer is another browser’s, was altered, or came before', async () => {
    const { browserOf, server } = begun;
    const isBack = (url: URL): boolean => url.pathname === '/api/auth/oidc/callback';
    const isHere = begun.isHere;
    const browser = browserOf('u-1');
    const back = await browser.walk(`${ORIGIN}/api/auth/oidc`, isBack);
    const unknown = '/login?problem=not-let-in%3Aattempt-unknown';
    expect(ended({ at: await browserOf('u-1').walk(back.href, isHere) })).toBe(unknown);
    const altered = new URL(back);
    altered.searchParams.set('iss', 'https://evil.example');
    const cookies = new Map(browser.cookies(ORIGIN));
    expect(ended({ at: await browser.walk(altered.href, isHere) })).toMatch(/^\/login\?problem=directory-away/);
    for (const [name, value] of cookies) browser.cookies(ORIGIN).set(name, value);
    expect(ended({ at: await browser.walk(back.href, isHere) })).toBe('/intake');
    for (const [name, value] of cookies) browser.cookies(ORIGIN).set(name, value);
    expect(ended({ at: await browser.walk(back.href, isHere) })).toBe(unknown);
    expect(server.tested.audited().filter(({ type }) => type === 'account.entered')).toHaveLength(1);
  });

  it('tells who has no role, and who broke it off, so on the sign-in page', async () => {
    const { enter } = begun;
    expect(ended(await enter('u-3'))).toBe('/login?problem=not-let-in%3Ano-role');
    expect(ended(await enter('u-9', '?next=/calls'))).toMatch(
      /^\/login\?problem=not-let-in%3Abroken-off&next=.*calls$/,
    );
  });

  it('whose groups are partly no texts gives the role of those that are', async () => {
    expect(await (await begun.enter('u-4')).me()).toMatchObject({ role: 'clerk' });
  });

  it('knows somebody again whose name changed, and takes the role that their groups give at the next sign-in', async () => {
    const { enter, provider } = begun;
    await enter('u-1');
    provider.people['u-1'] = { name: 'رضا', preferred_username: 'other', groups: ['wallboard-admins'] };
    expect(await (await enter('u-1')).me()).toMatchObject({ name: 'reza', role: 'admin' });
  });

  it('shows again who somebody is, for their own session alone', async () => {
    const { enter, server, browserOf } = begun;
    const reza = await enter('u-1');
    server.advance(11 * MINUTE);
    const end = () => reza.browser.ask(`${ORIGIN}/api/auth/sessions`);
    expect((await end()).status).toBe(200);
    expect(ended(await enter('u-1', '?confirm=1&next=/account', reza.browser))).toBe('/account');
    const other = browserOf('u-2');
    for (const [name, value] of reza.browser.cookies(ORIGIN)) other.cookies(ORIGIN).set(name, value);
    expect(ended(await enter('u-2', '?confirm=1&next=/account', other))).toMatch(/attempt-unknown/);
    const [session] = server.vault.listSessions('reza', server.now());
    expect(session).toBeDefined();
  });

  it('asks for second factors itself: none of ours is set up beside it', async () => {
    const { enter, server } = begun;
    const reza = await enter('u-1');
    const cookie = [...reza.browser.cookies(ORIGIN)].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(`${server.url}/api/auth/totp`, { method: 'POST', headers: { cookie, origin: ORIGIN } });
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([403, 'wrong-origin']);
    const ours = await fetch(`${server.url}/api/auth/totp`, {
      method: 'POST',
      headers: { cookie, origin: server.url },
    });
    expect([ours.status, ((await ours.json()) as { code: string }).code]).toEqual([409, 'of-directory']);
  });

  it('is left for its own sign-out page, which leads back to ours', async () => {
    const { browserOf, provider } = begun;
    const out = await browserOf('u-1').walk(`${ORIGIN}/api/auth/oidc/leave`, (url) => url.origin === provider.issuer);
    expect(out.searchParams.get('post_logout_redirect_uri')).toBe(`${ORIGIN}/login`);
    expect(out.searchParams.get('client_id')).toBe(CLIENT.id);
  });

  it('is not entered by a link of another site, which would put another person in somebody’s place', async () => {
    const answer = await fetch(`${begun.server.url}/api/auth/oidc`, {
      redirect: 'manual',
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/login']);
  });
});

describe('the settings of an OpenID provider', () => {
  it('may put groups into userinfo, and leave sign-out out', async () => {
    const { enter, browserOf, isHere } = await start({ provider: { onlyUserinfo: true, signOut: false } });
    expect(await (await enter('u-1')).me()).toMatchObject({ role: 'clerk' });
    expect(ended({ at: await browserOf('u-1').walk(`${ORIGIN}/api/auth/oidc/leave`, isHere) })).toBe('/login');
  });

  it('with a rule for second factors let in whom the provider asked for one', async () => {
    const policy = { ...usualPolicy, secondFactor: 'everyone' as const };
    const without = await start({ access: { policy } });
    expect(ended(await without.enter('u-1'))).toBe('/login?problem=not-let-in%3Ano-factor');
    const strong = await start({ access: { policy }, provider: { amr: ['pwd', 'otp', 'mfa'] } });
    expect(await (await strong.enter('u-1')).me()).toEqual({
      name: 'reza',
      role: 'clerk',
      account: true,
      directory: 'openid',
    });
  });

  it('that do not fit, or a provider that is away, lead back to the sign-in page with the reason', async () => {
    const wrong = await start({ environment: { OIDC_CLIENT_SECRET: 'another' } });
    expect(ended(await wrong.enter('u-1'))).toBe('/login?problem=directory-away%3Abind-refused');
    const gone = await start();
    await gone.provider.stop();
    expect(ended(await gone.enter('u-1'))).toBe('/login?problem=directory-away%3Aunreachable');
    const admin = await gone.server.signedIn('boss', 'admin');
    const shown = (await (await admin.ask('GET', '/api/directory')).json()) as { openid: object };
    expect(shown.openid).toMatchObject({
      redirect: `${ORIGIN}/api/auth/oidc/callback`,
      away: { reason: 'unreachable' },
    });
    expect(JSON.stringify(shown)).not.toContain(CLIENT.secret);
    const tested = await admin.ask('POST', '/api/directory/test', { kind: 'openid' });
    expect(await tested.json()).toMatchObject({ steps: [{ step: 'provider', state: 'bad', code: 'unreachable' }] });
  });
});
