// Where the province's keys are. All of them lie in one slot, so that of a cluster one ordinary connection is enough: to the
// master of that slot, which is looked up at each connection.
import { connect, type Connection, type Reply } from './connection.ts';

/** Connects to the Redis of this address or, where that is a cluster, to the one that holds the key. */
export async function connectHome(url: string, key: string): Promise<Connection> {
  const first = await connect(url);
  try {
    if (!/^cluster_enabled:1/m.test(String(await first.send(['INFO', 'cluster'])))) return first;
    const slot = Number(await first.send(['CLUSTER', 'KEYSLOT', key]));
    const home = masterOf(await first.send(['CLUSTER', 'SLOTS']), slot);
    if (home === undefined) throw new Error(`no node of this Redis Cluster has slot ${slot}: the cluster is not whole`);
    const there = new URL(url);
    const isHere = home.host === '' || (home.host === there.hostname && home.port === Number(there.port || 6379));
    if (isHere) return first;
    there.hostname = home.host;
    there.port = String(home.port);
    first.end(new Error('another node has the keys'));
    return await connect(there.href);
  } catch (cause) {
    first.end(cause instanceof Error ? cause : new Error(String(cause)));
    throw cause;
  }
}

/** CLUSTER SLOTS: from, to, then the nodes, the master first: https://redis.io/docs/latest/commands/cluster-slots/ */
function masterOf(slots: Reply, slot: number): { host: string; port: number } | undefined {
  for (const range of Array.isArray(slots) ? slots : []) {
    if (!Array.isArray(range)) continue;
    const [from, to, master] = range;
    if (slot < Number(from) || slot > Number(to) || !Array.isArray(master)) continue;
    const [host, port] = master;
    return { host: typeof host === 'string' ? host : '', port: Number(port) };
  }
  return undefined;
}
