// An Asterisk that takes the login and tells nothing, tells too little, or is not the one that it is taken for.
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startTestServer } from '../support/test-server.ts';
import { linkUp, startOneQueueAsterisk, QUEUE, reconciled } from '../support/one-queue-asterisk.ts';
import { MINUTE } from '../../shared/time.ts';

describe('a user who may read no events', () => {
  it(
    'is noticed once a list shows what no event reported, and nobody stays waiting for ever',
    { timeout: 2 * MINUTE },
    async () => {
      const asterisk = await startOneQueueAsterisk({ withoutRead: true });
      const server = await startTestServer(asterisk.ami('?system=pbx111'));
      const call = asterisk.calls.call(QUEUE);
      call.join();
      await server.until('adopted', ({ now }) => now.waiting === 1);
      // The list that is asked for 10 s after the first still has the caller: the next one is compared with it.
      await expect.poll(() => asterisk.asked.filter((one) => one === 'queuestatus').length).toBeGreaterThan(1);
      await sleep(500);
      call.abandon();
      const { board } = await server.until('noticed', ({ links }) => links['pbx111']?.code === 'no-events', MINUTE);
      expect(board.links['pbx111']).toMatchObject({ state: 'denied' });
      await server.until('nobody waits', ({ now }) => now.waiting === 0);
      expect((await server.board()).queues[QUEUE]?.today).toMatchObject({ offered: 1, lost: 1 });
    },
  );

  it('is not suspected where nothing happens, or where events come', { timeout: 2 * MINUTE }, async () => {
    const [quiet, lively] = [await startOneQueueAsterisk(), await startOneQueueAsterisk()];
    const servers = [
      await startTestServer(quiet.ami('?system=pbx111')),
      await startTestServer(lively.ami('?system=pbx111')),
    ];
    for (const server of servers) await linkUp(server);
    for (let n = 0; n < 22; n++) {
      await sleep(1_000);
      if (n % 3 === 0) lively.calls.call(QUEUE).join();
    }
    for (const server of servers) expect(await server.link()).toMatchObject({ state: 'up' });
    expect(quiet.asked.filter((one) => one === 'queuestatus').length).toBeGreaterThan(1);
    expect(lively.asked.filter((one) => one === 'queuestatus').length).toBe(1);
  });
});

describe('an Asterisk of before 12', () => {
  it.each(['1.0', '1.1', '1.3'])(
    'with AMI %s is refused by name, and no call of it is half understood',
    async (version) => {
      const asterisk = await startOneQueueAsterisk({ banner: `Asterisk Call Manager/${version}` });
      const server = await startTestServer(asterisk.ami('?system=pbx111'));
      const { board } = await server.until('refused', ({ links }) => links['pbx111']?.state === 'refused');
      expect(board.links['pbx111']).toMatchObject({ code: 'asterisk-too-old' });
      expect(asterisk.logins).toEqual([]);
    },
  );

  it.each(['2.0.0', '5.0.1', '11.0.0', '13.0.0'])('is not one with AMI %s', async (version) => {
    const asterisk = await startOneQueueAsterisk({ banner: `Asterisk Call Manager/${version}` });
    await linkUp(await startTestServer(asterisk.ami('?system=pbx111')));
  });
});

describe('two telephone systems of one name', () => {
  it('are noticed: one is counted and says that another is not', async () => {
    const [one, other] = [
      await startOneQueueAsterisk({ startedAt: '08:00:00' }),
      await startOneQueueAsterisk({ startedAt: '09:30:00' }),
    ];
    const server = await startTestServer(`${one.ami('?name=a')},${other.ami('?name=b')}`);
    const { board } = await server.until('noticed', ({ links }) => links['pbx111']?.code === 'twin-system');
    expect(board.links).toMatchObject({ pbx111: { state: 'up' } });
    expect(server.warnings().some(({ msg }) => msg.includes('another telephone system of that name'))).toBe(true);
    await expect.poll(() => one.clients() + other.clients()).toBe(1);
    const counted = one.clients() === 1 ? one : other;
    await reconciled(server, counted);
    for (let n = 0; n < 3; n++) counted.calls.call(QUEUE).join();
    await server.until('three wait', ({ now }) => now.waiting === 3);
  });

  it('are one where they started at the same time', async () => {
    const asterisk = await startOneQueueAsterisk({ startedAt: '08:00:00' });
    const server = await startTestServer(`${asterisk.ami('?name=a')},${asterisk.ami('?name=b')}`);
    await expect.poll(() => asterisk.clients()).toBe(2);
    await linkUp(server);
    expect((await server.board()).links['pbx111']?.code).toBeUndefined();
  });

  it('are none after a restart of one that two links lead to', { timeout: 2 * MINUTE }, async () => {
    const options = { startedAt: '08:00:00' };
    const asterisk = await startOneQueueAsterisk(options);
    const server = await startTestServer(`${asterisk.ami('?name=a')},${asterisk.ami('?name=b')}`);
    await expect.poll(() => asterisk.clients()).toBe(2);
    await linkUp(server);
    options.startedAt = '09:00:00';
    await asterisk.restart();
    await expect.poll(() => asterisk.clients(), { timeout: MINUTE }).toBe(2);
    await server.until('no twin', ({ links }) => links['pbx111']?.state === 'up' && links['pbx111'].code === undefined);
  });
});

it('a user who is logged in already elsewhere is refused with that reason', async () => {
  const asterisk = await startOneQueueAsterisk({ oneLogin: true });
  await linkUp(await startTestServer(asterisk.ami('?system=pbx111')));
  const second = await startTestServer(asterisk.ami('?system=pbx111'));
  const { board } = await second.until('refused', ({ links }) => links['pbx111']?.state === 'refused');
  expect(board.links['pbx111']).toMatchObject({ code: 'login-in-use' });
});

it('an event that carries the ActionID of another client is an event', async () => {
  const asterisk = await startOneQueueAsterisk();
  const server = await startTestServer(asterisk.ami('?system=pbx111'));
  await reconciled(server, asterisk);
  const call = asterisk.calls.call(QUEUE);
  for (const ActionID of ['d1', 'w-5']) {
    asterisk.say({
      Event: 'UserEvent',
      Privilege: 'user,all',
      UserEvent: 'SamadTopic',
      Uniqueid: call.uniqueid,
      County: 'babol',
      Topic: ActionID === 'd1' ? 'water' : 'employment',
      ActionID,
    });
  }
  call.join();
  call.ring('m-1201');
  call.answer();
  const { board } = await server.until('talking', ({ now }) => now.talking === 1);
  expect(board.desks['m-1201']?.call).toMatchObject({ county: 'babol', topic: 'employment' });
});
