// What Sentinels know of a replica is up to ten seconds old. Real Redis, and Sentinels that still take a replica for the master
// that it was: while another replica is being promoted, a copy on the first alone must not count.
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { MINUTE } from '../../../shared/time.ts';
import { joinedCalls } from '../../support/joined-calls.ts';
import { openRedisNode, tempNodeDir } from '../../support/redis-node.ts';
import { noRedis, startRedis, type RedisServer } from '../../support/redis-server.ts';

type Answer = string | readonly Answer[];
const written = (answer: Answer): string =>
  typeof answer === 'string'
    ? `$${Buffer.byteLength(answer)}\r\n${answer}\r\n`
    : `*${answer.length}\r\n${answer.map(written).join('')}`;

/** A Sentinel that gives these answers, by the second word of a command, and OK to everything else. */
async function startSentinel(answers: Readonly<Record<string, Answer>>): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    let text = '';
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1');
      for (;;) {
        const [head, count] = /^\*(\d+)\r\n/.exec(text) ?? [];
        if (head === undefined) return;
        const whole = new RegExp(`^(?:\\$\\d+\\r\\n[^]*?\\r\\n){${count}}`).exec(text.slice(head.length))?.[0];
        if (whole === undefined) return;
        text = text.slice(head.length + whole.length);
        const words = whole.split('\r\n').filter((_, n) => n % 2 === 1);
        const answer = answers[words[1]?.toUpperCase() ?? ''];
        socket.write(answer === undefined ? '+OK\r\n' : written(answer));
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

async function startFollowed(): Promise<[RedisServer, RedisServer, RedisServer]> {
  const settings = { 'repl-diskless-sync-delay': '0' };
  const all = [await startRedis(settings), await startRedis(settings), await startRedis(settings)] as const;
  onTestFinished(() => Promise.all(all.map(({ remove }) => remove())).then(() => {}));
  const [master, ...replicas] = all;
  for (const { say } of replicas) await say(['REPLICAOF', '127.0.0.1', String(master.port)]);
  await expect
    .poll(async () => String(await master.say(['INFO', 'replication'])).match(/state=online/g), { timeout: 20_000 })
    .toHaveLength(2);
  return [...all];
}

it.skipIf(noRedis)(
  'is not acknowledged what only a replica has that Sentinels leave out',
  { timeout: MINUTE },
  async () => {
    const [master, promoted, former] = await startFollowed();
    const replica = (port: number, role: string): Answer =>
      Object.entries({ ip: '127.0.0.1', port: String(port), flags: 'slave', 'role-reported': role }).flat();
    const answers = {
      'GET-MASTER-ADDR-BY-NAME': ['127.0.0.1', String(master.port)],
      REPLICAS: [replica(promoted.port, 'slave'), replica(former.port, 'master')],
    };
    const ports = await Promise.all([0, 1, 2].map(() => startSentinel(answers)));
    const url = `redis+sentinel://${ports.map((port) => `127.0.0.1:${port}`).join(',')}/wall`;
    const { log } = await openRedisNode(url, tempNodeDir());
    await log.append(joinedCalls(0, 1));

    // How every failover begins.
    await promoted.say(['REPLICAOF', 'NO', 'ONE']);
    const taken = await Promise.race([
      log.append(joinedCalls(1, 1)).then(
        () => 'acknowledged',
        () => 'refused',
      ),
      sleep(5_000, 'open'),
    ]);
    expect(taken).not.toBe('acknowledged');
    expect(await promoted.say(['XLEN', '{mazandaran}:log'])).toBe(1);
  },
);
