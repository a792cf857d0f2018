// The one table of what each role may do: per HTTP route, per socket event, per type of event it may post.
import type { EventType } from '../../shared/event.ts';
import { accountRoles, ladder, roles, type Role } from '../../shared/role.ts';

const from = (least: (typeof ladder)[number]): readonly Role[] => ladder.slice(ladder.indexOf(least));
/** The roles that an account may have. */
const people = accountRoles;

/** The roles that register, tag and follow up. */
const clerks: readonly Role[] = ['clerk', ...from('supervisor')];

/**
 * `open`: without any credential. Of the board such a route shows announced sittings at most: to everybody once an administrator made
 * the timetable public, and to readers of a calendar by the secret in its address.
 */
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
  'GET /api/auth/ways': 'open',
  'POST /api/auth/passkey/options': 'open',
  'POST /api/auth/passkey': 'open',
  'GET /api/auth/oidc': 'open',
  'GET /api/auth/oidc/callback': 'open',
  'GET /api/auth/oidc/leave': 'open',
  // The signature of what the provider sends is the credential.
  'POST /api/auth/oidc/backchannel-logout': 'open',
  'GET /api/auth/me': roles.filter((role) => role !== 'metrics'),
  'POST /api/auth/leave-everywhere': people,
  'POST /api/auth/password': people,
  'PUT /api/auth/full-name': people,
  'POST /api/auth/active': people,
  'POST /api/auth/confirm': people,
  'GET /api/auth/factors': people,
  'POST /api/auth/totp': people,
  'POST /api/auth/totp/confirm': people,
  'DELETE /api/auth/totp': people,
  'POST /api/auth/passkeys/options': people,
  'POST /api/auth/passkeys': people,
  'DELETE /api/auth/passkeys/:id': people,
  'POST /api/auth/recovery': people,
  'GET /api/auth/sessions': people,
  'DELETE /api/auth/sessions/:id': people,
  'GET /api/first-steps': from('admin'),
  'GET /api/people': people,
  'GET /api/accounts': from('admin'),
  'POST /api/accounts': from('admin'),
  'PATCH /api/accounts/:name': from('admin'),
  'DELETE /api/accounts/:name': from('admin'),
  'GET /api/accounts/:name/sessions': from('admin'),
  'DELETE /api/accounts/:name/sessions': from('admin'),
  'DELETE /api/accounts/:name/sessions/:id': from('admin'),
  'DELETE /api/accounts/:name/factors': from('admin'),
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
  'POST /api/displays/replay': from('supervisor'),
  'DELETE /api/displays/:id/replay': from('supervisor'),
  'POST /api/events': ['ingest', 'admin'],
  'GET /api/board': from('display'),
  'GET /api/replay': from('deputy'),
  'GET /api/calls': from('deputy'),
  'GET /api/calls.csv': from('deputy'),
  'GET /api/words': [...clerks, 'deputy'],
  'GET /api/contacts': [...clerks, 'deputy'],
  'GET /api/contacts/total': [...clerks, 'deputy'],
  'GET /api/contacts.csv': [...clerks, 'deputy'],
  'GET /api/contacts/changes': from('admin'),
  'GET /api/contacts/mine': clerks,
  'GET /api/contacts/untagged': clerks,
  'POST /api/contacts': clerks,
  'PATCH /api/contacts': clerks,
  'POST /api/contacts/withdraw': clerks,
  'POST /api/contacts/import': clerks,
  'POST /api/cases': clerks,
  'GET /api/cases/deadlines': [...clerks, 'deputy'],
  'GET /api/deadlines': [...clerks, 'deputy'],
  'PUT /api/deadlines': from('supervisor'),
  'GET /api/verification': [...clerks, 'deputy'],
  'POST /api/verification': clerks,
  'GET /api/promises': from('deputy'),
  'GET /api/promises/:month': from('deputy'),
  'GET /api/promises/:month/proof': [...clerks, 'deputy'],
  'GET /api/months/:month': from('deputy'),
  'POST /api/months/import': from('admin'),
  'GET /api/thresholds': from('deputy'),
  'GET /api/thresholds/preview': from('supervisor'),
  'PUT /api/thresholds': from('supervisor'),
  'GET /api/alerts': from('deputy'),
  'POST /api/alerts/seen': from('deputy'),
  'POST /api/helps/taken': from('supervisor'),
  'GET /api/campaigns': from('deputy'),
  'GET /api/campaigns/:id': from('deputy'),
  'POST /api/campaigns': from('supervisor'),
  'PUT /api/campaigns/:id': from('supervisor'),
  'DELETE /api/campaigns/:id': from('supervisor'),
  'GET /api/desk-times': from('supervisor'),
  'GET /api/desk-times.csv': from('supervisor'),
  'GET /api/callbacks': [...clerks, 'deputy'],
  'POST /api/callbacks': clerks,
  'GET /api/messages': from('deputy'),
  'POST /api/messages': from('supervisor'),
  'DELETE /api/messages/:id': from('supervisor'),
  'GET /api/sittings': from('deputy'),
  'GET /api/sittings/:id': from('deputy'),
  'GET /api/sittings/:id/what-if': from('deputy'),
  'POST /api/sittings': from('supervisor'),
  'PATCH /api/sittings/:id': from('supervisor'),
  'DELETE /api/sittings/:id': from('supervisor'),
  'POST /api/sittings/import': from('supervisor'),
  'POST /api/sittings/:id/extend': from('supervisor'),
  'POST /api/sittings/:id/desks': from('supervisor'),
  'GET /timetable': 'open',
  'GET /calendar/:file': 'open',
  'GET /api/timetable': from('deputy'),
  'POST /api/timetable': from('supervisor'),
  'PUT /api/timetable': from('admin'),
  'GET /api/feeds': from('admin'),
  'POST /api/feeds': from('admin'),
  'DELETE /api/feeds/:id': from('admin'),
  'GET /api/emblem': 'open',
  'PUT /api/emblem': from('admin'),
  'DELETE /api/emblem': from('admin'),
  'GET /api/reports/sittings/:id': from('deputy'),
  'GET /api/reports/days/:day': from('deputy'),
  'GET /api/recipients': from('admin'),
  'POST /api/recipients': from('admin'),
  'PUT /api/recipients/:id': from('admin'),
  'DELETE /api/recipients/:id': from('admin'),
  'POST /api/recipients/:id/test': from('admin'),
  'GET /api/names': from('admin'),
  'GET /api/names.csv': from('admin'),
  'PUT /api/names/queues/:id': from('admin'),
  'PUT /api/names/desks/:id': from('admin'),
  'PUT /api/names/officials/:id': from('admin'),
  'POST /api/names/import': from('admin'),
  'GET /api/province': from('admin'),
  'PUT /api/province': from('admin'),
  'PATCH /api/province': from('admin'),
  'GET /api/notices': from('admin'),
  'POST /api/notices/retry': from('admin'),
  'GET /api/directory': from('admin'),
  'POST /api/directory/test': from('admin'),
  'GET /api/telephony': from('admin'),
  'POST /api/telephony/test': from('admin'),
  'PUT /api/telephony/:name': from('admin'),
  'DELETE /api/telephony/:name': from('admin'),
  'join /board': from('display'),
  'event /board resync': from('display'),
  'event /board here': from('display'),
  // A display only the one that a supervisor sent it to; server/replay/serve-replays.ts holds it to that.
  'join /replay': from('display'),
  'event /replay resync': from('display'),
  'event /replay change': from('deputy'),
} as const satisfies Record<string, Permission>;

