// Refusals and readings as they stand in the audit of a whole server.
import { expect, it, vi } from 'vitest';
import { bearer } from '../support/test-app.ts';
import { startServerWithUsers } from '../support/server-with-users.ts';

it('the audit says who was refused what, who read which list, and who took a file', async () => {
  const server = await startServerWithUsers();
  const boss = await server.signedIn('boss', 'admin');
  const deputy = await server.signedIn('deputy', 'deputy');
  await deputy.ask('GET', '/api/accounts');
  await deputy.ask('POST', '/api/auth/password', {}, { origin: 'https://evil.example' });
  await fetch(`${server.url}/api/board`, { headers: bearer('w111_made-up') });
  // Nobody is signed in yet, and no page asks whether for another reason.
  await fetch(`${server.url}/api/board`);
  await fetch(`${server.url}/api/auth/me`, { headers: bearer('w111_made-up') });
  await deputy.ask('GET', '/api/contacts?month=1405-09');
  await deputy.ask('GET', '/api/calls.csv');
  await boss.ask('GET', '/api/names.csv');
  type Row = Record<string, unknown>;
  const entries = async (): Promise<Row[]> => {
    const { rows } = (await (await boss.ask('GET', '/api/audit')).json()) as { rows: Row[] };
    return rows.filter(({ type }) => /^(request|list)\./.test(String(type)));
  };
  let rows: Row[] = [];
  await vi.waitFor(async () => expect((rows = await entries()).length).toBeGreaterThanOrEqual(7), { timeout: 30_000 });
  const found = rows.map(({ type, code, route, list, file, by }) => [type, code ?? list, route ?? file, by]);
  expect(found.sort()).toEqual(
    [
      ['list.read', 'audit', undefined, 'boss'],
      ['list.read', 'calls', true, 'deputy'],
      ['list.read', 'contacts', undefined, 'deputy'],
      ['list.read', 'names', true, 'boss'],
      ['request.refused', 'forbidden', 'GET /api/accounts', 'deputy'],
      ['request.refused', 'unauthorized', 'GET /api/board', undefined],
      ['request.refused', 'wrong-origin', 'POST /api/auth/password', 'deputy'],
    ].sort(),
  );
});
