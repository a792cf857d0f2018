// Which Redis has the province's keys now: the one of REDIS_URL, the master that Sentinels name, or the master of their slot in
// a cluster. All keys lie in one slot, so that one ordinary connection is enough.
import { setTimeout as sleep } from 'node:timers/promises';
import { hostText, parseRedisUrl, EXPECTED_REDIS, type Host, type RedisAddress } from './address.ts';
import { connectTo, type Connection, type Reply } from './connection.ts';
import { RedisUnfit } from './unfit.ts';
import { createSentinels, type Located } from './sentinels.ts';

export type Topology = {
  locate: () => Promise<Located>;
  /** A new connection to there; rejects when it is no master. */
  connect: (host: Host) => Promise<Connection>;
  /** A further one, on which the master is asked who follows it; undefined where no Sentinels watch. */
  connectToLook: (host: Host) => Promise<Connection | undefined>;
  /** How many copies are asked for from now on; undefined where that is not known now. Rejects when another Redis has the keys, or this one gives no answer. */
  look: (here: Host, looking: Connection | undefined) => Promise<number | undefined>;
  /** Rejects when another Redis has the keys; `replicas` is called with what each look found. Never resolves before `over` aborts. */
  watch: (
    here: Host,
    looking: Connection | undefined,
    replicas: (count: number) => void,
    over: AbortSignal,
  ) => Promise<void>;
  close: () => void;
};

const LOOK_MS = 300;
/** With others that may take over, a Redis that does not answer is given up sooner. */
const CONNECT_MS = 1_000;

/** `key`: any key of the province. Throws when the address is none. */
export function createTopology(url: string, key: string): Topology {
  const address = parseRedisUrl(url);
  if (!address) throw new Error(`REDIS_URL: expected ${EXPECTED_REDIS}`);
  const sentinels = address.kind === 'sentinel' ? createSentinels(address) : undefined;
  /** Known once a Redis was reached; with a single one there is nothing to watch. */
  let isCluster = false;
  let isProven = false;

  const locate = async (): Promise<Located> => {
    if (sentinels) return sentinels.locate();
    const found = await firstOf(address, key, isProven);
    isCluster = found.isCluster;
    return found;
  };
  const connect = async (host: Host): Promise<Connection> => {
    const connection = await connectTo(host, address, sentinels || isCluster ? CONNECT_MS : undefined, isProven);
    isProven = true;
    try {
      await requireMaster(connection, host, sentinels !== undefined);
      return connection;
    } catch (cause) {
      connection.end(cause instanceof Error ? cause : new Error(String(cause)));
      throw cause;
    }
  };
  const connectToLook: Topology['connectToLook'] = async (host) => (sentinels ? connect(host) : undefined);
  const look: Topology['look'] = async (here, looking) => {
    // Before the Sentinels are asked: one that is gone from here by then may have been promoted, which they know.
    const info = await looking?.send(['INFO', 'replication']);
    const attached = info === undefined ? undefined : followersIn(String(info));
    const found = await (sentinels ? sentinels.locate(attached) : locate()).catch(() => undefined);
    // No peer can be asked: the connection itself shows whether it is alive, and its replicas whether it counts.
    if (found && hostText(found.host) !== hostText(here))
      throw new Error(`${hostText(found.host)} is the master now, and no longer ${hostText(here)}`);
    return found?.replicas;
  };
  const watch: Topology['watch'] = async (here, looking, replicas, over) => {
    while (!over.aborted) {
      await sleep(LOOK_MS, undefined, { signal: over }).catch(() => {});
      if (over.aborted || (!sentinels && !isCluster)) continue;
      const count = await look(here, looking);
      if (count !== undefined) replicas(count);
    }
  };
  return { locate, connect, connectToLook, look, watch, close: () => sentinels?.close() };
}

/** Seconds; a replica that is well reports each second, and one that hangs is attached for a minute more. */
const SILENT_S = 2;