export type TableKey = keyof typeof table;
export type RouteKey = Extract<TableKey, `${'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'} ${string}`>;

/**
 * What an account may do only after it has shown within the last minutes who it is: what changes how somebody signs in or what
 * they may do, makes a secret, or decides where data go or come from. Not what only takes access away from a program or a screen:
 * that must work at once, also while the disk takes nothing. Pairing a screen is not here either: it shows what hangs on the wall.
 */
const confirmed: ReadonlySet<RouteKey> = new Set<RouteKey>([
  'POST /api/auth/totp',
  'POST /api/auth/totp/confirm',
  'DELETE /api/auth/totp',
  'POST /api/auth/passkeys/options',
  'POST /api/auth/passkeys',
  'DELETE /api/auth/passkeys/:id',
  'POST /api/auth/recovery',
  'DELETE /api/auth/sessions/:id',
  'POST /api/accounts',
  'PATCH /api/accounts/:name',
  'DELETE /api/accounts/:name',
  'DELETE /api/accounts/:name/sessions',
  'DELETE /api/accounts/:name/sessions/:id',
  'DELETE /api/accounts/:name/factors',
  'POST /api/tokens',
  'PUT /api/timetable',
  'POST /api/feeds',
  'POST /api/recipients',
  'PUT /api/recipients/:id',
  'POST /api/telephony/test',
  'PUT /api/telephony/:name',
  'DELETE /api/telephony/:name',
]);
export const needsConfirmation = (key: RouteKey): boolean => confirmed.has(key);

export const isInTable = (key: string): key is TableKey => Object.hasOwn(table, key);

/** What happens on the telephone and at the counter. */
const happenings: readonly EventType[] = [
  'call.joined',
  'call.ringing',
  'call.missed',
  'call.answered',
  'call.held',
  'call.resumed',
  'call.transferred',
  'call.left',
  'call.refused',
  'call.ended',
  'call.tagged',
  'call.withdrawn',
  'desk.state',
  'contact.registered',
  'contact.tagged',
  'contact.corrected',
  'contact.withdrawn',
  'case.advised',
  'case.unrelated',
  'case.referred',
  'case.answered',
  'case.closed',
  'case.verified',
  'help.asked',
  'call.kept',
  'call.calledback',
];

/** Types that a role may post; a role without an entry posts nothing. */
const posts: Partial<Record<Role, ReadonlySet<string>>> = { ingest: new Set(happenings), admin: new Set(happenings) };

/** Whether a role may read tracking codes: those who work with them. */
export const canReadRefs = (role: Role): boolean => clerks.includes(role);

/** Whether a role may have handles, which the telephone system turns into a citizen's number. */
export const canCallBack = (role: Role): boolean => table['POST /api/callbacks'].includes(role);

/** Whether a role may do it; `undefined` is somebody without credentials. */
export function can(role: Role | undefined, key: TableKey): boolean {
  const allowed: Permission = table[key];
  return allowed === 'open' || (role !== undefined && allowed.includes(role));
}

/** Whether a role may post events of this type over HTTP. */
export const canPost = (role: Role, type: string): boolean => posts[role]?.has(type) ?? false;
