// Whether a stream is the one that this node's ledger was filled from, and has all of it. Never counted from zero in silence.

/** An event by its name (append-script.ts) and place. */
export type Placed = { position: number; name: string };

/**
 * What Redis reports of the stream. `first`, `last`: positions, 0 in an empty one. `floor`: the furthest that any node has
 * read.
 */
export type StreamFacts = {
  id: string | undefined;
  first: number;
  last: number;
  floor: number;
  /** The log was taken back into an embedded one. */
  left: boolean;
  /** Which event it has at a position that was asked for; undefined when it was trimmed. */
  at: (position: number) => string | undefined;
  vault: { version: number; floor: number; schema: number };
};

/** `stream`: the id of the stream that the ledger was filled from. `top`: its last event. `read`: how far it read. */
export type LedgerFacts = {
  stream: string | undefined;
  read: number;
  top: Placed | undefined;
  vault: { version: number; schema: number };
};

export type StreamCode = 'empty' | 'behind' | 'other' | 'forked' | 'trimmed' | 'left' | 'unfilled' | 'newer-schema';

/** Redis does not have the log that this node knows. The message names what was expected, what came, and what to do. */
export class StreamRefused extends Error {
  readonly code: StreamCode;
  constructor(code: StreamCode, message: string) {
    super(message);
    this.code = code;
  }
}

const FILL =
  'stop this node and run `npm run -s redis -- fill` with its DATA_DIR, which pours its ledger back into Redis';

/** Why a node must not go on with this stream; undefined when it may. */
export function refusalReason(stream: StreamFacts, ledger: LedgerFacts): StreamRefused | undefined {
  const refused = (code: StreamCode, message: string) => new StreamRefused(code, message);
  const isNew = ledger.top === undefined && ledger.stream === undefined;
  if (stream.id === undefined) {
    if (isNew) return undefined;
    if (ledger.stream === undefined)
      return refused(
        'unfilled',
        'DATA_DIR holds an embedded log and Redis holds none: run `npm run -s redis -- fill`, which moves log and vault into Redis',
      );
    return refused(
      'empty',
      `expected the log in Redis, but Redis is empty and this ledger has ${ledger.read} events: ${FILL}`,
    );
  }
  if (stream.left)
    return refused(
      'left',
      'this log was taken out of Redis into an embedded one: start that one without REDIS_URL, or bring it back with `npm run -s redis -- fill` from its DATA_DIR',
    );
  if (!isNew && ledger.stream !== stream.id)
    return refused(
      'other',
      'DATA_DIR holds another log than Redis: give this node a DATA_DIR of its own, which fills itself, or REDIS_URL of the Redis that belongs to it',
    );
  if (stream.last < Math.max(ledger.read, stream.floor))
    return refused(
      'behind',
      `expected ${Math.max(ledger.read, stream.floor)} events in Redis, got ${stream.last}: Redis lost what it had acknowledged; on the node that has most, ${FILL}`,
    );
  if (stream.vault.version < Math.max(ledger.vault.version, stream.vault.floor))
    return refused(
      'behind',
      `expected version ${Math.max(ledger.vault.version, stream.vault.floor)} of the vault in Redis, got ${stream.vault.version}: Redis lost what it had acknowledged; on the node that has most, ${FILL}`,
    );
  if (stream.vault.schema > ledger.vault.schema)
    return refused('newer-schema', 'a newer release wrote the vault in Redis: start that one on this node too');
  if (stream.first > ledger.read + 1)
    return refused(
      'trimmed',
      `this ledger ends at ${ledger.read} and the stream begins at ${stream.first}: restore a younger backup of another node, or the archives, with \`npm run -s restore -- FILE…\``,
    );
  const { top } = ledger;
  const there = top && stream.at(top.position);
  if (there !== undefined && there !== top?.name)
    return refused(
      'forked',
      `this ledger and Redis disagree about event ${top?.position}: Redis had lost events, and others have written to it since. Keep this DATA_DIR, give the node an empty one, which fills itself, and post again what it recorded last`,
    );
  return undefined;
}
