// Which readings are recorded, and which of them take a file away.
import { expect, it } from 'vitest';
import { isList, listOf } from '../../server/access/lists.ts';
import { table, type RouteKey } from '../../server/access/permissions.ts';

/** GET routes that name nobody whom a reader must answer for: settings, figures, what is one's own, and what is public. */
const others: readonly RouteKey[] = [
  'GET /api/auth/factors',
  'GET /api/auth/me',
  'GET /api/auth/oidc',
  'GET /api/auth/oidc/callback',
  'GET /api/auth/oidc/leave',
  'GET /api/auth/sessions',
  'GET /api/auth/setup',
  'GET /api/auth/ways',
  'GET /api/board',
  'GET /api/campaigns',
  'GET /api/contacts/mine',
  'GET /api/contacts/total',
  'GET /api/deadlines',
  'GET /api/directory',
  'GET /api/displays',
  'GET /api/displays/offers/:code',
  'GET /api/emblem',
  'GET /api/feeds',
  'GET /api/first-steps',
  'GET /api/messages',
  'GET /api/names',
  'GET /api/notices',
  'GET /api/openapi.json',
  'GET /api/origin',
  'GET /api/people',
  'GET /api/promises',
  'GET /api/promises/:month',
  'GET /api/promises/:month/proof',
  'GET /api/province',
  'GET /api/sittings',
  'GET /api/sittings/:id',
  'GET /api/sittings/:id/what-if',
  'GET /api/telephony',
  'GET /api/thresholds',
  'GET /api/thresholds/preview',
  'GET /api/timetable',
  'GET /api/words',
  'GET /calendar/:file',
  'GET /healthz',
  'GET /metrics',
  'GET /readyz',
  'GET /timetable',
];

it('of every GET route it was decided whether its reading is recorded', () => {
  const reading = (Object.keys(table) as RouteKey[]).filter((key) => key.startsWith('GET '));
  expect(reading.filter((key) => !isList(key)).sort()).toEqual([...others].sort());
});

it.each([
  ['/api/contacts.csv', true],
  ['/api/contacts.csv/', true],
  ['/api/contacts.CSV', true],
  ['/api/contacts%2Ecsv', true],
  ['/api/contacts%', false],
  ['/api/contacts', false],
])('%s takes a file away: %s', (path, file) => {
  expect(listOf('GET /api/contacts.csv', path)).toEqual({ list: 'contacts', file });
});

it('what gives out no list is not recorded; the times of desks and reports are', () => {
  expect(listOf('GET /api/board', '/api/board')).toBeUndefined();
  expect(listOf('GET /api/desk-times.csv', '/api/desk-times.csv')).toEqual({ list: 'desk-times', file: true });
  expect(listOf('GET /api/reports/days/:day', '/api/reports/days/1405-09-08.xlsx')).toEqual({
    list: 'reports',
    file: true,
  });
});
