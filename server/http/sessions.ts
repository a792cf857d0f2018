// A browser trades what came in its link for a session cookie, and gives the session back.
import { sessionCookie, type Credentials } from '../access/authentication.ts';
import type { Role } from '../../shared/role.ts';
import type { SessionPlace } from '../vault/sessions.ts';
import { clearSession, DISPLAY_DAYS, PERSON_DAYS, setSession } from './cookies.ts';
import type { ErrorLog } from './error-log.ts';
import { limitAttempts, type Limits } from './limits.ts';
import { placeOf } from './open-session.ts';
import { Problem } from './problem.ts';
import { sameOriginOnly, type Route } from './route.ts';
import { serve } from './serve.ts';

type Awaitable<T> = T | Promise<T>;
export type NewSession = SessionPlace & {
  role: Role;
  county?: string;
  name: string;
  /** The token that the session came from: it ends with it. */
  tokenId?: string;
  now: number;
  days: number;
};
/** The vault fits. */
export type Sessions = {
  /** Returns the plain secret, which cannot be read again. */
  openSession: (session: NewSession) => Awaitable<string>;
  closeSession: (plain: string) => Awaitable<unknown>;
  /** As `closeSession`, because a person signs out. */
  signOut: (plain: string, now: number) => Awaitable<unknown>;
  /** Uses a one-use code up; undefined when it is unknown, used or too old. */
  useCode: (plain: string, now: number) => Awaitable<{ role: Role; county?: string | undefined } | undefined>;
};

type Options = {
  credentials: Credentials;
  sessions: Sessions;
  now: () => number;
  origin?: string | undefined;
  limits: Limits;
  /** The line of the server's log beside the audit, which has no addresses. */
  errors: Pick<ErrorLog, 'info'>;
};
type Granted = Pick<NewSession, 'role' | 'county' | 'name' | 'tokenId'>;

export function authRoutes({ credentials, sessions, now, origin, limits, errors }: Options): readonly Route[] {
  const fromToken = async (plain: string): Promise<Granted> => {
    const token = await credentials.findToken(plain, now());
    if (!token) throw new Problem('unauthorized', 'this token is unknown, revoked or expired');
    if (token.role !== 'display')
      throw new Problem('display-tokens-only', `a token of the role ${token.role} must not stand in a link`);
    return { role: token.role, name: token.name, tokenId: token.id, ...countyOf(token) };
  };

  const fromCode = async (plain: string): Promise<Granted> => {
    const code = await sessions.useCode(plain, now());
    if (!code) throw new Problem('code-refused', 'a code works once and for 15 minutes; ask for a new one');
    return { role: code.role, name: 'code', ...countyOf(code) };
  };

  const exchange = serve(
    'POST /api/auth/exchange',
    async ({ body, request, response }) => {
      const old = sessionCookie(request.headers.cookie);
      // A link in a letter must not sign a person out, and put a screen in their place.
      const person = old === undefined ? undefined : await credentials.findSession(old, now());
      if (person?.account !== undefined)
        throw new Problem('signed-in', 'a person is signed in here: sign out before this browser becomes a screen');
      const granted = await ('token' in body ? fromToken(body.token) : fromCode(body.code));
      const days = granted.role === 'display' ? DISPLAY_DAYS : PERSON_DAYS;
      const place = placeOf(request);
      const plain = await sessions.openSession({ ...granted, ...place, now: now(), days });
      // A kiosk opens its link at every start: its old session would only pile up.
      if (old !== undefined) await sessions.closeSession(old);
      setSession(request, response, plain, days);
      const { name, role } = granted;
      errors.info({ name, role, address: place.address, browser: place.browser }, 'a browser was signed in by a link');
      return { role: granted.role, ...countyOf(granted) };
    },
    {
      before: [sameOriginOnly(origin), limitAttempts(limits)],
      unfit: 'expected {"token": …} or {"code": …} as application/json',
    },
  );

  const leave = serve(
    'POST /api/auth/leave',
    async ({ request, response }) => {
      const old = sessionCookie(request.headers.cookie);
      if (old !== undefined) await sessions.signOut(old, now());
      clearSession(request, response);
      return undefined;
    },
    { before: [sameOriginOnly(origin)] },
  );

  return [exchange, leave];
}

const countyOf = (of: { county?: string | undefined }): { county?: string } =>
  of.county === undefined ? {} : { county: of.county };
