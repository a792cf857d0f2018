// Hostile bytes on the line to a FreeSWITCH cost an event or a connection, never the server.
import { expect, it } from 'vitest';
import { framed } from '../../support/fake-freeswitch.ts';
import { hasCode, ID, QUEUE, settled, startOneQueueFreeSwitch } from '../../support/one-queue-freeswitch.ts';
import { startTestServer } from '../../support/test-server.ts';

it.each([
  ['another protocol', '220 mail.example ESMTP\r\n\n\n', /expected .*Content-Type/],
  ['headers without an end', 'x'.repeat(80_000), /expected headers of at most 64 kB/],
  ['a frame of another kind', framed('api/response', 'x'), /expected auth\/request, got api\/response/],
  [
    'a length that cannot be',
    'Content-Length: 99999999999\nContent-Type: auth/request\n\n',
    /expected a body of at most 16 MB/,
  ],
])('%s in place of a greeting is no event socket: said so, and the server lives', async (_what, greeting, reason) => {
  const { freeswitch } = await startOneQueueFreeSwitch({ greeting });
  const server = await startTestServer(freeswitch.esl('?system=pbx'));
  await server.until('no event socket', hasCode('not-esl'));
  expect(server.warnings().map((one) => String(one['reason']))).toContainEqual(expect.stringMatching(reason));
  expect((await server.get('/readyz')).status).toBe(200);
});

it.each([
  ['a length that cannot be', 'Content-Length: 99999999999\nContent-Type: text/event-plain\n\n'],
  [
    'an answer that nobody asked for',
    framed('api/response', '+OK') + framed('api/response', '+OK') + framed('api/response', '+OK'),
  ],
  ['noise', Buffer.alloc(70_000, 0xfe)],
])('%s in the middle ends the connection with what was expected; the next one goes on', async (_what, bytes) => {
  const { freeswitch, scene } = await startOneQueueFreeSwitch();
  const server = await startTestServer(freeswitch.esl());
  await settled(server);
  const caller = scene.caller();
  caller.join(QUEUE);
  await server.until('one waits', ({ now }) => now.waiting === 1);
  freeswitch.sayBytes(bytes);
  await server.until('unreadable', () => server.logged.some(({ code }) => code === 'unreadable'));
  expect(server.warnings().some(({ reason }) => /^expected /.test(String(reason)))).toBe(true);
  await expect.poll(() => [freeswitch.logins.length, freeswitch.listeners()]).toEqual([2, 1]);
  caller.abandon();
  const { board } = await server.until('nobody waits', ({ now }) => now.waiting === 0);
  expect(board.queues[ID]?.today).toMatchObject({ offered: 1, abandoned: 1, lost: 0 });
});

it('an event that cannot be read costs that event, and nothing else', async () => {
  const { freeswitch, scene } = await startOneQueueFreeSwitch();
  const server = await startTestServer(freeswitch.esl());
  await settled(server);
  freeswitch.sayBytes(
    framed('text/event-json', '{"Event-Name":') + framed('text/event-plain', '\n\n') + framed('log/data', 'x'),
  );
  scene.caller().join(QUEUE);
  await server.until('one waits', ({ now }) => now.waiting === 1);
  expect(server.warnings().filter(({ msg }) => msg.includes('could not be read'))).toHaveLength(1);
});
