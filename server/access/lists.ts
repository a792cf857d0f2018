// Which routes give out lists with what people and callers did: each reading is recorded, and limited. Pure.
import type { RouteKey } from './permissions.ts';

/** What the list is called in the audit. `file`: it leaves the screen. */
export type ListRead = { list: string; file: boolean };

const lists: Partial<Record<RouteKey, string>> = {
  'GET /api/calls': 'calls',
  'GET /api/calls.csv': 'calls',
  'GET /api/callbacks': 'callbacks',
  'GET /api/replay': 'replay',
  'GET /api/contacts': 'contacts',
  'GET /api/contacts.csv': 'contacts',
  'GET /api/contacts/changes': 'changes',
  'GET /api/contacts/untagged': 'untagged',
  'GET /api/verification': 'verification',
  'GET /api/cases/deadlines': 'deadlines',
  'GET /api/months/:month': 'month',
  'GET /api/alerts': 'alerts',
  'GET /api/names.csv': 'names',
  'GET /api/desk-times': 'desk-times',
  'GET /api/desk-times.csv': 'desk-times',
  'GET /api/reports/sittings/:id': 'reports',
  'GET /api/reports/days/:day': 'reports',
  'GET /api/campaigns/:id': 'campaigns',
  'GET /api/audit': 'audit',
  'GET /api/accounts': 'accounts',
  'GET /api/accounts/:name/sessions': 'sessions',
  'GET /api/tokens': 'tokens',
  'GET /api/recipients': 'recipients',
};

export const isList = (key: RouteKey): boolean => lists[key] !== undefined;

/** Undefined where the route gives out no list. `path`: as it was asked for. */
export function listOf(key: RouteKey, path: string): ListRead | undefined {
  const list = lists[key];
  return list === undefined ? undefined : { list, file: isFile(path) };
}

/** However it is spelt: routes are found whatever the case, with a slash behind, and with characters in percent signs. */
function isFile(path: string): boolean {
  let plain = path;
  try {
    plain = decodeURIComponent(path);
  } catch {
    // No route has such a path.
  }
  return /\.(?:csv|xlsx|txt)\/*$/i.test(plain);
}
