// Which writes of an administrator ask first who is there: written out once more, so that a new one is decided upon.
import { expect, it } from 'vitest';
import { can, needsConfirmation, table, type RouteKey } from '../../server/access/permissions.ts';

/** What an administrator alone may write, and what stays as open as it was. */
const unasked: readonly RouteKey[] = [
  // Takes access away, which must work at once.
  'DELETE /api/tokens/:id',
  'DELETE /api/feeds/:id',
  'DELETE /api/recipients/:id',
  // Words, names and figures, which change nobody’s access; each stands in the audit.
  'PUT /api/emblem',
  'DELETE /api/emblem',
  'POST /api/recipients/:id/test',
  'PUT /api/names/queues/:id',
  'PUT /api/names/desks/:id',
  'PUT /api/names/officials/:id',
  'POST /api/names/import',
  'PUT /api/province',
  'PATCH /api/province',
  'POST /api/notices/retry',
  'POST /api/months/import',
  'POST /api/directory/test',
];

const ofAdministrators = (Object.keys(table) as (keyof typeof table)[]).filter(
  (key): key is RouteKey =>
    /^(POST|PUT|PATCH|DELETE) /.test(key) && can('admin', key) && !can('supervisor', key) && !can('ingest', key),
);

it('every write that only administrators may do asks who is there, but for those that are listed here', () => {
  expect(ofAdministrators.length).toBeGreaterThan(25);
  expect(ofAdministrators.filter((key) => !needsConfirmation(key)).sort()).toEqual([...unasked].sort());
});

it('reading never asks', () => {
  const reads = (Object.keys(table) as RouteKey[]).filter((key) => key.startsWith('GET '));
  expect(reads.filter(needsConfirmation)).toEqual([]);
});
