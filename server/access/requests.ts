// Who is asking: a bearer token or a session cookie, looked up anew with every request, and where a browser asks from.
import type { Role } from '../../shared/role.ts';

type Awaitable<T> = T | Promise<T>;

/** What the vault knows of a secret. Unknown, revoked and expired are all undefined. Times are epoch ms. */
export type Credentials = {
  findToken: (plain: string, now: number) => Awaitable<TokenFound | undefined>;
  findSession: (plain: string, now: number) => Awaitable<SessionFound | undefined>;
};
export type TokenFound = { id: string; name: string; role: Role; county?: string | undefined };
export type SessionFound = { name: string; role: Role; county?: string | undefined; tokenId?: string | undefined };

/** Somebody known. `token`: the id of the token that they hold or that their session came from. */
export type Who = {
  via: 'token' | 'session';
  name: string;
  role: Role;
  county?: string;
  token?: string;
};

/** What somebody showed: the plain secret of a token or of a session. */
export type Shown = { via: 'token' | 'session'; secret: string };

export const SESSION_COOKIE = 'wallboard111';
/** Longer than any secret of ours; what is longer is not worth hashing. */
const LONGEST_SECRET = 512;

/** What a request shows: the bearer token first, so that a script with a stale cookie is not taken for a browser. */
export function shownBy(headers: {
  authorization?: string | undefined;
  cookie?: string | undefined;
}): Shown | undefined {
  if (headers.authorization !== undefined) {
    const secret = /^bearer +([!-~]+) *$/i.exec(headers.authorization)?.[1];
    return secret === undefined ? undefined : shown('token', secret);
  }
  const secret = sessionCookie(headers.cookie);
  return secret === undefined ? undefined : shown('session', secret);
}

/** What a joining screen shows: `auth.token` of its handshake, else its cookie. */
export function shownByScreen(handshake: {
  auth: { [key: string]: unknown };
  headers: { cookie?: string | undefined };
}): Shown | undefined {
  const token = handshake.auth['token'];
  if (token !== undefined) return typeof token === 'string' ? shown('token', token) : undefined;
  return shownBy({ cookie: handshake.headers.cookie });
}

/** Asks the vault about what was shown; undefined when nobody is known by it (any more). */
export async function lookUp(found: Shown, credentials: Credentials, now: number): Promise<Who | undefined> {
  if (found.via === 'token') {
    const token = await credentials.findToken(found.secret, now);
    return token && { via: 'token', name: token.name, role: token.role, token: token.id, ...countyOf(token) };
  }
  const session = await credentials.findSession(found.secret, now);
  if (!session) return undefined;
  const token = session.tokenId === undefined ? {} : { token: session.tokenId };
  return { via: 'session', name: session.name, role: session.role, ...token, ...countyOf(session) };
}

/** Secret of the session cookie in a `Cookie` header. */
export function sessionCookie(header: string | undefined): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const [name, ...rest] = pair.trim().split('=');
    if (name === SESSION_COOKIE) return rest.join('=') || undefined;
  }
  return undefined;
}

/**
 * Whether an `Origin` header names this server: its own host as the browser asked for it, or the configured public
 * origin. The scheme is not compared with ours: behind a proxy that ends TLS we would not know it.
 */
export function isOurs(origin: string, host: string | undefined, configured: string | undefined): boolean {
  if (configured !== undefined && origin === configured.replace(/\/$/, '')) return true;
  if (host === undefined || !/^https?:\/\//.test(origin) || !URL.canParse(origin)) return false;
  return new URL(origin).host === host.toLowerCase();
}

const shown = (via: Shown['via'], secret: string): Shown | undefined =>
  secret.length === 0 || secret.length > LONGEST_SECRET ? undefined : { via, secret };

const countyOf = (found: { county?: string | undefined }): { county?: string } =>
  found.county === undefined ? {} : { county: found.county };
