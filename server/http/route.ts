// A route and its guard: nothing is served that the table of roles does not name.
import type { Express, Request, RequestHandler, Response } from 'express';
import { isOurs, lookUp, shownBy, type Credentials, type Who } from '../access/requests.ts';
import { isInTable, mayDo, table, type RouteKey } from '../access/table.ts';
import { Problem } from './problem.ts';

/** `steps` run in order, after the guard: the role has been checked against the table by then. */
export type Route = { key: RouteKey; steps: readonly RequestHandler[] };

export type GuardOptions = { credentials: Credentials; now: () => number; origin?: string | undefined };

/** Registers routes, each behind its guard. Throws when the table lacks one. */
export function mount(app: Express, routes: readonly Route[], options: GuardOptions): void {
  for (const { key, steps } of routes) {
    if (!isInTable(key)) throw new Error(`the route ${key} is missing from server/access/table.ts`);
    const [method, path] = key.split(' ') as [Method, string];
    const verb = method.toLowerCase() as Lowercase<Method>;
    app[verb](path, createGuard(key, options), ...steps);
  }
}
type Method = RouteKey extends `${infer M} ${string}` ? M : never;

/** Whom the guard let in; only in the steps of a route that is not open. */
export function whoOf(response: Response): Who {
  const who = response.locals['who'] as Who | undefined;
  if (!who) throw new Error('whoOf: this route is open, nobody is known here');
  return who;
}

/** Throws unless a browser says that the request comes from a page of ours. */
export function requireOurOrigin(request: Request, origin: string | undefined): void {
  const said = request.headers.origin;
  if (said !== undefined && isOurs(said, request.headers.host, origin)) return;
  const expected = origin ?? 'the address of this server';
  throw new Problem('wrong-origin', `expected the Origin ${expected}, got ${said === undefined ? 'none' : 'another'}`);
}

/** The step of an open route that browsers ask: pages of ours may, other sites may not. */
export const ourPage =
  (origin: string | undefined): RequestHandler =>
  (request, _response, next) => {
    requireOurOrigin(request, origin);
    next();
  };

const createGuard =
  (key: RouteKey, { credentials, now, origin }: GuardOptions): RequestHandler =>
  async (request, response, next) => {
    if (table[key] === 'open') return next();
    const shown = shownBy(request.headers);
    const who = shown && (await lookUp(shown, credentials, now()));
    if (!who)
      throw new Problem('unauthorized', 'expected a valid bearer token or session cookie', {
        headers: { 'WWW-Authenticate': 'Bearer' },
      });
    // A cookie comes along by itself, also when another site does the asking (CSRF).
    if (who.via === 'session' && !['GET', 'HEAD'].includes(request.method)) requireOurOrigin(request, origin);
    if (!mayDo(who.role, key)) throw new Problem('forbidden', `the role ${who.role} may not ${key}`);
    response.locals['who'] = who;
    next();
  };
