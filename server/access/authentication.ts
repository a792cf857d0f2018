// Authenticates requests: a bearer token or a session cookie, looked up again for every request, and the Origin of a browser.
import type { DisplayPage, Role } from '../../shared/role.ts';
import type { ScreenSettings } from '../../shared/settings.ts';
import { isDisplaySecret } from '../vault/secret.ts';

type Awaitable<T> = T | Promise<T>;

/** What the vault knows of a secret. Unknown, revoked and expired are all undefined. Times are epoch ms. */
export type Credentials = {
  findToken: (plain: string, now: number) => Awaitable<TokenFound | undefined>;
  findSession: (plain: string, now: number) => Awaitable<SessionFound | undefined>;
  /** By the secret in a paired display's cookie. */
  findDisplay: (plain: string, now: number) => Awaitable<DisplayFound | undefined>;
  /** By its id: whether a display that was known once still is. */
  displayById: (id: string, now: number) => Awaitable<DisplayFound | undefined>;
  /** The person of a session did something: it does not end for now. */
  noteActive?: (plain: string, now: number) => Awaitable<void>;
};
export type TokenFound = { id: string; name: string; role: Role; county?: string | undefined };
export type SessionFound = {
  name: string;
  role: Role;
  county?: string | undefined;
  tokenId?: string | undefined;
  account?: string | undefined;
  id?: string | undefined;
  confirmedAt?: number | undefined;
  /** Its cookie has the name that only TLS may set; under the other name somebody else planted it. */
  overTls?: boolean | undefined;
  mustSetUp?: boolean | undefined;
  /** Another session has taken its place. */
  renewed?: boolean | undefined;
};
/** Without counties it shows the whole province. */
export type DisplayFound = {
  id: string;
  name: string;
  page: DisplayPage;
  counties?: readonly string[] | undefined;
  settings?: ScreenSettings | undefined;
};

/** Somebody known. `via`: what was shown; a cookie comes along by itself. */
export type Identity = {
  via: 'token' | 'session';
  name: string;
  role: Role;
  /** What a display's view is cut to; absent: the whole province. */
  counties?: readonly string[];
  /** Id of the token that they hold or that their session came from. */
  token?: string;
  /** Name of the account that they signed in to. */
  account?: string;
  /** Id of their session in the list, and when they last showed who they are. */
  session?: string;
  confirmedAt?: number;
  /** May do nothing before they have set up a second factor. */
  mustSetUp?: true;
  /** The browser has another cookie by now. */
  renewed?: true;
  /** Id of the paired display that it is, the page that it shows, and how. */
  display?: string;
  page?: DisplayPage;
  settings?: ScreenSettings;
};

/** What somebody showed: the plain secret of a token, or the one in the cookie. */
export type Presented = {
  via: 'token' | 'session';
  secret: string;
  /** It was in the cookie that any page of the same domain can set, also without TLS. */
  plainCookie?: true;
};

/** The name over plain http. Over TLS it begins with HOST_PREFIX, so that no other host and no http page can set it. */
export const SESSION_COOKIE = 'wallboard111';
export const HOST_PREFIX = '__Host-';
/** Longer than any secret of ours; what is longer is not worth hashing. */
const LONGEST_SECRET = 512;

/** What a request shows: the bearer token first, so that a script with a stale cookie is not taken for a browser. */
export function credentialsFrom(headers: {
  authorization?: string | undefined;
  cookie?: string | undefined;
}): Presented | undefined {
  if (headers.authorization !== undefined) {
    const secret = /^bearer +([!-~]+) *$/i.exec(headers.authorization)?.[1];
    return secret === undefined ? undefined : shown('token', secret);
  }
  const secret = cookieIn(headers.cookie, HOST_PREFIX + SESSION_COOKIE);
  if (secret !== undefined) return shown('session', secret);
  const plain = cookieIn(headers.cookie, SESSION_COOKIE);
  const presented = plain === undefined ? undefined : shown('session', plain);
  return presented && { ...presented, plainCookie: true };
}

/** What a joining screen shows: `auth.token` of its handshake, else its cookie. */
export function credentialsFromHandshake(handshake: {
  auth: { [key: string]: unknown };
  headers: { cookie?: string | undefined };
}): Presented | undefined {
  const token = handshake.auth['token'];
  if (token !== undefined) return typeof token === 'string' ? shown('token', token) : undefined;
  return credentialsFrom({ cookie: handshake.headers.cookie });
}

/** Asks the vault about what was shown; undefined when nobody is known by it (any more). */
export async function authenticate(
  { via, secret, plainCookie }: Presented,
  credentials: Credentials,
  now: number,
): Promise<Identity | undefined> {
  if (via === 'token') {
    const token = await credentials.findToken(secret, now);
    return token && { via, name: token.name, role: token.role, token: token.id, ...countiesOf(token) };
  }
  if (isDisplaySecret(secret)) return fromDisplay(await credentials.findDisplay(secret, now));
  const session = await credentials.findSession(secret, now);
  if (!session || (plainCookie && session.overTls)) return undefined;
  const { name, role, tokenId, account, id, confirmedAt, mustSetUp, renewed } = session;
  return {
    via,
    name,
    role,
    ...(tokenId !== undefined && { token: tokenId }),
    ...(account !== undefined && { account }),
    ...(id !== undefined && { session: id }),
    ...(confirmedAt !== undefined && { confirmedAt }),
    ...(mustSetUp && { mustSetUp: true }),
    ...(renewed && { renewed: true }),
    ...countiesOf(session),
  };
}

/**
 * Checks a signed-in identity again. A display is looked up by its id: it renews its secret while it is connected, and the
 * secret that it connected with is then unknown.
 */
export const reauthenticate = async (
  { who, shown }: { who: Identity; shown: Presented },
  credentials: Credentials,
  now: number,
): Promise<Identity | undefined> =>
  who.display === undefined
    ? authenticate(shown, credentials, now)
    : fromDisplay(await credentials.displayById(who.display, now));

/** Secret of the session cookie in a `Cookie` header. */
export const sessionCookie = (header: string | undefined): string | undefined => ownCookie(header, SESSION_COOKIE);

/** Value of a cookie of ours, under the name that only TLS may set or the plain one. */
export const ownCookie = (header: string | undefined, name: string): string | undefined =>
  cookieIn(header, HOST_PREFIX + name) ?? cookieIn(header, name);

/** Value of one cookie in a `Cookie` header. */
export function cookieIn(header: string | undefined, wanted: string): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const [name, ...rest] = pair.trim().split('=');
    if (name === wanted) return rest.join('=') || undefined;
  }
  return undefined;
}

const shown = (via: Presented['via'], secret: string): Presented | undefined =>
  secret.length === 0 || secret.length > LONGEST_SECRET ? undefined : { via, secret };

const countiesOf = ({ county }: { county?: string | undefined }): { counties?: readonly string[] } =>
  county === undefined ? {} : { counties: [county] };

const fromDisplay = (display: DisplayFound | undefined): Identity | undefined =>
  display && {
    via: 'session',
    name: display.name,
    role: 'display',
    display: display.id,
    page: display.page,
    ...(display.counties && { counties: display.counties }),
    ...(display.settings && { settings: display.settings }),
  };
