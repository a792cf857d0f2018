// A Redis Cluster of three masters with a replica each: real processes of a test's own, each behind two lines that can be cut,
// one for its clients and replicas and one for the bus on which the nodes of the cluster talk.
import { setTimeout as sleep } from 'node:timers/promises';
import { MINUTE } from '../../shared/time.ts';
import { openPeerLine, type PeerLine } from './peer-line.ts';
import { startRedis, type RedisServer } from './redis-server.ts';

const SLOTS = [0, 5_461, 10_923, 16_384];
/** The bus of a Redis is this much above its port. */
const BUS = 10_000;
/** Each message of the bus names its sender after forty bytes. */
const SENDER = [40, 80] as const;

export type ClusterMember = { redis: RedisServer; line: PeerLine; bus: PeerLine; id: string };
export type RedisCluster = Awaited<ReturnType<typeof startRedisCluster>>;

const settings = {
  'cluster-enabled': 'yes',
  'cluster-node-timeout': '2000',
  // A busy machine is no replica that fell behind.
  'cluster-replica-validity-factor': '0',
  'repl-diskless-sync-delay': '0',
  'repl-timeout': '10',
};

export async function startRedisCluster() {
  const isolated = new Set<string>();
  const senderOf = (said: string): string => said.slice(...SENDER);
  const members: ClusterMember[] = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const line = await openPeerLine();
      const bus = await openPeerLine({ isCut: (said) => isolated.has(senderOf(said)) });
      const redis = await startRedis({
        ...settings,
        'cluster-announce-ip': '127.0.0.1',
        'cluster-announce-port': String(line.port),
        'cluster-announce-bus-port': String(bus.port),
      });
      line.leadTo(redis.port);
      bus.leadTo(redis.port + BUS);
      return { redis, line, bus, id: String(await redis.say(['CLUSTER', 'MYID'])) };
    }),
  );
  const [first, ...others] = members as [ClusterMember, ...ClusterMember[]];
  for (const [n, { redis }] of members.slice(0, 3).entries()) {
    await redis.say(['CLUSTER', 'ADDSLOTSRANGE', String(SLOTS[n]), String(SLOTS[n + 1]! - 1)]);
    await redis.say(['CLUSTER', 'SET-CONFIG-EPOCH', String(n + 1)]);
  }
  for (const { line, bus } of others)
    await first.redis.say(['CLUSTER', 'MEET', '127.0.0.1', String(line.port), String(bus.port)]);
  for (const [n, { redis }] of members.slice(3).entries())
    for (const began = performance.now(); ; await sleep(200)) {
      const made = await redis.say(['CLUSTER', 'REPLICATE', members[n]!.id]).catch((cause: unknown) => String(cause));
      if (made === 'OK') break;
      if (performance.now() - began > MINUTE) throw new Error(`expected a replica, got ${String(made)}`);
    }

  const isWhole = async (): Promise<boolean> => {
    for (const { redis } of members) {
      const info = String(await redis.say(['CLUSTER', 'INFO']).catch(() => ''));
      if (!/cluster_state:ok[^]*cluster_known_nodes:6/.test(info)) return false;
      const links = String(await redis.say(['INFO', 'replication']).catch(() => ''));
      if (!/master_link_status:up|connected_slaves:[1-9]/.test(links)) return false;
      // From, to, a master, and its replica.
      const ranges = await redis.say(['CLUSTER', 'SLOTS']).catch(() => []);
      const lengths = (Array.isArray(ranges) ? ranges : []).map((range) => (Array.isArray(range) ? range.length : 0));
      if (lengths.join() !== '4,4,4') return false;
    }
    return true;
  };
  /** Every node sees a whole cluster, and every master has its replica. */
  const untilWhole = async (withinMs = MINUTE): Promise<void> => {
    for (const began = performance.now(); !(await isWhole()); await sleep(200))
      if (performance.now() - began > withinMs) throw new Error(`the cluster was not whole within ${withinMs} ms`);
  };
  /** The master of a key as `seenBy` sees it, and its replica. */
  const homeOf = async (
    key: string,
    seenBy: ClusterMember,
  ): Promise<{ master: ClusterMember; replica?: ClusterMember }> => {
    const slot = Number(await seenBy.redis.say(['CLUSTER', 'KEYSLOT', key]));
    const ranges = (await seenBy.redis.say(['CLUSTER', 'SLOTS'])) as [number, number, ...[string, number][]][];
    const [, , ...nodes] = ranges.find(([from, to]) => slot >= from && slot <= to)!;
    const [master, replica] = nodes.map(([, port]) => members.find(({ line }) => line.port === Number(port)));
    return replica ? { master: master!, replica } : { master: master! };
  };
  await untilWhole();

  return {
    url: `redis://${members.map(({ line }) => `127.0.0.1:${line.port}`).join(',')}`,
    members,
    untilWhole,
    homeOf,
    /** Cut off from the other nodes and from its replica, in both directions, but not from its clients. */
    isolate: ({ line, bus, id }: ClusterMember): void => {
      isolated.add(id);
      line.cut('replica');
      bus.cut('client');
    },
    mend: (): void => {
      isolated.clear();
      for (const { line, bus } of members) for (const one of [line, bus]) one.mend();
    },
    remove: async (): Promise<void> => {
      for (const { redis, line, bus } of members) {
        await redis.remove();
        await line.stop();
        await bus.stop();
      }
    },
  };
}
