// What the Sentinels say: where the master is, and how many replicas could be promoted. All of them are asked each time, and
// only what a majority says counts, because one that is cut off keeps naming a master that was superseded.
import { connectTo, type Connection, type Entrance, type Reply } from './connection.ts';
import { hostText, type Host, type RedisAddress } from './address.ts';

/** `replicas`: those that have to have an event before it is acknowledged. */
export type Located = { host: Host; replicas: number };

export type Sentinels = {
  /**
   * Rejects when no majority answers, or none agrees. `attached`: replicas that followed the master a moment ago, by address and
   * port as the Sentinels name them.
   */
  locate: (attached?: readonly string[]) => Promise<Located>;
  close: () => void;
};

/** One that is cut off must not hold up what the others say. */
const ANSWER_MS = 1_000;

/** `isOwnMaster`: it takes itself for a master, and this Sentinel is not the one that has just promoted it. */
type Replica = { name: string; isDown: boolean; isOwnMaster: boolean };
type Opinion = { host: Host; replicas: readonly Replica[] };

export function createSentinels(address: RedisAddress): Sentinels {
  const { hosts, master = '' } = address;
  const entrance: Entrance = {
    ...address,
    username: address.sentinelUsername,
    password: address.sentinelPassword,
    database: undefined,
  };
  const open = new Map<Host, Promise<Connection>>();
  let isClosed = false;
  let isProven = false;

  const connectionTo = (host: Host): Promise<Connection> => {
    const known = open.get(host);
    if (known) return known;
    const made = connectTo(host, entrance, undefined, isProven);
    open.set(host, made);
    const forget = (): void => void (open.get(host) === made && open.delete(host));
    made.then(async (connection) => {
      isProven = true;
      if (isClosed) connection.end(new Error('this node is stopping'));
      await connection.ended;
      forget();
    }, forget);
    return made;
  };

  const ask = async (host: Host): Promise<Opinion> => {
    const { send, end } = await connectionTo(host);
    try {
      // Not SENTINEL MASTER: the leading Sentinel answers that one with the former address for a second after a failover.
      const [at, replicas] = await Promise.all([
        send(['SENTINEL', 'GET-MASTER-ADDR-BY-NAME', master], ANSWER_MS),
        send(['SENTINEL', 'REPLICAS', master], ANSWER_MS),
      ]);
      if (!Array.isArray(at)) throw new Error(`the Sentinel at ${hostText(host)} knows no master called ${master}`);
      return { host: { host: String(at[0]), port: Number(at[1]) }, replicas: replicasIn(replicas) };
    } catch (cause) {
      const said = cause instanceof Error ? cause : new Error(String(cause));
      if (!said.message.startsWith('the Sentinel') && !/^(ERR|NOPERM|NOAUTH)/.test(said.message)) end(said);
      throw said;
    }
  };

  return {
    locate: async (attached) => {
      const answers = await Promise.allSettled(hosts.map(ask));
      return agreed(
        hosts,
        answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : (answer.reason as Error))),
        attached,
      );
    },
    close: () => {
      isClosed = true;
      for (const made of open.values())
        void made.then(
          ({ end }) => end(new Error('this node is stopping')),
          () => {}, // It was never open.
        );
    },
  };
}

/** A flat list of names and values for each replica. */
function replicasIn(reply: Reply): Opinion['replicas'] {
  return (Array.isArray(reply) ? reply : []).map((one) => {
    const fields = Array.isArray(one) ? one.map(String) : [];
    const value = (name: string): string => fields[fields.indexOf(name) + 1] ?? '';
    const flags = value('flags').split(',');
    const isDown = flags.includes('s_down') || flags.includes('o_down');
    const isOwnMaster = value('role-reported') === 'master' && !flags.includes('promoted');
    return { name: `${value('ip')}:${value('port')}`, isDown, isOwnMaster };
  });
}

/** What a majority of all configured Sentinels says; throws why there is none. Pure. */
export function agreed(
  hosts: readonly Host[],
  answers: readonly (Opinion | Error)[],
  attached: readonly string[] = [],
): Located {
  const needed = Math.floor(hosts.length / 2) + 1;
  const opinions = answers.filter((answer): answer is Opinion => !(answer instanceof Error));
  const failed = answers.find((answer) => answer instanceof Error);
  if (opinions.length < needed)
    throw new Error(
      `expected ${needed} of ${hosts.length} Sentinels to answer, got ${opinions.length}${failed ? `: ${failed.message}` : ''}`,
      { cause: failed },
    );
  const votes = Map.groupBy(opinions, ({ host }) => hostText(host));
  const won = [...votes.values()].find((same) => same.length >= needed);
  const [first] = won ?? [];
  if (!first) throw new Error(`the Sentinels name different masters: ${[...votes.keys()].join(', ')}`);
  const at = hostText(first.host);
  const names = new Set(opinions.flatMap(({ replicas }) => replicas.map(({ name }) => name)));
  names.delete(at.replace(/^\[(.*)\]/, '$1'));
  /** Of no Sentinel that is silent or already follows another master may it be thought that it promotes nobody. */
  const isSettled = won?.length === hosts.length;
  /**
   * One that is down for all who were asked cannot be promoted. Nor is a former master that came back and was not turned round
   * yet: it lacks what was written since, so others come first. But what a Sentinel knows of a replica is up to ten seconds old: one
   * that followed the master until a moment ago may just have been promoted, and with the others alone nothing is proved.
   */
  const promotable = [...names].filter((name) => {
    if (attached.includes(name)) return true;
    const seen = opinions.flatMap(({ replicas }) => replicas.filter((one) => one.name === name));
    const isFormer = isSettled && seen.length === hosts.length && seen.every(({ isOwnMaster }) => isOwnMaster);
    return !isFormer && seen.some(({ isDown }) => !isDown);
  });
  // Without a single copy, what is acknowledged now would be lost with the machine of this master.
  return { host: first.host, replicas: names.size === 0 ? 0 : Math.max(1, promotable.length) };
}
