// Who may do what: the table of roles, and the server that keeps to it.
import type { Express } from 'express';
import { beforeEach, describe, expect, it } from 'vitest';
import { eventSchema } from '../../shared/event.ts';
import { MINUTE } from '../../shared/time.ts';
import type { ReplayToServer } from '../../shared/replay.ts';
import type { ScreenToServer } from '../../shared/wire.ts';
import { roles, type Role } from '../../shared/role.ts';
import { isInTable, can, canPost, table, type RouteKey, type TableKey } from '../../server/access/permissions.ts';
import { SESSION_COOKIE } from '../../server/access/authentication.ts';
import { mount } from '../../server/http/route.ts';
import { matrix } from '../fixtures/role-matrix.ts';
import { startTestServer } from '../support/test-server.ts';
import { createTestApp } from '../support/test-app.ts';
import { connectTestScreen } from '../support/test-push.ts';

const types = eventSchema.options.map((option) => option.shape.type.value);

/** The compiler complains here when an event of a screen is missing, or missing from the table. */
const screenEvents: { [Name in keyof ScreenToServer]: `event /board ${Name}` & TableKey } = {
  resync: 'event /board resync',
  here: 'event /board here',
};
const replayEvents: { [Name in keyof ReplayToServer]: `event /replay ${Name}` & TableKey } = {
  resync: 'event /replay resync',
  change: 'event /replay change',
};

const keys = Object.keys(matrix) as TableKey[];
const routeKeys = keys.filter((key): key is RouteKey => /^[A-Z]/.test(key));
const isAllowed = (role: Role | undefined, key: TableKey): boolean => {
  const allowed = matrix[key];
  return allowed === 'open' || (role !== undefined && allowed.includes(role));
};

describe('the table of roles', () => {
  it('allows every role exactly the routes and socket events that are written here', () => {
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
    expect([...Object.values(screenEvents), ...Object.values(replayEvents)].filter((key) => !isInTable(key))).toEqual(
      [],
    );
  });

  it('stops a route that it does not name from being served', () => {
    const { app, guard } = createTestApp();
    expect(() => mount(app, [{ key: 'GET /api/secrets' as 'GET /api/board', handlers: [] }], guard)).toThrow(/missing/);
    expect(isInTable('constructor')).toBe(false);
  });

  it('lets an ingest token post what happens on the telephone and at the counter, and nothing about the server', () => {
    const allowed = types.filter((type) => canPost('ingest', type));
    expect(allowed.every((type) => /^(?:(?:call|desk|contact|case)\.|help\.asked$)/.test(type))).toBe(true);
    expect(allowed).toContain('call.joined');
    // Another family of the same beginning is a person's: a new type is posted by nobody until it is named.
    expect(allowed).not.toContain('desk.named');
    expect(types.filter((type) => !allowed.includes(type))).toContain('token.created');
    for (const role of ['display', 'deputy', 'supervisor', 'clerk'] as const)
      expect(types.filter((type) => canPost(role, type))).toEqual([]);
  });
});

describe('the server, asked over HTTP,', () => {
  let server: Awaited<ReturnType<typeof startTestServer>>;
  let shown = 0;
  beforeEach(async () => void (server = await startTestServer('')));

  /** What somebody shows: nothing, a bearer token, or the cookie of a session; fresh for each question. */
  const shows: Record<'token' | 'cookie', (role: Role) => Record<string, string>> = {
    token: (role) => {
      const name = `t-${shown++}`;
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
    // A page for people says in words what it is about.
    if (answer.headers.get('content-type')?.startsWith('text/html')) return `page ${answer.status}`;
    const { code, detail } = (await answer.json()) as { code: string; detail: string };
    if (/^there is no [A-Z]+ \//.test(detail)) throw new Error(`${key} is in the table, but nobody serves it`);
    return code;
  };

  // Some thousand questions, one after the other.
  it('answers on every route the roles that this test names, and nobody else', { timeout: 4 * MINUTE }, async () => {
    const isTurnedAway = (said: string): boolean => ['unauthorized', 'forbidden'].includes(said);
    const wrong: string[] = [];
    for (const key of routeKeys) {
      const nobody = await ask(key, {});
      if (isAllowed(undefined, key) ? isTurnedAway(nobody) : nobody !== 'unauthorized')
        wrong.push(`${key}: nobody, ${nobody}`);
      for (const [how, show] of Object.entries(shows))
        for (const role of roles) {
          const said = await ask(key, show(role));
          if (isAllowed(role, key) ? isTurnedAway(said) : said !== 'forbidden')
            wrong.push(`${key}: ${role} by ${how}, ${said}`);
        }
    }
    expect(wrong).toEqual([]);
  });

  it('admits by a socket the roles that this test names', async () => {
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
