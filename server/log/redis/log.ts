// The log of several machines: a Redis Stream that all nodes append to and read, and this node's ledger, filled from it.
import { HOUR } from '../../../shared/time.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Calendar } from '../../../shared/calendar.ts';
import type { StoredEvent } from '../../../shared/event.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { createFollowers } from '../subscribers.ts';
import { createGroup } from '../group-commit.ts';
import { openLedgerFile } from '../ledger-file.ts';
import type { Appended, Durability, Log } from '../log.ts';
import { LogUnwritable } from '../../log-unwritable.ts';
import { parseRedisUrl } from './address.ts';
import { APPEND, appendKeys, nameOf } from './append-script.ts';
import type { Connection, Reply } from './connection.ts';
import { durabilityOf, readSettings, whyUnfit } from './durability.ts';
import { handshake, type VaultFacts } from './handshake.ts';
import { DAYS_REMEMBERED, keysOf } from './keys.ts';
import { createLink, type LinkState, type Pair } from './link.ts';
import { confirmed, LONGEST_MS, proved } from './proof.ts';
import { readOn, type Proof, type Reading } from './reader.ts';
import { requireRights, rightsToBegin, rightsLater } from './rights.ts';
import { StreamRefused } from './stream-check.ts';
import { rewriteFile } from './torn-file.ts';
import { RedisUnfit } from './unfit.ts';

export type RedisLogOptions = {
  url: string;
  /** Id of the province: one Redis may serve several. */
  province: string;
  /** The ledger's file. */
  path: string;
  calendar: Calendar;
  /** Epoch ms. */
  now: () => number;
  newId: () => string;
  onState?: (state: LinkState) => void;
  /** Another stream, read by the same reader before the log. */
  beside?: Reading;
  /** What this node has of the vault. */
  vault?: () => VaultFacts;
};

export type RedisLog = {
  /**
   * Resolves when the ledger has read the stream up to its end, or at once while Redis is away and the ledger knows its
   * log. Rejects with StreamRefused, or why Redis cannot be used; then everything is closed.
   */
  ready: Promise<void>;
  log: Log;
  ledger: Ledger;
  /** Resolves when events would be taken now; rejects with LogUnwritable. */
  probe: () => Promise<void>;
  /** Sends a command; rejects with LogUnwritable at once while Redis is away. */
  send: Connection['send'];
  /** The same, for a write that a failover must not lose: resolves when the replicas have it. */
  sendDurably: Connection['send'];
  /** How far this node has read and made durable. */
  read: () => number;
  isUp: () => boolean;
  /** Looks whether Redis still has what this node has read: one that is emptied does not end its connections. */
  check: () => Promise<void>;
  /** Resolves when all is read that the stream has now; rejects with LogUnwritable. */
  sync: () => Promise<void>;
  /** Id of the stream. */
  stream: () => string | undefined;
  /** Whether everything is read that stood in the stream when it was last reached. */
  isCaughtUp: () => boolean;
  durability: () => Durability | undefined;
  close: () => Promise<void>;
};

/** Scripts under way at a time: one is being answered while the next is being written. */
const AT_ONCE = 4;
/** What is older may be forgotten in Redis and is looked for in the ledger; what is younger is not yet. */
const REMEMBERED_MS = ((DAYS_REMEMBERED - 1) * 24 - 6) * HOUR;
/** Answers after which this connection is of no use: not our log, or no master any more. */
const ENDS = /^(WALLBOARD|READONLY|UNBLOCKED|MOVED|CLUSTERDOWN|MASTERDOWN)/;
/** Where another Redis may take over, one that does not answer is given up sooner. */
const limitOf = ({ replicas }: Pair): number | undefined => (replicas() > 0 ? LONGEST_MS : undefined);
/** So long a new node waits for a set that may be changing its master just now. */
const PATIENCE_MS = 15_000;
/** After a restart of Redis every node may first report how far it has read. */
const RESTARTED_MS = 1_000;

/** Resolves when it is ready. Rejects with FileUnusable, StreamRefused, or why Redis cannot be used. */
export async function openRedisLog(options: RedisLogOptions): Promise<RedisLog> {
  const log = beginRedisLog(options);
  await log.ready;
  return log;
}

