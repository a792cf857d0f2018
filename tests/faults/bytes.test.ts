// Bytes that no Asterisk should send, and bytes that come in any pieces: nothing crashes, and the counts are right.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { seededRandom } from '../support/seeded-random.ts';
import type { FakeAsterisk } from '../support/fake-asterisk.ts';
import { countsOf, unbalanced } from '../support/balance.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { linkUp, startOneQueueAsterisk, QUEUE, reconciled, truthOfQueue } from '../support/one-queue-asterisk.ts';

/** Eight lives, and afterwards the board knows what Asterisk knows. */
async function live(
  asterisk: FakeAsterisk,
  server: TestServer,
  between: (n: number) => void = () => {},
): Promise<void> {
  for (let n = 0; n < 8; n++) {
    const call = asterisk.calls.call(QUEUE);
    call.join();
    between(n);
    await sleep(10);
    if (n % 4 === 0) call.abandon();
    else {
      call.ring('m-1201');
      between(n);
      call.answer();
      await sleep(10);
      call.end(n % 2 ? 'caller' : 'agent');
    }
  }
  const { offered, answered, abandoned } = truthOfQueue(asterisk) ?? { offered: 0, answered: 0, abandoned: 0 };
  const { board } = await server.until(
    'all is over',
    ({ queues, now }) => queues[QUEUE]?.today.offered === offered && now.waiting + now.talking === 0,
  );
  expect(countsOf(board, 'answered', 'completed', 'abandoned', 'lost', 'timedOut', 'leftByKey')[QUEUE]).toEqual({
    answered,
    completed: answered,
    abandoned,
    lost: 0,
    timedOut: 0,
    leftByKey: 0,
  });
  expect(unbalanced(board)).toEqual({ [QUEUE]: 0 });
}

const seeds = process.env['SEED'] ? [Number(process.env['SEED'])] : [1, 2, 3];
it.each(seeds)('packets cut at any byte are the same packets (seed %i)', async (seed) => {
  const asterisk = await startOneQueueAsterisk({ pieces: { most: 37, random: seededRandom(seed) } });
  const server = await startTestServer(asterisk.ami('?system=pbx111'));
  await reconciled(server, asterisk);
  await live(asterisk, server);
  expect(server.warnings()).toEqual([]);
});

it('a line of 10 MB is dropped with a warning, and the calls around it are counted', async () => {
  const asterisk = await startOneQueueAsterisk();
  const server = await startTestServer(asterisk.ami('?system=pbx111'));
  await reconciled(server, asterisk);
  const monster = Buffer.concat([
    Buffer.from('Event: VarSet\r\nPrivilege: dialplan,all\r\nValue: '),
    Buffer.alloc(10 * 1024 * 1024, 120),
    Buffer.from('\r\n\r\n'),
  ]);
  await live(asterisk, server, (n) => n === 3 && asterisk.sayBytes(monster));
  expect((await server.link())?.state).toBe('up');
  await server.stop();
  expect(server.warnings().map(({ msg }) => msg)).toContain('a packet longer than 256 kB was dropped');
});

it('bytes that are no text, names that are no names and repeated headers harm nothing', async () => {
  const asterisk = await startOneQueueAsterisk();
  const server = await startTestServer(asterisk.ami('?system=pbx111'));
  await reconciled(server, asterisk);
  const random = seededRandom(7);
  await live(asterisk, server, () => {
    asterisk.sayBytes(
      Buffer.concat([Buffer.from('Event: UserEvent\r\nUserEvent: SamadTopic\r\nTopic: '), noise(random, 200)]),
    );
    asterisk.sayBytes('\r\n\r\n\r\n\r\n');
    asterisk.sayBytes('Event: __proto__\r\nconstructor: x\r\n__proto__: y\r\n: z\r\nno colon at all\r\n\r\n');
    asterisk.sayBytes('Response: Success\r\nActionID: not-ours\r\nMessage: of a former life\r\n\r\n');
    asterisk.sayBytes('Event: QueueCallerJoin\r\nTimestamp: never\r\nPosition: -1\r\n\r\n');
  });
  expect((await server.link())?.state).toBe('up');
});

it('a packet that the connection’s end cuts in two is no packet', async () => {
  const asterisk = await startOneQueueAsterisk();
  const server = await startTestServer(asterisk.ami('?system=pbx111'));
  await reconciled(server, asterisk);
  asterisk.sayBytes('Event: QueueCallerJoin\r\nQueue: samad-sari\r\nUniqueid: pbx111-1.9');
  await sleep(30);
  asterisk.cut();
  await server.until('down', ({ links }) => links['pbx111']?.state === 'down');
  await linkUp(server);
  await live(asterisk, server);
});

/** Any bytes except an end of line, then the end of the packet. */
const noise = (random: () => number, length: number): Buffer =>
  Buffer.from([
    ...Array.from({ length }, () => {
      const byte = Math.floor(random() * 256);
      return byte === 13 || byte === 10 ? 0xff : byte;
    }),
    ...[13, 10, 13, 10],
  ]);
