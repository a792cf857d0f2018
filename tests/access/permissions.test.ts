import type { Express } from 'express';
import { beforeEach, describe, expect, it } from 'vitest';
import { eventSchema } from '../../shared/event.ts';
import type { ScreenToServer } from '../../shared/wire.ts';
import { roles, type Role } from '../../shared/role.ts';
import { isInTable, can, canPost, table, type RouteKey, type TableKey } from '../../server/access/permissions.ts';
import { SESSION_COOKIE } from '../../server/access/authentication.ts';
import { mount } from '../../server/http/route.ts';
import { startTestServer } from '../support/test-server.ts';
import { createTestApp } from '../support/test-app.ts';
import { connectTestScreen } from '../support/test-push.ts';

const types = eventSchema.options.map((option) => option.shape.type.value);

/** The compiler complains here when an event of a screen is missing, or missing from the table. */
const screenEvents: { [Name in keyof ScreenToServer]: `event /board ${Name}` & TableKey } = {
  resync: 'event /board resync',
  here: 'event /board here',
};

// Written out once more, and not derived from the table: whoever gives a role something more has to say so here too.
const everybody: Role[] = ['display', 'deputy', 'supervisor', 'admin', 'clerk', 'ingest'];
const people: Role[] = ['deputy', 'supervisor', 'admin', 'clerk'];
const viewers: Role[] = ['display', 'deputy', 'supervisor', 'admin'];
const deputies: Role[] = ['deputy', 'supervisor', 'admin'];
const supervisors: Role[] = ['supervisor', 'admin'];
const clerks: Role[] = ['clerk', 'supervisor', 'admin'];
const admins: Role[] = ['admin'];

/** The compiler complains here when a route or event of the table is missing. `open`: also without any credential. */
const matrix: Record<TableKey, 'open' | Role[]> = {
  'GET /healthz': 'open',
  'GET /readyz': 'open',
  'GET /metrics': ['metrics', 'admin'],
  'GET /api/origin': 'open',
  'GET /api/openapi.json': 'open',
  'POST /api/auth/exchange': 'open',
  'POST /api/auth/leave': 'open',
  'GET /api/auth/setup': 'open',
  'POST /api/auth/setup': 'open',
  'POST /api/auth/login': 'open',
  'GET /api/auth/me': everybody,
  'POST /api/auth/leave-everywhere': people,
  'POST /api/auth/password': people,
  'GET /api/first-steps': admins,
  'GET /api/accounts': admins,
  'POST /api/accounts': admins,
  'PATCH /api/accounts/:name': admins,
  'DELETE /api/accounts/:name': admins,
  'GET /api/tokens': admins,
  'POST /api/tokens': admins,
  'DELETE /api/tokens/:id': admins,
  'GET /api/audit': admins,
  'POST /api/displays/offers': 'open',
  'POST /api/displays/claim': 'open',
  'POST /api/displays/renew': ['display'],
  'GET /api/displays/offers/:code': supervisors,
  'GET /api/displays': supervisors,
  'POST /api/displays': supervisors,
  'PATCH /api/displays/:id': supervisors,
  'DELETE /api/displays/:id': supervisors,
  'POST /api/displays/:id/reload': supervisors,
  'POST /api/displays/:id/identify': supervisors,
  'POST /api/displays/:id/sound': supervisors,
  'POST /api/events': ['ingest', 'admin'],
  'GET /api/board': viewers,
  'GET /api/calls': deputies,
  'GET /api/calls.csv': deputies,
  'GET /api/contacts': deputies,
  'GET /api/contacts/changes': admins,
  'GET /api/contacts/mine': clerks,
  'GET /api/contacts/untagged': clerks,
  'POST /api/contacts': clerks,
  'PATCH /api/contacts': clerks,
  'POST /api/contacts/withdraw': clerks,
  'POST /api/contacts/import': clerks,
  'POST /api/cases': clerks,
  'GET /api/words': [...clerks, 'deputy'],
  'GET /api/verification': [...clerks, 'deputy'],
  'POST /api/verification': clerks,
  'GET /api/months/:month': deputies,
  'POST /api/months/import': admins,
  'GET /api/thresholds': deputies,
  'GET /api/thresholds/preview': supervisors,
  'PUT /api/thresholds': supervisors,
  'POST /api/alerts/seen': deputies,
  'GET /api/sittings': deputies,
  'GET /api/sittings/:id': deputies,
  'POST /api/sittings': supervisors,
  'PATCH /api/sittings/:id': supervisors,
  'DELETE /api/sittings/:id': supervisors,
  'POST /api/sittings/import': supervisors,
  'join /board': viewers,
  'event /board resync': viewers,
  'event /board here': viewers,
};
const keys = Object.keys(matrix) as TableKey[];
const routeKeys = keys.filter((key): key is RouteKey => /^[A-Z]/.test(key));
const isAllowed = (role: Role | undefined, key: TableKey): boolean => {
  const allowed = matrix[key];
  return allowed === 'open' || (role !== undefined && allowed.includes(role));
};

