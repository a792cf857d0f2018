// A real OpenID provider on a port of its own. Whoever opens its sign-in page names themselves by a form with one field.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import Provider from 'oidc-provider';
import { vi } from 'vitest';

export type Claims = Record<string, unknown>;
export const CLIENT = { id: 'wallboard', secret: 'between provider and wallboard' };

type Options = {
  /** Of the wallboard; more than one where a test has several. */
  origin: string;
  /** By account. */
  people: Record<string, Claims>;
  /** What the provider says that it asked for. */
  amr?: string[];
  /** Claims of the groups in the answer of userinfo alone. */
  onlyUserinfo?: boolean;
  signOut?: boolean;
  /** Reports to the wallboard that somebody signed out. `session`: of which session; `at`: where the wallboard really is. */
  backChannel?: { session: boolean; at: () => string };
};

export async function startOpenIdProvider({
  origin,
  people,
  amr = ['pwd'],
  onlyUserinfo = false,
  signOut = true,
  backChannel,
}: Options) {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const issuer = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const sent: string[] = [];
  // It warns of its own keys and of what it keeps in memory, which is right in a test.
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const provider: Provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [`${origin}/api/auth/oidc/callback`],
        post_logout_redirect_uris: [`${origin}/login`],
        ...(backChannel && {
          backchannel_logout_uri: `${origin}/api/auth/oidc/backchannel-logout`,
          backchannel_logout_session_required: backChannel.session,
        }),
      },
    ],
    claims: { openid: ['sub', 'amr'], profile: ['name', 'preferred_username'], groups: ['groups'] },
    scopes: ['openid', 'profile', 'groups'],
    conformIdTokenClaims: onlyUserinfo,
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    cookies: { keys: ['a key of the tests'] },
    pkce: { required: () => true },
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: signOut },
      backchannelLogout: { enabled: backChannel !== undefined },
    },
    fetch: (url: string, { dispatcher: _guarded, ...request }: RequestInit & { dispatcher?: unknown }) => {
      sent.push(String(request.body));
      return fetch(url.replace(origin, backChannel?.at() ?? origin), request);
    },
    findAccount: (_context: unknown, id: string) => ({
      accountId: id,
      claims: async () => ({ sub: id, ...people[id] }),
    }),
    loadExistingGrant: async (context) => {
      const { session, client } = context.oidc;
      const grant = new provider.Grant({ accountId: session?.accountId ?? '', clientId: client?.clientId ?? '' });
      grant.addOIDCScope('openid profile groups');
      await grant.save();
      return grant;
    },
  });
  warn.mockRestore();
  const usual = provider.callback();

  const signIn = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== 'POST') {
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end(
        '<!doctype html><html lang="fa" dir="rtl"><title>سامانهٔ ورود</title><form method="post"><input name="login"><button>ورود</button></form>',
      );
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const accountId = new URLSearchParams(Buffer.concat(chunks).toString('utf8')).get('login') ?? '';
    const result =
      people[accountId] === undefined
        ? { error: 'access_denied', error_description: 'nobody of this name' }
        : { login: { accountId, amr } };
    await provider.interactionFinished(request, response, result);
  };
  let keysFail = false;
  server.on('request', (request, response) => {
    if (keysFail && request.url === '/jwks') response.writeHead(500).end();
    else if (request.url?.startsWith('/interaction/')) void signIn(request, response);
    else usual(request, response);
  });

  return {
    issuer,
    people,
    /** Forms that it posted to the wallboard. */
    sent,
    /** From now on it gives its keys to nobody. */
    failKeys: (): void => void (keysFail = true),
    stop: (): Promise<unknown> => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
