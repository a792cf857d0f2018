// What is taken for a sign-out notice of an OpenID provider (Back-Channel Logout 1.0, section 2.6), and what is not.
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { LogoutTokenRefused, readLogoutToken } from '../../server/directory/logout-token.ts';
import { MINUTE, SECOND } from '../../shared/time.ts';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
const issuer = 'https://id.example.ir/realms/office';
const clientId = 'wallboard';
const at = (ms: number): number => Math.floor((Date.now() + ms) / SECOND);
const whole = (): Record<string, unknown> => ({
  iss: issuer,
  aud: clientId,
  iat: at(0),
  exp: at(2 * MINUTE),
  jti: 'one-notice',
  sub: 'u-1',
  sid: 'session-at-provider',
  events: { [EVENT]: {} },
});

type Pair = Awaited<ReturnType<typeof generateKeyPair>>;
let own: Pair;
let other: Pair;
let keys: ReturnType<typeof createLocalJWKSet>;
beforeAll(async () => {
  [own, other] = [await generateKeyPair('ES256'), await generateKeyPair('ES256')];
  keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(own.publicKey)), kid: 'k', alg: 'ES256' }] });
});
const signed = (claims: Record<string, unknown>, header: object = {}, key = own): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'k', typ: 'logout+jwt', ...header }).sign(key.privateKey);
const read = (token: string, algorithms: readonly string[] | undefined = ['RS256', 'ES256']) =>
  readLogoutToken({ token, keys, issuer, clientId, algorithms, clockSeconds: 120 });
const refusal = (token: string, algorithms?: readonly string[]): Promise<unknown> =>
  read(token, algorithms).then(
    () => 'taken',
    (cause: unknown) => (cause instanceof LogoutTokenRefused ? cause.message.replace(/^.*: /, '') : cause),
  );

describe('a sign-out notice', () => {
  it('is of one session, or of all of a person', async () => {
    expect(await read(await signed(whole()))).toEqual({
      id: 'one-notice',
      subject: 'u-1',
      sid: 'session-at-provider',
      until: expect.any(Number),
    });
    const { sid: _sid, ...ofPerson } = whole();
    expect(await read(await signed(ofPerson))).not.toHaveProperty('sid');
    const { sub: _sub, ...ofSession } = whole();
    expect(await read(await signed(ofSession))).not.toHaveProperty('subject');
    const { sub: _none, sid: _neither, ...ofNobody } = whole();
    expect(await refusal(await signed(ofNobody))).toBe('sub or sid');
  });

  it.each(['logout+jwt', 'application/logout+jwt', 'Logout+JWT'])('is of the type %s', async (typ) => {
    expect(await refusal(await signed(whole(), { typ }))).toBe('taken');
  });

  it('may have times with fractions of a second, and is remembered to the end of the last one', async () => {
    const exp = at(2 * MINUTE);
    const { until } = await read(await signed({ ...whole(), iat: at(0) - 0.123457, exp: exp + 0.123457 }));
    expect(until).toBe((exp + 1 + 120) * SECOND);
  });

  it.each([
    ['iss', { iss: 'https://id.example.ir/realms/other' }],
    ['aud', { aud: 'another-client' }],
    ['exp', { exp: at(-5 * MINUTE) }],
    ['exp', { exp: at(0) + 1e9 }],
    ['iat', { iat: at(10 * MINUTE) }],
    ['iat', { iat: undefined }],
    ['exp', { exp: undefined }],
    ['jti', { jti: undefined }],
    ['jti', { jti: '' }],
    ['events', { events: undefined }],
    ['events', { events: { 'http://schemas.openid.net/event/other': {} } }],
    ['events', { events: { [EVENT]: true } }],
    ['events', { events: [EVENT] }],
    ['nonce', { nonce: 'n' }],
    ['nonce', { nonce: null }],
    ['sid', { sid: 7 }],
    ['sub', { sub: '' }],
  ])('is refused for its %s: %o', async (claim, claims) => {
    expect(await refusal(await signed({ ...whole(), ...claims }))).toBe(claim);
  });

  it('is refused where another key signed it, nothing did, or an algorithm that the provider does not name', async () => {
    expect(await refusal(await signed(whole(), {}, other))).toBe('ERR_JWS_SIGNATURE_VERIFICATION_FAILED');
    expect(await refusal(new UnsecuredJWT(whole()).encode(), ['none', 'ES256'])).toMatch(/^ERR_/);
    expect(await refusal(await signed(whole()), ['RS256'])).toBe('ERR_JOSE_ALG_NOT_ALLOWED');
    const shared = await new SignJWT(whole()).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.alloc(32, 1));
    expect(await refusal(shared, ['HS256', 'ES256'])).toBe('ERR_JOSE_ALG_NOT_ALLOWED');
  });

  it.each(['', 'x', 'a.b.c', 'a.b.c.d.e', `${'e30'}.e30.`, '\0'])('is not %j', async (token) => {
    expect(await refusal(token)).toMatch(/^ERR_/);
  });

  it.each(['at+jwt', 'JWT', undefined])('is no token of the type %s that was signed alike', async (typ) => {
    expect(await refusal(await signed(whole(), { typ }))).toBe('typ');
  });
});
