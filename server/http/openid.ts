// Signing in at an OpenID provider: there, back again, and out there. Browsers come here by following links, so whatever goes
// wrong leads to the sign-in page, which says what. And the provider itself comes, when somebody signed out there.
import express, { type Request, type Response } from 'express';
import { homeOf } from '../../shared/home-of.ts';
import { sessionCookie } from '../access/authentication.ts';
import { needsFactor, type SessionPolicy } from '../access/session-rules.ts';
import type { OpenIdDoor } from '../directory/directories.ts';
import type { Attempt } from '../directory/openid.ts';
import { LogoutTokenRefused } from '../directory/logout-token.ts';
import { NotLetIn } from '../directory/outcome.ts';
import type { AccountFound } from '../vault/accounts.ts';
import type { Async, Vault } from '../vault/vault.ts';
import { Redirect } from './answers.ts';
import { upTo } from './body.ts';
import { attemptCookie, clearAttempt, PERSON_DAYS, setAttempt, setSession } from './cookies.ts';
import { problemFor } from './domain-problems.ts';
import { limitAttempts, limitOffers, limitRefused, type Limits } from './limits.ts';
import type { SessionOpener } from './open-session.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';

type Options = {
  openid: OpenIdDoor | undefined;
  vault: Async<Pick<Vault, 'findSession' | 'confirmSession' | 'endProviderSessions'>>;
  policy: SessionPolicy;
  enter: SessionOpener;
  now: () => number;
  limits: Limits;
};
/** `confirm`: somebody who is signed in shows again who they are. */
type Kept = Attempt & { next?: string | undefined; confirm?: boolean | undefined };

export function openIdRoutes(options: Options): readonly Route[] {
  const { openid, vault, policy, enter, now, limits } = options;
  const door = (): OpenIdDoor => {
    if (openid !== undefined) return openid;
    throw new Problem('not-found', 'no OpenID provider is set (OIDC_ISSUER)');
  };
  const toLogin = (cause: unknown, next: string | undefined): Redirect => {
    const problem = cause instanceof Problem ? cause : problemFor(cause);
    if (problem === undefined) throw cause;
    const { reason } = problem.more;
    const what = typeof reason === 'string' ? `${problem.code}:${reason}` : problem.code;
    const query = new URLSearchParams({ problem: what, ...(next !== undefined && { next }) });
    return new Redirect(`/login?${query.toString()}`);
  };

  const begin = serve(
    'GET /api/auth/oidc',
    async ({ query, request, response }) => {
      const { engine } = door();
      // A link on another site must not put another person in the place of the one who is signed in.
      const site = request.headers['sec-fetch-site'];
      if (site !== undefined && site !== 'same-origin' && site !== 'none') return new Redirect('/login');
      const { next } = query;
      try {
        const { url, attempt } = await engine.begin(query.confirm === '1');
        const kept: Kept = { ...attempt, next, ...(query.confirm === '1' && { confirm: true }) };
        setAttempt(request, response, attempt.state, Buffer.from(JSON.stringify(kept)).toString('base64url'));
        return new Redirect(url.href);
      } catch (cause) {
        return toLogin(cause, next);
      }
    },
    { before: [limitOffers(limits)] },
  );

  const back = serve(
    'GET /api/auth/oidc/callback',
    async ({ request, response }) => {
      const { engine, accountOf, directory, origin } = door();
      const kept = readAttempt(request);
      if (kept) clearAttempt(request, response, kept.state);
      try {
        if (!kept) throw new NotLetIn('attempt-unknown', 'this sign-in is over; begin again');
        const person = await engine.finish(new URL(request.originalUrl, 'http://here').search, kept);
        const account = await accountOf({ directory, ...person });
        // The provider asks for the second factor, so one that is demanded here has to have been shown there.
        if (needsFactor(account.role, policy) && !person.strong)
          throw new NotLetIn('no-factor', 'the provider asked for no second factor, which this server demands');
        if (kept.confirm) await confirm(request, response, account, person.sid);
        else await enter(request, response, account, 'openid', person.sid);
        // At once, so that a reload does not send the code again.
        return new Redirect(inside(kept.next, origin) ?? homeOf(account.role));
      } catch (cause) {
        return toLogin(cause, kept?.next);
      }
    },
    { before: [limitAttempts(limits)] },
  );
  const confirm = async (request: Request, response: Response, account: AccountFound, sid?: string): Promise<void> => {
    const old = sessionCookie(request.headers.cookie);
    const found = old === undefined ? undefined : await vault.findSession(old, now());
    if (old === undefined || found?.account !== account.name)
      throw new NotLetIn('attempt-unknown', 'somebody else is signed in here');
    const session = await vault.confirmSession(old, now(), sid);
    if (session !== undefined) setSession(request, response, session, PERSON_DAYS);
  };

  const leave = serve(
    'GET /api/auth/oidc/leave',
    async () => {
      try {
        return new Redirect((await door().engine.signOutUrl())?.href ?? '/login');
      } catch (cause) {
        return toLogin(cause, undefined);
      }
    },
    { before: [limitOffers(limits)] },
  );

  // No browser asks this: what proves it is the provider's signature alone.
  const signedOutThere = serve(
    'POST /api/auth/oidc/backchannel-logout',
    async ({ body }) => {
      const { engine, directory } = door();
      const signedOut = await engine.readSignOut(tokenIn(body)).catch((cause: unknown) => {
        throw cause instanceof LogoutTokenRefused ? refusedLogout(cause.message) : cause;
      });
      if (!(await vault.endProviderSessions({ ...signedOut, directory, now: now() })))
        throw refusedLogout('this token came before');
      return {};
    },
    { before: [limitRefused(limits)], parse: form },
  );

  return [begin, back, leave, signedOutThere];
}

const MOST_BYTES = 16 * 1024;
const form = upTo(
  MOST_BYTES,
  express.raw({ type: 'application/x-www-form-urlencoded', limit: MOST_BYTES, inflate: false }),
);

function tokenIn(body: Uint8Array | undefined): string {
  const sent = new URLSearchParams(Buffer.isBuffer(body) ? body.toString('utf8') : '').getAll('logout_token');
  const [token] = sent;
  if (token === undefined || sent.length > 1)
    throw refusedLogout('expected one logout_token, sent as application/x-www-form-urlencoded');
  return token;
}

/** With the members that the standard names beside ours. */
const refusedLogout = (detail: string): Problem =>
  new Problem('logout-refused', detail, { more: { error: 'invalid_request', error_description: detail } });

/** An address of ours; anything else could lead a fresh sign-in elsewhere. */
function inside(next: string | undefined, origin: string): string | undefined {
  if (next === undefined || !next.startsWith('/') || !URL.canParse(next, origin)) return undefined;
  const url = new URL(next, origin);
  return url.origin === origin ? url.href : undefined;
}

function readAttempt(request: Request): Kept | undefined {
  const state = new URL(request.originalUrl, 'http://here').searchParams.get('state') ?? '';
  const text = attemptCookie(request, state);
  if (text === undefined) return undefined;
  try {
    const kept = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Partial<Kept>;
    const { nonce, verifier, next, confirm } = kept;
    if (kept.state !== state || typeof nonce !== 'string' || typeof verifier !== 'string') return undefined;
    return { state, nonce, verifier, next: typeof next === 'string' ? next : undefined, confirm: confirm === true };
  } catch {
    return undefined; // A cookie that is none of ours.
  }
}
