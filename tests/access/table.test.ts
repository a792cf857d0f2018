import type { Express } from 'express';
import { describe, expect, it } from 'vitest';
import { eventSchema } from '../../shared/event.ts';
import type { ScreenToServer } from '../../shared/wire.ts';
import { roles, type Role } from '../../shared/role.ts';
import { isInTable, mayDo, mayPost, table, type TableKey } from '../../server/access/table.ts';
import { mount } from '../../server/http/route.ts';
import { createTestApp } from '../http/serve.ts';

const types = eventSchema.options.map((option) => option.shape.type.value);

/** The compiler complains here when an event of a screen is missing, or missing from the table. */
const screenEvents: { [Name in keyof ScreenToServer]: `event /board ${Name}` & TableKey } = {
  resync: 'event /board resync',
  here: 'event /board here',
};

describe('the table of roles', () => {
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
    expect(() => mount(app, [{ key: 'GET /api/secrets' as 'GET /api/board', steps: [] }], guard)).toThrow(/missing/);
    expect(isInTable('constructor')).toBe(false);
  });

  const rows: [TableKey, Role[]][] = [
    ['POST /api/events', ['ingest', 'admin']],
    ['GET /api/board', ['display', 'deputy', 'supervisor', 'admin']],
    ['join /board', ['display', 'deputy', 'supervisor', 'admin']],
    ['event /board resync', ['display', 'deputy', 'supervisor', 'admin']],
    ['GET /api/calls', ['deputy', 'supervisor', 'admin']],
  ];
  it.each(rows)('%s is for %j and nobody else', (key, allowed) => {
    expect(roles.filter((role) => mayDo(role, key)).sort()).toEqual([...allowed].sort());
    expect(mayDo(undefined, key)).toBe(false);
  });

  it('opens nothing but health, signing in and the offer of a TV to be paired', () => {
    const open = Object.entries(table).filter(([, allowed]) => allowed === 'open');
    expect(open.map(([key]) => key)).toEqual([
      'GET /healthz',
      'GET /readyz',
      'POST /api/auth/exchange',
      'POST /api/auth/leave',
      'POST /api/auth/setup',
      'POST /api/auth/login',
      'POST /api/displays/offers',
      'POST /api/displays/claim',
    ]);
  });

  it('lets an ingest token post what happens on the telephone and at the counter, and nothing about the house', () => {
    const allowed = types.filter((type) => mayPost('ingest', type));
    expect(allowed.every((type) => /^(call|desk|contact|case)\./.test(type))).toBe(true);
    expect(allowed).toContain('call.joined');
    expect(types.filter((type) => !allowed.includes(type))).toContain('token.created');
    for (const role of ['display', 'deputy', 'supervisor', 'clerk'] as const)
      expect(types.filter((type) => mayPost(role, type))).toEqual([]);
  });
});

function routesOf(app: Express): string[] {
  const layers = (app as unknown as { router: { stack: Layer[] } }).router.stack;
  return layers.flatMap(({ route }) =>
    route ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`) : [],
  );
}
type Layer = { route?: { path: string; methods: Record<string, boolean> } };
