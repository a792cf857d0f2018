// A route and its guard: nothing is served that the table of roles does not name.
import type { Express, Request, RequestHandler, Response } from 'express';
import { isOwnOrigin, originFault } from '../access/origin.ts';
import { authenticate, credentialsFrom, type Credentials, type Identity } from '../access/authentication.ts';
import type { AccessRecord } from '../access-record.ts';
import { listOf } from '../access/lists.ts';
import { isInTable, can, needsConfirmation, table, type RouteKey } from '../access/permissions.ts';
import { requireFresh } from './fresh.ts';
import { Problem } from './problem.ts';

/** `handlers` run in order, behind the guard: the role has been checked against the table by then. */
export type Route = { key: RouteKey; handlers: readonly RequestHandler[] };

export type GuardOptions = {
  credentials: Credentials;
  now: () => number;
  origin?: string | undefined;
  /** Where readings of lists are recorded. */
  record?: Pick<AccessRecord, 'read'> | undefined;
  /** Steps that a route has beside its own, behind the guard. */
  limitsOf?: ((key: RouteKey) => readonly RequestHandler[]) | undefined;
};

/** Registers routes, each behind its guard. Throws when the table lacks one. */
export function mount(app: Express, routes: readonly Route[], options: GuardOptions): void {
  for (const { key, handlers: steps } of routes) {
    if (!isInTable(key)) throw new Error(`the route ${key} is missing from server/access/permissions.ts`);
    const [method, path] = key.split(' ') as [Method, string];
    const verb = method.toLowerCase() as Lowercase<Method>;
    app[verb](path, createGuard(key, options), ...(options.limitsOf?.(key) ?? []), ...steps);
  }
}
type Method = RouteKey extends `${infer M} ${string}` ? M : never;

/** The identity that the guard accepted; only in the handlers of a route that is not open. */
export function identityOf(response: Response): Identity {
  const who = response.locals['who'] as Identity | undefined;
  if (!who) throw new Error('identityOf: this route is open, nobody is known here');
  return who;
}

/** Which route was asked, and by whom as far as the guard got; for what is recorded of refusals. */
export const askedOf = (
  response: Response,
): { route: string | undefined; who: Identity | undefined; isShown: boolean } => ({
  route: response.locals['key'] as string | undefined,
  who: response.locals['asking'] as Identity | undefined,
  isShown: response.locals['shown'] === true,
});

/** As it stands in the audit: a display has no name that may stand there. */
export const authorOf = ({ display, name }: Identity): string => display ?? name;

/** Throws unless the Origin header names one of our pages. */
export function requireOwnOrigin(request: Request, origin: string | undefined): void {
  const said = request.headers.origin;
  if (said !== undefined && isOwnOrigin(said, request.headers.host, origin)) return;
  const expected = origin ?? 'the address of this server';
  throw new Problem('wrong-origin', `expected the Origin ${expected}, got ${said === undefined ? 'none' : 'another'}`, {
    more: originFault(said, request.headers.host, origin),
  });
}

/** The step of an open route that browsers ask: pages of ours may, other sites may not. */
export const sameOriginOnly =
  (origin: string | undefined): RequestHandler =>
  (request, _response, next) => {
    requireOwnOrigin(request, origin);
    next();
  };

const createGuard =
  (key: RouteKey, { credentials, now, origin, record }: GuardOptions): RequestHandler =>
  async (request, response, next) => {
    response.locals['key'] = key;
    if (table[key] === 'open') return next();
    const shown = credentialsFrom(request.headers);
    const who = shown && (await authenticate(shown, credentials, now()));
    Object.assign(response.locals, { shown: shown !== undefined, asking: who });
    if (!who)
      throw new Problem('unauthorized', 'expected a valid bearer token or session cookie', {
        headers: { 'WWW-Authenticate': 'Bearer' },
      });
    // A cookie comes along by itself, also when another site does the asking (CSRF).
    if (who.via === 'session' && !['GET', 'HEAD'].includes(request.method)) requireOwnOrigin(request, origin);
    if (!can(who.role, key)) throw new Problem('forbidden', `the role ${who.role} may not ${key}`);
    if (who.mustSetUp && !key.includes(' /api/auth/'))
      throw new Problem('second-factor-first', 'this account needs a second factor: set one up under /account');
    if (who.account !== undefined && needsConfirmation(key)) requireFresh(who, now());
    // Reading goes on by itself where a page stands open; a write is something that somebody does.
    if (who.account !== undefined && who.via === 'session' && !['GET', 'HEAD'].includes(request.method))
      await credentials.noteActive?.(shown.secret, now());
    response.locals['who'] = who;
    const reading = record && listOf(key, request.path);
    if (reading)
      // Also what was broken off before its end.
      response.once('close', () => {
        if (response.headersSent && response.statusCode < 400) record.read({ ...reading, by: authorOf(who) });
      });
    next();
  };
