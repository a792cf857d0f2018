// People of an OpenID provider: the code flow, with PKCE, state and nonce always, and what the provider says of somebody.
import { createRemoteJWKSet } from 'jose';
import * as client from 'openid-client';
import type { AccountRole } from '../../shared/role.ts';
import { LogoutTokenRefused, readLogoutToken, sessionIdIn, type ProviderSignOut } from './logout-token.ts';
import { awayBecause, DirectoryAway, detailOf, NotLetIn } from './outcome.ts';
import { roleIn } from './role-map.ts';
import { SECOND } from '../../shared/time.ts';
import type { OpenIdSettings } from './settings.ts';

/** What a browser keeps between leaving for the provider and coming back. */
export type Attempt = { state: string; nonce: string; verifier: string };
/** `strong`: the provider says that it asked for a second factor. `sid`: what it calls the session there. */
export type OpenIdPerson = {
  subject: string;
  login: string;
  fullName: string | undefined;
  role: AccountRole | undefined;
  strong: boolean;
  sid: string | undefined;
};

export type OpenId = {
  /** Where a browser is sent. `again`: the provider asks for the password also where it knows the browser. */
  begin: (again: boolean) => Promise<{ url: URL; attempt: Attempt }>;
  /** `search`: the query with which the browser came back. */
  finish: (search: string, attempt: Attempt) => Promise<OpenIdPerson>;
  /** Where a browser signs out at the provider, if it can there. */
  signOutUrl: () => Promise<URL | undefined>;
  /** What a sign-out notice of the provider says. Rejects with LogoutTokenRefused or DirectoryAway. */
  readSignOut: (token: string) => Promise<ProviderSignOut>;
  /** Asks for the provider's description anew. */
  discover: () => Promise<client.ServerMetadata>;
};

type Options = {
  settings: OpenIdSettings;
  onStanding: (away: DirectoryAway | undefined) => void;
  /** Groups that are no texts; once is enough. */
  onOddGroups: () => void;
};

const WAIT_SECONDS = 8;
/** A closed network has no common time. */
const CLOCK_SECONDS = 120;
export const CALLBACK = '/api/auth/oidc/callback';
export const BACK_CHANNEL = '/api/auth/oidc/backchannel-logout';