describe('the table of roles', () => {
  it('says of every route and socket event and every role what is written here', () => {
    expect(Object.keys(table).sort()).toEqual([...keys].sort());
    for (const key of keys)
      for (const role of [undefined, ...roles]) expect(can(role, key), `${role} ${key}`).toBe(isAllowed(role, key));
  });

  it('names every route that is registered', () => {
    const registered = routesOf(createTestApp().app);
    expect(registered.length).toBeGreaterThan(6);
    expect(registered.filter((key) => !isInTable(key))).toEqual([]);
  });

  it('names every socket event', () => {
    expect(Object.values(screenEvents).filter((key) => !isInTable(key))).toEqual([]);
  });

  it('stops a route that it does not name from being served', () => {
    const { app, guard } = createTestApp();
    expect(() => mount(app, [{ key: 'GET /api/secrets' as 'GET /api/board', handlers: [] }], guard)).toThrow(/missing/);
    expect(isInTable('constructor')).toBe(false);
  });

  it('lets an ingest token post what happens on the telephone and at the counter, and nothing about the server', () => {
    const allowed = types.filter((type) => canPost('ingest', type));
    expect(allowed.every((type) => /^(call|desk|contact|case)\./.test(type))).toBe(true);
    expect(allowed).toContain('call.joined');
    expect(types.filter((type) => !allowed.includes(type))).toContain('token.created');
    for (const role of ['display', 'deputy', 'supervisor', 'clerk'] as const)
      expect(types.filter((type) => canPost(role, type))).toEqual([]);
  });
});

describe('the server, asked over HTTP,', () => {
  let server: Awaited<ReturnType<typeof startTestServer>>;
  beforeEach(async () => void (server = await startTestServer('')));

  /** What somebody shows: nothing, a bearer token, or the cookie of a session; fresh for each question. */
  const shows: Record<'token' | 'cookie', (role: Role) => Record<string, string>> = {
    token: (role) => {
      const name = `t-${Math.random().toString(36).slice(2, 12)}`;
      return { authorization: `Bearer ${server.vault.createToken({ name, role, now: Date.now() }).plain}` };
    },
    cookie: (role) => {
      const secret = server.vault.openSession({ role, name: 'somebody', now: Date.now(), days: 1 });
      return { cookie: `${SESSION_COOKIE}=${secret}` };
    },
  };

  /** `ok`, or the code of the problem; a route that nobody serves is an error. */
  const ask = async (key: RouteKey, credential: Record<string, string>): Promise<string> => {
    const [method = '', path = ''] = key.split(' ');
    const hasBody = ['POST', 'PATCH'].includes(method);
    const answer = await fetch(server.url + path.replace(/:\w+/g, 'x-unknown'), {
      method,
      ...(hasBody && { body: '{}' }),
      headers: { origin: server.url, ...(hasBody && { 'content-type': 'application/json' }), ...credential },
    });
    if (answer.ok) return 'ok';
    const { code, detail } = (await answer.json()) as { code: string; detail: string };
    if (/^there is no [A-Z]+ \//.test(detail)) throw new Error(`${key} is in the table, but nobody serves it`);
    return code;
  };

  describe.each(routeKeys)('%s', (key) => {
    it('is for those whom this test names, and for nobody else', async () => {
      const nobody = await ask(key, {});
      if (isAllowed(undefined, key)) expect(['unauthorized', 'forbidden']).not.toContain(nobody);
      else expect(nobody).toBe('unauthorized');
      for (const [how, show] of Object.entries(shows))
        for (const role of roles) {
          const said = await ask(key, show(role));
          if (isAllowed(role, key)) expect(['unauthorized', 'forbidden'], `${role} by ${how}`).not.toContain(said);
          else expect(said, `${role} by ${how}`).toBe('forbidden');
        }
    });
  });

  it('asked by a socket, lets in whom this test names', async () => {
    for (const role of roles) {
      const screen = connectTestScreen(server.url, {
        token: shows.token(role)['authorization']!.slice('Bearer '.length),
      });
      expect(await screen.joined(), role).toBe(isAllowed(role, 'join /board') ? 'joined' : 'unauthorized');
      screen.socket.close();
    }
    const stranger = connectTestScreen(server.url, {});
    expect(await stranger.joined()).toBe('unauthorized');
    stranger.socket.close();
  });
});

function routesOf(app: Express): string[] {
  const layers = (app as unknown as { router: { stack: Layer[] } }).router.stack;
  return layers.flatMap(({ route }) =>
    route ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`) : [],
  );
}
type Layer = { route?: { path: string; methods: Record<string, boolean> } };