/** Throws FileUnusable. */
export function beginRedisLog(options: RedisLogOptions): RedisLog {
  const { url, province, path, calendar, now, newId, onState, beside } = options;
  const vault = options.vault ?? (() => ({ version: 0, schema: Infinity }));
  const keys = keysOf(province);
  const file = openLedgerFile({ path, calendar });
  const followers = createFollowers(file.ledger.after);
  /** Callers that wait for this node to have read up to a position. */
  let unread: { position: number; resolve: () => void }[] = [];
  let upTo = 0;
  let sha = '';
  let runId = '';
  let durability: (() => Durability) | undefined;

  const settle = (position: number): void => {
    const read = unread.filter((one) => one.position <= position);
    unread = unread.filter((one) => one.position > position);
    for (const { resolve } of read) resolve();
  };

  /** Resolves when a position was read, or when reading ended. */
  const hasRead = (position: number): Promise<void> =>
    position <= file.read() || link.state().kind !== 'up'
      ? Promise.resolve()
      : new Promise((resolve) => unread.push({ position, resolve }));

  const take = async (entries: readonly { position: number; value: string }[]): Promise<void> => {
    const events = entries.map(({ position, value }) => {
      return { position, event: JSON.parse(value) as StoredEvent, body: value };
    });
    followers.publish(await file.fill(events));
    settle(file.read());
  };

  const hello = async ({ commands, replicas }: Pair): Promise<void> => {
    const settings = await readSettings(commands);
    const unfit = whyUnfit(settings);
    if (unfit !== undefined) throw new RedisUnfit(unfit);
    await requireRights(commands, keys, rightsToBegin(keys, replicas() > 0));
    // Before this node writes anything; the others do the same.
    if (settings.isTorn) await rewriteFile(commands);
    const { id, last } = await handshake({ connection: commands, keys, file, newId, vault: vault() });
    if (file.stream() !== id) {
      // A failover may take back a log that was just begun, and a node that knew it already would refuse the next master for ever.
      await commands.send(['HSET', keys.about, 'proved', String(now())]);
      await confirmed(commands, replicas);
      await file.setStream(id);
    }
    await requireRights(commands, keys, rightsLater(keys));
    durability = () => durabilityOf(settings, replicas(), address?.kind === 'sentinel');
    const run = /^run_id:(\w+)/m.exec(String(await commands.send(['INFO', 'server'])))?.[1] ?? '';
    if (runId !== '' && run !== runId) {
      await sleep(RESTARTED_MS);
      await handshake({ connection: commands, keys, file, newId, vault: vault() });
    }
    runId = run;
    sha = String(await commands.send(['SCRIPT', 'LOAD', APPEND]));
    upTo = last;
  };

  const proofFor =
    (pair: Pair): Proof =>
    () =>
      proved(pair, ['HSET', keys.about, 'proved', String(now())]);

  const first = Promise.withResolvers<LinkState>();
  const address = parseRedisUrl(url);
  const isPatient = address?.kind === 'sentinel' || (address?.hosts.length ?? 0) > 1;
  let patience: NodeJS.Timeout | undefined;
  const link = createLink({
    url,
    key: keys.log,
    greet: hello,
    isRefusal: (cause) => cause instanceof StreamRefused || cause instanceof RedisUnfit,
    live: (pair) =>
      readOn(pair.reading, [...(beside ? [beside] : []), { key: keys.log, at: file.read, take }], proofFor(pair)),
    onState: (state) => {
      // What Redis acknowledged is durable, whether or not we have read it back.
      if (state.kind !== 'up') settle(Infinity);
      if (state.kind !== 'away' || !isPatient || file.stream() !== undefined) first.resolve(state);
      else patience ??= setTimeout(() => first.resolve(link.state()), PATIENCE_MS);
      onState?.(state);
    },
  });

  const pair = (): Pair => {
    const state = link.state();
    if (state.kind === 'up') return state.pair;
    throw new LogUnwritable(state.cause);
  };
  /** On this connection and no later one: where a master was superseded, what is proved on the next says nothing of this. */
  const sendOn = async (connection: Connection, args: readonly string[], withinMs?: number): Promise<Reply> => {
    try {
      return await connection.send(args, withinMs);
    } catch (cause) {
      if (cause instanceof Error && ENDS.test(cause.message)) connection.end(cause);
      throw new LogUnwritable(cause);
    }
  };
  const send: Connection['send'] = async (args, withinMs) => sendOn(pair().commands, args, withinMs);
  const sendDurably: Connection['send'] = async (args) => {
    const here = pair();
    const reply = await sendOn(here.commands, args, limitOf(here));
    await provedOn(here);
    return reply;
  };
  const provedOn = ({ commands, replicas }: Pair): Promise<void> =>
    confirmed(commands, replicas).catch((cause: unknown) => {
      throw new LogUnwritable(cause);
    });

  /**
   * A Redis whose scripts were flushed, or another behind the same connection, no longer has ours: sent whole it runs, and is
   * kept there again. Nothing was done by the first try, and both stand in the same order among other appends.
   */
  const runAppend = async (here: Pair, args: readonly string[]): Promise<Reply> => {
    const limit = limitOf(here);
    try {
      return await sendOn(here.commands, ['EVALSHA', sha, ...args], limit);
    } catch (error) {
      const isForgotten =
        error instanceof LogUnwritable && error.cause instanceof Error && error.cause.message.startsWith('NOSCRIPT');
      if (!isForgotten) throw error;
      return sendOn(here.commands, ['EVAL', APPEND, ...args], limit);
    }
  };

  const within = appendKeys(keys);
  const write = async (events: readonly StoredEvent[]): Promise<Appended[]> => {
    const here = pair();
    const args = events.flatMap((event) => [nameOf(event), JSON.stringify(event)]);
    const about = [file.stream() ?? '', String(file.read())];
    const reply = await runAppend(here, [String(within.length), ...within, ...about, ...args]);
    await provedOn(here);
    const positions = Array.isArray(reply) ? reply.map(Number) : [];
    const state = link.state();
    // What a later master has at these places is not known here; sent again, what it has is found by its name.
    if (state.kind === 'up' && state.pair !== here) throw new LogUnwritable(new Error('another connection has begun'));
    await hasRead(Math.max(...positions.map(Math.abs)));
    return positions.map((position) => ({ position: Math.abs(position), repeated: position < 0 }));
  };
  const group = createGroup(write, AT_ONCE);

  let isClosed = false;
  const append = async (events: readonly StoredEvent[], first = false): Promise<Appended[]> => {
    if (isClosed) throw new LogUnwritable(new Error('it was closed'));
    const answers: (Appended | undefined)[] = events.map((event) => {
      if (event.at > now() - REMEMBERED_MS) return undefined;
      const position = file.positionOf(event);
      return position === undefined ? undefined : { position, repeated: true };
    });
    const unknown = events.filter((_, n) => answers[n] === undefined);
    const appended = unknown.length > 0 ? await group.add(unknown, first) : [];
    let next = 0;
    return answers.map((answer) => answer ?? (appended[next++] as Appended));
  };

  const check = async (): Promise<void> => {
    const read = file.read();
    const connection = pair().commands;
    const about = await send(['HMGET', keys.about, 'id', 'last']);
    const [id, last] = Array.isArray(about) ? about : [];
    // The cause is found, and reported, at the next handshake.
    if (id !== file.stream() || Number(last) < read) connection.end(new Error('Redis no longer has the log'));
  };

  const close = async (): Promise<void> => {
    isClosed = true;
    await group.close();
    followers.stop();
    await link.stop();
    settle(Infinity);
    await file.close();
  };

  const getReady = async (): Promise<void> => {
    const begun = await first.promise;
    clearTimeout(patience);
    if (begun.kind === 'refused' || (begun.kind === 'away' && file.stream() === undefined)) {
      await close();
      throw begun.kind === 'refused'
        ? begun.cause
        : new Error(`REDIS_URL: expected a Redis that answers, got: ${begun.cause.message}`, { cause: begun.cause });
    }
    await hasRead(upTo);
  };

  const log: Log = { append, follow: followers.follow, last: file.read, close: () => void close() };
  return {
    ready: getReady(),
    log,
    ledger: file.ledger,
    send,
    sendDurably,
    read: file.read,
    isCaughtUp: () => file.read() >= upTo,
    check,
    close,
    probe: async () => void (await send(['HSET', keys.about, 'probed', String(now())])),
    durability: () => durability?.(),
    isUp: () => link.state().kind === 'up',
    stream: file.stream,
    sync: async () => hasRead(Number(await send(['HGET', keys.about, 'last']))),
  };
}
