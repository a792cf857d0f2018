// The one table of what each role may do: per HTTP route, per socket event, per type of event it may post.
import { accountRoles, roles, type Role } from '../../shared/role.ts';

/** Each of the ladder may do what those before it may; clerk, ingest and metrics stand beside it. */
const ladder = ['display', 'deputy', 'supervisor', 'admin'] as const;

const from = (least: (typeof ladder)[number]): readonly Role[] => ladder.slice(ladder.indexOf(least));
/** The roles that an account may have. */
const people = accountRoles;

/** The roles that register, tag and follow up. */
const clerks: readonly Role[] = ['clerk', ...from('supervisor')];

/** `open`: without any credential. Such a route must give away nothing of the board. */
export type Permission = 'open' | readonly Role[];

/** Keys are `METHOD /path` for HTTP, `join /namespace` and `event /namespace name` for sockets. */
export const table = {
  'GET /healthz': 'open',
  'GET /readyz': 'open',
  'GET /metrics': ['metrics', 'admin'],
  'GET /api/openapi.json': 'open',
  'GET /api/origin': 'open',
  'POST /api/auth/exchange': 'open',
  'POST /api/auth/leave': 'open',
  'GET /api/auth/setup': 'open',
  'POST /api/auth/setup': 'open',
  'POST /api/auth/login': 'open',
  'GET /api/auth/me': roles.filter((role) => role !== 'metrics'),
  'POST /api/auth/leave-everywhere': people,
  'POST /api/auth/password': people,
  'GET /api/first-steps': from('admin'),
  'GET /api/accounts': from('admin'),
  'POST /api/accounts': from('admin'),
  'PATCH /api/accounts/:name': from('admin'),
  'DELETE /api/accounts/:name': from('admin'),
  'GET /api/tokens': from('admin'),
  'POST /api/tokens': from('admin'),
  'DELETE /api/tokens/:id': from('admin'),
  'GET /api/audit': from('admin'),
  'POST /api/displays/offers': 'open',
  'POST /api/displays/claim': 'open',
  'POST /api/displays/renew': ['display'],
  'GET /api/displays/offers/:code': from('supervisor'),
  'GET /api/displays': from('supervisor'),
  'POST /api/displays': from('supervisor'),
  'PATCH /api/displays/:id': from('supervisor'),
  'DELETE /api/displays/:id': from('supervisor'),
  'POST /api/displays/:id/reload': from('supervisor'),
  'POST /api/displays/:id/identify': from('supervisor'),
  'POST /api/displays/:id/sound': from('supervisor'),
  'POST /api/events': ['ingest', 'admin'],
  'GET /api/board': from('display'),
  'GET /api/calls': from('deputy'),
  'GET /api/calls.csv': from('deputy'),
  'GET /api/words': [...clerks, 'deputy'],
  'GET /api/contacts': from('deputy'),
  'GET /api/contacts/changes': from('admin'),
  'GET /api/contacts/mine': clerks,
  'GET /api/contacts/untagged': clerks,
  'POST /api/contacts': clerks,
  'PATCH /api/contacts': clerks,
  'POST /api/contacts/withdraw': clerks,
  'POST /api/contacts/import': clerks,
  'POST /api/cases': clerks,
  'GET /api/verification': [...clerks, 'deputy'],
  'POST /api/verification': clerks,
  'GET /api/months/:month': from('deputy'),
  'POST /api/months/import': from('admin'),
  'GET /api/thresholds': from('deputy'),
  'GET /api/thresholds/preview': from('supervisor'),
  'PUT /api/thresholds': from('supervisor'),
  'POST /api/alerts/seen': from('deputy'),
  'GET /api/sittings': from('deputy'),
  'GET /api/sittings/:id': from('deputy'),
  'POST /api/sittings': from('supervisor'),
  'PATCH /api/sittings/:id': from('supervisor'),
  'DELETE /api/sittings/:id': from('supervisor'),
  'POST /api/sittings/import': from('supervisor'),
  'join /board': from('display'),
  'event /board resync': from('display'),
  'event /board here': from('display'),
} as const satisfies Record<string, Permission>;

export type TableKey = keyof typeof table;
export type RouteKey = Extract<TableKey, `${'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'} ${string}`>;

export const isInTable = (key: string): key is TableKey => Object.hasOwn(table, key);

/** Beginnings of the types that a role may post; a role without an entry posts nothing. */
const posts: Partial<Record<Role, readonly string[]>> = {
  ingest: ['call.', 'desk.', 'contact.', 'case.'],
  admin: ['call.', 'desk.', 'contact.', 'case.'],
};

/** Whether a role may do it; `undefined` is somebody without credentials. */
export function can(role: Role | undefined, key: TableKey): boolean {
  const allowed: Permission = table[key];
  return allowed === 'open' || (role !== undefined && allowed.includes(role));
}

/** Whether a role may post events of this type over HTTP. */
export const canPost = (role: Role, type: string): boolean =>
  (posts[role] ?? []).some((beginning) => type.startsWith(beginning));