/** The replicas that follow a master now, by address and port, in its answer to INFO replication. Pure. */
export const followersIn = (info: string): string[] =>
  [...info.matchAll(/^slave\d+:(.*?)\r?$/gm)].flatMap(([, text = '']) => {
    const value = (name: string): string => new RegExp(`(?:^|,)${name}=([^,]*)`).exec(text)?.[1] ?? '';
    return value('lag') !== '' && Number(value('lag')) <= SILENT_S ? [`${value('ip')}:${value('port')}`] : [];
  });

/** A replica takes no writes; one that was a master a moment ago must not be asked either. */
async function requireMaster({ send }: Connection, host: Host, isStrict: boolean): Promise<void> {
  const role = await send(['ROLE']).catch((cause: unknown) => {
    // A user without that right gets the error where it matters.
    if (!isStrict && cause instanceof Error && cause.message.startsWith('NOPERM')) return ['master'];
    throw cause;
  });
  const [is, at, port] = Array.isArray(role) ? role.map(String) : [];
  if (is === 'sentinel')
    throw new Error('this is a Sentinel: REDIS_URL=redis+sentinel://host,host,host/NAME with the name of its master');
  if (is !== 'master')
    throw new Error(
      `the Redis at ${hostText(host)} is a replica of ${at}:${port}, which takes writes: set REDIS_URL to that one, or to its Sentinels`,
    );
}

type Found = Located & { isCluster: boolean };

/** The first of the hosts that answers, or the master of the slot where they are a cluster. */
async function firstOf(address: RedisAddress, key: string, isProven: boolean): Promise<Found> {
  let failed: unknown;
  for (const host of address.hosts) {
    try {
      const seed = await connectTo(host, address, address.hosts.length > 1 ? CONNECT_MS : undefined, isProven);
      try {
        return await askedFor(seed, host, key);
      } finally {
        seed.end(new Error('it was only asked where the keys are'));
      }
    } catch (cause) {
      failed = cause;
    }
  }
  throw failed;
}

async function askedFor({ send }: Connection, host: Host, key: string): Promise<Found> {
  const info = await send(['INFO', 'cluster']).catch((cause: unknown) => {
    if (cause instanceof Error && cause.message.startsWith('NOPERM'))
      throw new RedisUnfit(`the user of REDIS_URL may not use: info (${cause.message})`);
    throw cause;
  });
  if (!/^cluster_enabled:1/m.test(String(info))) return { host, replicas: 0, isCluster: false };
  // Cut off from the others a node still knows who had which slot.
  if (!/^cluster_state:ok/m.test(String(await send(['CLUSTER', 'INFO']))))
    throw new Error(`the Redis Cluster is not whole, as ${hostText(host)} sees it`);
  const slot = Number(await send(['CLUSTER', 'KEYSLOT', key]));
  const home = ownersOf(await send(['CLUSTER', 'SLOTS']), slot);
  if (home === undefined) throw new Error(`no node of this Redis Cluster has slot ${slot}: the cluster is not whole`);
  const { master, replicas } = home;
  return { host: master.host === '' ? host : master, replicas, isCluster: true };
}

/** CLUSTER SLOTS: from, to, then the nodes, the master first: https://redis.io/docs/latest/commands/cluster-slots/ */
function ownersOf(slots: Reply, slot: number): { master: Host; replicas: number } | undefined {
  for (const range of Array.isArray(slots) ? slots : []) {
    if (!Array.isArray(range)) continue;
    const [from, to, master, ...replicas] = range;
    if (slot < Number(from) || slot > Number(to) || !Array.isArray(master)) continue;
    const [host, port] = master;
    return { master: { host: typeof host === 'string' ? host : '', port: Number(port) }, replicas: replicas.length };
  }
  return undefined;
}

/** One connection to where the keys are, for a command that does one thing. */
export async function connectHome(url: string, key: string): Promise<Connection> {
  const topology = createTopology(url, key);
  try {
    const { host } = await topology.locate();
    return await topology.connect(host);
  } finally {
    topology.close();
  }
}
