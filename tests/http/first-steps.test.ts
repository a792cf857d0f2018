// What a new server still lacks, shown to its administrators: each step is done by what there is, in a whole server.
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runBackupCommand } from '../../server/commands/backup.ts';
import { tempDataDir, startTestServer } from '../support/test-server.ts';
import { HOUR } from '../../shared/time.ts';

const NOW = Date.now();

async function open(profile?: string) {
  const server = await startTestServer('', profile === undefined ? {} : { profile });
  const token = server.vault.createToken({ name: 'boss', role: 'admin', now: NOW }).plain;
  const ask = (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(server.url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  type Answer = { steps: { step: string; done: boolean }[] };
  const steps = async () => ((await (await ask('GET', '/api/first-steps')).json()) as Answer).steps;
  const done = async () => (await steps()).filter((one) => one.done).map(({ step }) => step);
  return { server, ask, steps, done };
}

it('the steps of an empty server are all open, and only administrators see them', async () => {
  const { server, steps } = await open();
  expect((await server.get('/api/first-steps')).status).toBe(403);
  expect(await steps()).toEqual(
    ['province', 'telephony', 'names', 'display', 'sitting', 'clerk', 'backup'].map((step) => ({ step, done: false })),
  );
});

it('the province is settled by the first call, after which nobody can choose another', async () => {
  const { ask, done } = await open();
  expect(await done()).toEqual([]);
  await ask('POST', '/api/events', [{ id: 'c-1', type: 'call.joined', at: NOW, call: 'c-1', queue: 'q-700' }]);
  await expect.poll(done).toEqual(['province', 'telephony']);
});

it('steps are done by what there is, and names are open again when a queue without one comes', async () => {
  const { server, ask, done } = await open('demo');
  const { vault } = server;
  const joins = (queue: string) => ({ id: `c-${queue}`, type: 'call.joined', at: NOW, call: `c-${queue}`, queue });
  expect(await done()).toEqual(['province']);
  await ask('POST', '/api/events', [joins('samad-governors')]);
  await expect.poll(done).toEqual(['province', 'telephony', 'names']);
  await ask('POST', '/api/events', [joins('q-700')]);
  await expect.poll(done).toEqual(['province', 'telephony']);

  vault.createAccount({ name: 'maryam', role: 'clerk', password: 'p', by: 'boss', now: NOW });
  const { code } = vault.createOffer({ address: 'x', now: NOW });
  vault.pairDisplay({ code, name: 'hall', page: 'wall', by: 'boss', now: NOW });
  expect(await done()).toEqual(['province', 'telephony', 'display', 'clerk']);

  const official = { name: 'فرماندار ساری', title: 'فرماندار' };
  const when = { from: NOW + HOUR, to: NOW + 2 * HOUR };
  const planned = await ask('POST', '/api/sittings', { official, agency: 'governorate', level: 'province', ...when });
  expect(planned.status, await planned.text()).toBe(201);
  expect(await done()).toContain('sitting');

  const made = await runBackupCommand({ args: [join(tempDataDir(), 'saved')], dataDir: server.dataDir });
  expect(made.exit, made.stderr).toBe(0);
  expect(await done()).toEqual(['province', 'telephony', 'display', 'sitting', 'clerk', 'backup']);
});
