// What a provider may send in place of a good ID token: nobody is let in by it. A small provider of our own signs whatever a
// test wants; tests/http/openid.test.ts signs in at a real one.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOpenId } from '../../server/directory/openid.ts';
import { MINUTE, SECOND } from '../../shared/time.ts';

type Pair = Awaited<ReturnType<typeof generateKeyPair>>;
type Sign = (claims: Record<string, unknown>) => Promise<string> | string;

const SECRET = 'between provider and wallboard, long enough';
let own: Pair;
let other: Pair;
const server = createServer();
let issuer = '';
/** What its description says beside the usual. */
let described: Record<string, unknown> = {};
let signs: Sign;
const signed: Sign = (claims) =>
  new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'k' }).sign(own.privateKey);

beforeAll(async () => {
  [own, other] = [await generateKeyPair('RS256'), await generateKeyPair('RS256')];
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const key = { ...(await exportJWK(own.publicKey)), kid: 'k', use: 'sig' };
  server.on('request', (request, response) => {
    const answer = async (): Promise<object> => {
      if (request.url === '/jwks') return { keys: [key] };
      if (request.url === '/token') return { access_token: 'a', token_type: 'Bearer', id_token: await signs(claims()) };
      return {
        ...{
          issuer,
          jwks_uri: `${issuer}/jwks`,
          authorization_endpoint: `${issuer}/auth`,
          token_endpoint: `${issuer}/token`,
        },
        ...{ response_types_supported: ['code'], subject_types_supported: ['public'] },
        ...{ id_token_signing_alg_values_supported: ['RS256'], ...described },
      };
    };
    void answer().then((found) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(found));
    });
  });
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const at = (ms = 0): number => Math.floor((Date.now() + ms) / SECOND);
let nonce = '';
const claims = (): Record<string, unknown> => ({
  ...{ iss: issuer, aud: 'wallboard', sub: 'u-1', iat: at(), exp: at(MINUTE), nonce },
  ...{ name: 'رضا احمدی', preferred_username: 'reza', groups: ['clerks'] },
});
async function enter(sign: Sign): Promise<unknown> {
  signs = sign;
  const openid = createOpenId({
    settings: {
      ...{ issuer, clientId: 'wallboard', clientSecret: SECRET, scopes: 'openid', groups: 'groups', strong: [] },
      ...{ roles: [{ role: 'clerk', group: 'clerks' }], origin: 'http://wall.example.ir' },
    },
    onStanding: () => {},
    onOddGroups: () => {},
  });
  try {
    const { attempt } = await openid.begin(false);
    nonce = attempt.nonce;
    return await openid.finish(`?code=c&state=${attempt.state}`, attempt);
  } catch (cause) {
    return (cause as { reason?: string }).reason ?? cause;
  }
}

describe('an ID token', () => {
  it('of the provider for this client and this attempt lets somebody in', async () => {
    expect(await enter(signed)).toMatchObject({ subject: 'u-1', login: 'reza', role: 'clerk' });
  });

  it.each([
    ['another client', { aud: 'another' }],
    ['several clients of which none is this', { aud: ['a', 'b'] }],
    ['another attempt', { nonce: 'another' }],
    ['no attempt', { nonce: undefined }],
    ['another issuer', { iss: 'https://id.example.ir' }],
    ['an earlier time', { iat: at(-20 * MINUTE), exp: at(-10 * MINUTE) }],
    ['nobody', { sub: undefined }],
  ])('for %s lets nobody in', async (_whom, wrong) => {
    expect(await enter((right) => signed({ ...right, ...wrong }))).toMatch(/^[a-z-]+$/);
  });

  it('that another key signed, nothing signed, or a secret that both sides know lets nobody in', async () => {
    const forged: Sign = (right) =>
      new SignJWT(right).setProtectedHeader({ alg: 'RS256', kid: 'k' }).sign(other.privateKey);
    const unsigned: Sign = (right) => new UnsecuredJWT(right).encode();
    const shared: Sign = (right) => new SignJWT(right).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(SECRET));
    for (const sign of [forged, unsigned, shared]) expect(await enter(sign)).toMatch(/^[a-z-]+$/);
    described = { id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'] };
    for (const sign of [forged, unsigned, shared]) expect(await enter(sign)).toMatch(/^[a-z-]+$/);
    described = {};
  });

  it('is not even asked for where the description is of another issuer', async () => {
    described = { issuer: 'https://id.example.ir' };
    expect(await enter(signed)).toBe('issuer');
    described = {};
  });
});
