// Telephone systems that administrators connect over HTTP: the link runs at once, and its secret never comes out again.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { startOneQueueAsterisk } from '../support/one-queue-asterisk.ts';
import { startOneQueueFreeSwitch } from '../support/one-queue-freeswitch.ts';
import { startTestServer, tempDataDir } from '../support/test-server.ts';

/** What the contract says of an answer is checked by the server itself. */
// oxlint-disable-next-line typescript/no-explicit-any
type Json = Record<string, any>;

const SECRET = 'very-secret-word';

async function startOffice(telephony = '', dataDir = tempDataDir()) {
  const server = await startTestServer(telephony, { dataDir });
  const name = `chief-${Math.random()
    .toString(36)
    .replace(/[^a-z]/g, '')}`;
  const token = server.vault.createToken({ name, role: 'admin', now: Date.now() }).plain;
  const ask = async (method: string, path: string, body?: object) => {
    const answer = await fetch(server.url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, text, json: (text === '' ? {} : JSON.parse(text)) as Json };
  };
  const events = async (): Promise<Json[]> => (await ask('GET', '/api/audit')).json['rows'];
  return { server, ask, events };
}

const settingsOf = (port: number, more: object = {}) => ({
  protocol: 'ami',
  host: '127.0.0.1',
  port,
  secure: false,
  user: 'wallboard',
  secret: SECRET,
  ...more,
});

it('a link that is saved runs without a restart, is changed while others run, and ends when it is removed', async () => {
  const asterisk = await startOneQueueAsterisk({ secret: SECRET });
  const { server, ask, events } = await startOffice();
  expect((await ask('GET', '/api/telephony')).json).toEqual({ links: [] });
  expect((await ask('PUT', '/api/telephony/pbx', settingsOf(asterisk.port))).status).toBe(204);
  await server.until('up', ({ links }) => links['pbx111']?.state === 'up');
  const listed = await ask('GET', '/api/telephony');
  const { secret: _secret, ...shown } = settingsOf(asterisk.port);
  expect(listed.json['links']).toEqual([
    { name: 'pbx', ...shown, fixed: false, state: 'up', since: expect.any(Number), code: undefined },
  ]);
  expect((await ask('GET', '/api/first-steps')).json['steps']).toContainEqual({ step: 'telephony', done: true });

  // Without its secret, which stays.
  const { secret: _kept, ...changed } = settingsOf(asterisk.port, { system: 'other' });
  expect((await ask('PUT', '/api/telephony/pbx', changed)).status).toBe(204);
  await server.until('the new name', ({ links }) => links['other']?.state === 'up' && links['pbx111'] === undefined);

  expect((await ask('DELETE', '/api/telephony/pbx')).status).toBe(204);
  await server.until('gone', ({ links }) => Object.keys(links).length === 0);
  await expect.poll(asterisk.clients).toBe(0);
  expect((await ask('DELETE', '/api/telephony/pbx')).status).toBe(404);
  await expect
    .poll(async () => (await events()).map(({ type }) => type))
    .toEqual(expect.arrayContaining(['link.created', 'link.changed', 'link.removed']));
  expect((await events()).find(({ type }) => type === 'link.created')).toMatchObject({
    link: 'pbx',
    via: 'ami',
    host: '127.0.0.1',
    by: expect.stringMatching(/^chief-/),
  });
  expect(listed.text + JSON.stringify(await events()) + JSON.stringify(server.logged)).not.toContain(SECRET);
  expect(server.vault.storedLinks()).toEqual([]);
});

it('a saved link runs again after a restart, and a FreeSWITCH is connected the same way', async () => {
  const { freeswitch } = await startOneQueueFreeSwitch({ password: SECRET });
  const dataDir = tempDataDir();
  const before = await startOffice('', dataDir);
  const settings = { protocol: 'esl', host: '127.0.0.1', port: freeswitch.port, secret: SECRET, system: 'pbx' };
  expect((await before.ask('PUT', '/api/telephony/fs', settings)).status).toBe(204);
  await before.server.until('up', ({ links }) => links['pbx']?.state === 'up');
  await before.server.stop();
  const { server } = await startOffice('', dataDir);
  await server.until('up again', ({ links }) => links['pbx']?.state === 'up');
  expect(readFileSync(`${dataDir}/log.sqlite`).includes(SECRET)).toBe(false);
});

