// Names are given while a living link reports calls: what is left out stays out, what began before goes on to its end, and of
// two members that are one desk every answer counts there.
import { expect, it } from 'vitest';
import { randomId } from '../../server/random-id.ts';
import { QUEUE, reconciled, startOneQueueAsterisk } from '../support/one-queue-asterisk.ts';
import { startTestServer, tempDataDir, type TestServer } from '../support/test-server.ts';

const OTHER = 'help-desk';
/** What an administrator writes. */
async function put(server: TestServer, path: string, body: object): Promise<void> {
  const token = server.vault.createToken({
    name: randomId('chief'),
    role: 'admin',
    now: Date.now(),
  });
  const answer = await fetch(`${server.url}/api/names/${path}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token.plain}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.status, await answer.clone().text()).toBe(200);
}

it('a queue that is left out takes no new call, neither live nor from the list at the next start', async () => {
  const asterisk = await startOneQueueAsterisk();
  asterisk.calls.member('m-1201', OTHER);
  const dataDir = tempDataDir();
  const server = await startTestServer(asterisk.ami(), { dataDir });
  await reconciled(server, asterisk);
  const before = asterisk.calls.call(OTHER);
  before.join();
  await server.until('the first waits', ({ queues }) => queues[OTHER]?.waiting === 1);
  await put(server, `queues/${OTHER}`, { ignored: true });
  asterisk.calls.call(OTHER).join();
  asterisk.calls.call(QUEUE).join();
  before.abandon();
  const { board } = await server.until('both are told', ({ queues }) => queues[OTHER]?.today.abandoned === 1);
  expect(board.queues[OTHER]).toMatchObject({ waiting: 0, today: { offered: 1, abandoned: 1, lost: 0 } });
  expect(board.queues[QUEUE]?.waiting).toBe(1);
  await server.stop();

  const again = await startTestServer(asterisk.ami(), { dataDir });
  await reconciled(again, asterisk);
  const { queues, now } = await again.board();
  expect(queues[OTHER]?.today).toMatchObject({ offered: 1, abandoned: 1 });
  expect(now.waiting).toBe(1);
  await put(again, `queues/${OTHER}`, {});
  asterisk.calls.call(OTHER).join();
  await again.until('it counts again', (one) => one.queues[OTHER]?.today.offered === 2);
});

it('a member that is the same desk as another answers there', async () => {
  const asterisk = await startOneQueueAsterisk();
  const server = await startTestServer(asterisk.ami());
  await reconciled(server, asterisk);
  await server.until('both desks are there', ({ desks }) => Object.keys(desks).length === 2);
  await put(server, 'desks/m-1201', { names: { fa: 'فرماندار', en: 'Governor' } });
  await put(server, 'desks/m-1202', { as: 'm-1201' });
  const call = asterisk.calls.call(QUEUE);
  call.join();
  call.ring('m-1202');
  call.answer();
  const { board } = await server.until('it talks', ({ desks }) => desks['m-1201']?.state === 'busy');
  expect(Object.keys(board.desks)).toEqual(['m-1201']);
  expect(board.desks['m-1201']).toMatchObject({ name: 'فرماندار', today: { answered: 1 } });
  expect(board.now).toMatchObject({ desksOnDuty: 1, talking: 1 });
  call.end();
  await server.until('it is free', ({ desks }) => desks['m-1201']?.state === 'free');
});
