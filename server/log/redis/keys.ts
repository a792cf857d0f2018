// The keys of one province in Redis. Its id in braces puts all of them into one slot, so that Redis Cluster keeps them
// together and a script may touch several: https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/#hash-tags

/** Days over which ids are remembered in Redis, today included; after that every node's ledger knows them. */
export const DAYS_REMEMBERED = 3;

export type Keys = ReturnType<typeof keysOf>;

export const keysOf = (province: string) => {
  const key = (name: string): string => `{${province}}:${name}`;
  return {
    /** A pattern that all of them fit. */
    all: key('*'),
    /** Stream of events: entry `<position>-0`, field `e`. */
    log: key('log'),
    /** Hash: the stream's own id, its last position, and facts about it (see append-script.ts). */
    about: key('about'),
    /** Hashes of a day each, taken in turn: source and id → position. */
    ids: Array.from({ length: DAYS_REMEMBERED }, (_, n) => key(`ids:${n}`)),
    /** Hash: node → position up to which its ledger is durable. */
    nodes: key('nodes'),
    /** Lives a few seconds: a node's report of itself, its links and its screens. */
    node: (name: string): string => key(`node:${name}`),
    /** Hash of small marks that all nodes share. */
    marks: key('marks'),
    /** Stream of the vault's changes: entry `<version>-0`, field `c`; and a snapshot of all before. */
    vault: key('vault'),
    vaultSnapshot: key('vault:snapshot'),
    /** Hash: display → when a node last saw it. */
    seen: key('vault:seen'),
    /** Held while one node does what only one may do. */
    turn: (name: string): string => key(`turn:${name}`),
    /** Lists that live some minutes: when something was tried. */
    tries: (name: string): string => key(`tries:${name}`),
  };
};