it('a link of the environment is shown as fixed and cannot be changed or removed', async () => {
  const asterisk = await startOneQueueAsterisk();
  const { server, ask } = await startOffice(asterisk.ami('?name=desk'));
  await server.until('up', ({ links }) => links['pbx111']?.state === 'up');
  const { json, text } = await ask('GET', '/api/telephony');
  expect(json['links']).toMatchObject([{ name: 'desk', fixed: true, state: 'up', user: 'wallboard' }]);
  expect(text).not.toContain('demo');
  const taken = await ask('PUT', '/api/telephony/desk', settingsOf(asterisk.port));
  expect(taken).toMatchObject({ status: 409, json: { code: 'name-taken' } });
  expect((await ask('DELETE', '/api/telephony/desk')).status).toBe(404);
  // Of a kept link of that name the settings are shown, and not used.
  const fields = { ...settingsOf(1), protocol: 'ami' } as const;
  server.vault.saveLink({ name: 'desk', fields, by: 'chief', now: Date.now() });
  const both = (await ask('GET', '/api/telephony')).json['links'];
  expect(both).toMatchObject([
    { name: 'desk', fixed: true },
    { name: 'desk', fixed: false, shadowed: true },
  ]);
  // The secret of the environment serves the test of that link, at its own address only.
  const { secret: _secret, ...settings } = settingsOf(asterisk.port);
  const tested = await ask('POST', '/api/telephony/test', { name: 'desk', seconds: 0, settings });
  expect(tested.json['steps']).toContainEqual(expect.objectContaining({ step: 'signed-in', ok: true }));
});

it('a kept secret is never sent to another address or user', async () => {
  const { ask } = await startOffice();
  await ask('PUT', '/api/telephony/pbx', settingsOf(1));
  const { secret: _secret, ...settings } = settingsOf(1);
  for (const other of [{ host: '127.0.0.2' }, { port: 2 }, { user: 'other' }, { secure: true }]) {
    const saved = await ask('PUT', '/api/telephony/pbx', { ...settings, ...other });
    expect(saved).toMatchObject({ status: 400, json: { field: 'secret' } });
    const tested = await ask('POST', '/api/telephony/test', { name: 'pbx', settings: { ...settings, ...other } });
    expect(tested).toMatchObject({ status: 400, json: { field: 'settings.secret' } });
  }
});

it.each([
  ['host', 'pbx', { host: 'ami://x' }],
  ['port', 'pbx', { port: 0 }],
  ['user', 'pbx', { user: 'a\nSecret: b' }],
  ['user', 'pbx', { user: '۰۹۱۲ ۱۲۳ ۴۵۶۷' }],
  ['secret', 'pbx', { secret: '' }],
  ['pin', 'pbx', { pin: 'ab' }],
  ['queueLog', 'pbx', { queueLog: 'queue_log' }],
  ['queueLogOld', 'pbx', { queueLogOld: '/old' }],
  ['system', 'pbx', { system: 'clock' }],
  ['name', 'office', {}],
  ['name', 'x09121234567', {}],
])('a wrong %s is refused by field', async (field, name, more) => {
  const { ask } = await startOffice();
  const answer = await ask('PUT', `/api/telephony/${name}`, settingsOf(5038, more));
  expect(answer).toMatchObject({ status: 400, json: { code: 'bad-parameters', field } });
});

it('of links to two addresses each names its system, because they may be one', async () => {
  const { ask } = await startOffice();
  await ask('PUT', '/api/telephony/a', settingsOf(1));
  const unnamed = await ask('PUT', '/api/telephony/b', settingsOf(1, { host: 'localhost' }));
  expect(unnamed).toMatchObject({ status: 400, json: { field: 'system' } });
  expect((await ask('PUT', '/api/telephony/b', settingsOf(1, { host: 'localhost', system: 'b' }))).status).toBe(204);
});

it('a test saves nothing, disturbs no running link, and is audited', async () => {
  const asterisk = await startOneQueueAsterisk({ secret: SECRET });
  const { server, ask, events } = await startOffice();
  await ask('PUT', '/api/telephony/pbx', settingsOf(asterisk.port));
  await server.until('up', ({ links }) => links['pbx111']?.state === 'up');
  const wrong = settingsOf(asterisk.port, { secret: 'another-secret' });
  const answer = await ask('POST', '/api/telephony/test', { name: 'pbx', seconds: 0, settings: wrong });
  expect(answer.json['steps'].at(-1)).toMatchObject({ step: 'signed-in', ok: false, code: 'login-refused' });
  expect((await server.link())?.state).toBe('up');
  expect(server.vault.storedLinks()[0]?.fields.secret).toBe(SECRET);
  await expect.poll(async () => (await events()).map(({ type }) => type)).toContain('link.tested');
  expect(answer.text + JSON.stringify(await events()) + JSON.stringify(server.logged)).not.toContain('another-secret');
});