export function createOpenId({ settings, onStanding, onOddGroups }: Options): OpenId {
  const { issuer, clientId, clientSecret, origin } = settings;
  const redirect = origin + CALLBACK;
  let known: Promise<client.Configuration> | undefined;
  /** Of the address under which they were fetched. */
  let signing: { from: string; keys: ReturnType<typeof createRemoteJWKSet> } | undefined;

  const discover = async (): Promise<client.Configuration> => {
    const isPlain = issuer.startsWith('http:');
    const metadata = {
      ...(clientSecret !== undefined && { client_secret: clientSecret }),
      [client.clockTolerance]: CLOCK_SECONDS,
    };
    const found = await client.discovery(new URL(issuer), clientId, metadata, undefined, {
      timeout: WAIT_SECONDS,
      // Of this machine only: the settings refuse any other.
      ...(isPlain && { execute: [client.allowInsecureRequests] }),
    });
    const server = found.serverMetadata();
    const config = new client.Configuration(server, clientId, metadata, authenticationOf(server, clientSecret));
    config.timeout = WAIT_SECONDS;
    // Without this the library takes an ID token of the token endpoint by its TLS alone, whoever signed it.
    client.enableNonRepudiationChecks(config);
    if (isPlain) client.allowInsecureRequests(config);
    return config;
  };
  const config = (): Promise<client.Configuration> =>
    (known ??= discover().catch((cause: unknown) => {
      known = undefined;
      throw cause;
    }));
  const asked = async <T>(run: () => Promise<T>): Promise<T> => {
    try {
      const answer = await run();
      onStanding(undefined);
      return answer;
    } catch (cause) {
      const bad = badEnd(cause);
      // The token may be made up by anybody: of the provider it shows nothing.
      if (!(bad instanceof LogoutTokenRefused)) onStanding(bad instanceof DirectoryAway ? bad : undefined);
      throw bad;
    }
  };

  return {
    begin: (again) =>
      asked(async () => {
        const at = await config();
        const attempt = {
          state: client.randomState(),
          nonce: client.randomNonce(),
          verifier: client.randomPKCECodeVerifier(),
        };
        const url = client.buildAuthorizationUrl(at, {
          redirect_uri: redirect,
          scope: settings.scopes,
          state: attempt.state,
          nonce: attempt.nonce,
          code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier),
          code_challenge_method: 'S256',
          ...(settings.strong.length > 0 && { acr_values: settings.strong.join(' ') }),
          // Not max_age=0, with which a clock that is seconds ahead lets nobody in.
          ...(again && { prompt: 'login' }),
        });
        return { url, attempt };
      }),

    finish: (search, { state, nonce, verifier }) =>
      asked(async () => {
        const at = await config();
        const tokens = await client.authorizationCodeGrant(at, new URL(redirect + search), {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const claims: Readonly<Record<string, unknown>> = tokens.claims() ?? {};
        const subject = String(claims['sub']);
        const sid = textIn(claims, 'sid');
        const isWhole = claimAt(claims, settings.groups) !== undefined && claims['name'] !== undefined;
        const more =
          isWhole || at.serverMetadata().userinfo_endpoint === undefined
            ? {}
            : await client.fetchUserInfo(at, tokens.access_token, subject);
        const all: Readonly<Record<string, unknown>> = { ...more, ...claims };
        const groups = groupsIn(claimAt(claims, settings.groups) ?? claimAt(all, settings.groups), onOddGroups);
        return {
          subject,
          login: textIn(all, 'preferred_username') ?? textIn(all, 'email') ?? '',
          fullName: textIn(all, 'name') ?? textIn(all, 'preferred_username'),
          role: roleIn(settings.roles, (group) => groups.includes(group)),
          strong: isStrong(claims, settings.strong),
          sid: sid === undefined ? undefined : sessionIdIn(sid),
        };
      }),

    signOutUrl: () =>
      asked(async () => {
        const at = await config();
        if (at.serverMetadata().end_session_endpoint === undefined) return undefined;
        return client.buildEndSessionUrl(at, { post_logout_redirect_uri: `${origin}/login` });
      }),

    readSignOut: (token) =>
      asked(async () => {
        // A made-up token makes the provider be asked for its keys twice a minute at most. What could not be fetched is asked for
        // again with the next token, and once for all that wait for it.
        const server = (await config()).serverMetadata();
        const from = server.jwks_uri ?? '';
        if (!URL.canParse(from) || (from.startsWith('http:') && !issuer.startsWith('http:')))
          throw new DirectoryAway('unexpected', 'the provider names no https address of its keys (jwks_uri)');
        if (signing?.from !== from)
          signing = { from, keys: createRemoteJWKSet(new URL(from), { timeoutDuration: WAIT_SECONDS * SECOND }) };
        return readLogoutToken({
          token,
          keys: signing.keys,
          issuer: server.issuer,
          clientId,
          algorithms: server.id_token_signing_alg_values_supported,
          clockSeconds: CLOCK_SECONDS,
        });
      }),

    discover: () =>
      asked(async () => {
        known = undefined;
        return (await config()).serverMetadata();
      }),
  };
}

/** The way that the provider names; where it names none, the standard's usual one. */
function authenticationOf(server: client.ServerMetadata, secret: string | undefined): client.ClientAuth {
  if (secret === undefined) return client.None();
  const ways = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  return ways.includes('client_secret_post') ? client.ClientSecretPost(secret) : client.ClientSecretBasic(secret);
}

/** By a path such as `realm_access.roles`; a claim that has dots in its own name goes first. */
export function claimAt(claims: Readonly<Record<string, unknown>>, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  let value: unknown = claims;
  for (const step of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

/** One text, a list of them, or nothing; whatever else a provider sends gives no role. */
export function groupsIn(claim: unknown, onOdd: () => void): string[] {
  const list: unknown[] = Array.isArray(claim) ? claim : claim === undefined || claim === null ? [] : [claim];
  const groups = list.filter((one) => typeof one === 'string');
  if (groups.length < list.length) onOdd();
  return groups;
}

/** A second factor was shown there: `amr` says "mfa" (RFC 8176), or `acr` is one of those that the settings name. */
export const isStrong = (claims: Readonly<Record<string, unknown>>, strong: readonly string[]): boolean =>
  (Array.isArray(claims['amr']) && claims['amr'].includes('mfa')) || strong.some((one) => one === claims['acr']);

const textIn = (claims: Readonly<Record<string, unknown>>, name: string): string | undefined => {
  const value = claims[name];
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
};

/** The person broke it off, or the attempt is over: nobody's fault. Everything else is the provider's, or the settings'. */
function badEnd(cause: unknown): NotLetIn | DirectoryAway | LogoutTokenRefused {
  if (cause instanceof LogoutTokenRefused) return cause;
  if (cause instanceof client.AuthorizationResponseError)
    return cause.error === 'access_denied' || cause.error === 'login_required'
      ? new NotLetIn('broken-off', 'the sign-in was broken off at the provider')
      : new DirectoryAway('unexpected', `${cause.error}: ${detailOf(cause)}`, cause);
  if (cause instanceof client.ResponseBodyError) {
    if (cause.error === 'invalid_grant') return new NotLetIn('attempt-unknown', 'this sign-in is over; begin again');
    const isRefused = cause.error === 'invalid_client' || cause.error === 'unauthorized_client';
    return new DirectoryAway(isRefused ? 'bind-refused' : 'unexpected', `${cause.error}: ${detailOf(cause)}`, cause);
  }
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED') return new DirectoryAway('clock', detailOf(cause), cause);
  if (code === 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED') return new DirectoryAway('issuer', detailOf(cause), cause);
  return awayBecause(cause);
}
