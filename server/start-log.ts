// Where log, ledger and vault are: in DATA_DIR, or in Redis with a ledger and a copy of the vault in DATA_DIR. Other parts do
// not know which.
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Logger } from 'pino';
import type { Calendar } from '../shared/calendar.ts';
import type { Links } from '../shared/links.ts';
import { localCounters, type CounterFactory } from './access/sliding-window.ts';
import { FileGone, inPlace } from './sqlite/in-place.ts';
import { FileUnusable } from './sqlite/open-errors.ts';
import { openServedVault } from './vault/served-vault.ts';
import { revokingHere } from './log/redis/revoking-here.ts';
import { vaultFile, type AsyncVault, type Vault } from './vault/vault.ts';
import type { Config } from './config.ts';
import type { Ledger } from './ledger/ledger.ts';
import { createInTurn, type InTurn } from './log/mutex.ts';
import type { Durability, Log } from './log/log.ts';
import { openSpoolFile, type SpoolStore } from './log/spool-file.ts';
import { openSqliteLog, type SqliteLog, type SqliteLogOptions } from './log/sqlite.ts';
import type { Present } from './push/presence.ts';
import type { Began } from './sources/links.ts';

/** `drained` resolves when all telephone events that were received until now are in the log. */
type Own = {
  links: () => Links;
  begun: () => Began[];
  present: () => ReadonlyMap<string, Present>;
  drained: () => Promise<void>;
};

/** What other machines have beside the log. */
export type Peers = {
  /** Starts publishing to them what this one has. */
  share: (own: Own) => void;
  links: () => Links[];
  begun: () => Began[];
  present: () => ReadonlyMap<string, Present>;
};

export type Storage = {
  log: Log;
  ledger: Ledger;
  vault: AsyncVault;
  /** Name of this node among several. */
  node?: string;
  /** Epoch ms by the clock that all machines share. */
  now: () => number;
  /** A small durable write, to see whether the log takes events. */
  probe: () => Promise<void>;
  /** Calls back with why the log cannot be reached, and with nothing once it can; at once if it cannot now. */
  watch: (changed: (cause: Error | undefined) => void) => void;
  /** Whether Redis is reached; undefined where the log is on this machine. */
  isReached: () => boolean | undefined;
  /** Whether all is read that the log had when it was last reached. */
  isCaughtUp: () => boolean;
  durability: () => Durability | undefined;
  /** Why the log or the vault is no longer where it was opened; to be asked often, reads no more than their inodes. */
  gone: () => { log?: FileGone; vault?: FileGone };
  /** Keeps telephone events while the log takes none; undefined where they wait in memory. */
  store: SpoolStore | undefined;
  /** Small marks that all machines share. `get` answers what is known here where the others cannot be asked. */
  marks: { get: (name: string) => Promise<string | undefined>; set: (name: string, value: string) => Promise<void> };
  counts: CounterFactory;
  /** Runs one at a time per name, on whichever machine; what runs has read all that earlier turns appended. */
  inTurn: InTurn;
  elsewhere: Peers;
  close: () => Promise<void>;
};

/** From which tracking codes are derived; a vault has it from the first start of a server on. */
export const SERVED_KEY = 'tracking-code';

type Place = Pick<Config, 'dataDir' | 'redisUrl'>;
type Parts = {
  /** Id of the province. */
  province: string;
  calendar: Calendar;
  now: () => number;
  log: Logger;
  breakable?: SqliteLogOptions['breakable'];
};

/** Rejects with what is wrong with the data folder, or with Redis. */
export const openStorage = (config: Place, parts: Parts): Promise<Storage> =>
  config.redisUrl === undefined ? openLocal(config, parts) : openShared(config, config.redisUrl, parts);

async function openLocal({ dataDir }: Place, { calendar, now, log: errors, breakable }: Parts): Promise<Storage> {
  const file = path.join(dataDir, 'log.sqlite');
  if (existsSync(file) && !existsSync(vaultFile(dataDir)))
    errors.error(
      { path: vaultFile(dataDir) },
      'the vault is missing beside its log: accounts, tokens and displays begin anew, and so do tracking codes; to have them back, stop the server and restore a backup',
    );
  const vault = openServedVault(dataDir);
  const place = inPlace(vaultFile(dataDir));
  const opened = openBesideVault(file, vault, { calendar, ...(breakable && { breakable }) });
  const { log, ledger, close } = opened;
  return {
    log,
    ledger,
    vault,
    now,
    probe: opened.probe,
    watch: () => {},
    isReached: () => undefined,
    isCaughtUp: () => true,
    durability: () => ({
      kept: 'this-disk',
      promise: 'an acknowledged event is on the disk of this machine; neither a killed server nor a power cut loses it',
    }),
    gone: () => ({ ...why('log', opened.assertInPlace), ...why('vault', place.assert) }),
    store: undefined,
    marks: { get: async (name) => ledger.mark(name), set: ledger.setMark },
    counts: localCounters,
    inTurn: createInTurn(),
    elsewhere: { share: () => {}, links: () => [], begun: () => [], present: () => new Map() },
    close: async () => {
      await close();
      vault.close();
    },
  };
}

/** A vault that has served a log, but without that log: if only one of the two files was moved, the board would be empty. */
function openBesideVault(file: string, vault: Vault, options: Omit<SqliteLogOptions, 'path'>): SqliteLog {
  try {
    if (vault.hasKey(SERVED_KEY) && !existsSync(file))
      throw new FileUnusable(
        'missing',
        `expected ${file} beside the vault of an earlier server, but it is missing: put it back, or restore a backup; ` +
          `to begin with an empty log and the same accounts, make it by \`touch ${file}\``,
      );
    return openSqliteLog({ path: file, ...options });
  } catch (error) {
    vault.close();
    throw error;
  }
}

function why<Name extends string>(name: Name, assert: () => void): { [N in Name]?: FileGone } {
  try {
    assert();
    return {};
  } catch (cause) {
    if (cause instanceof FileGone) return { [name]: cause } as { [N in Name]: FileGone };
    throw cause;
  }
}

async function openShared({ dataDir }: Place, url: string, { province, calendar, now, log }: Parts): Promise<Storage> {
  // Only who wants Redis loads its client.
  const { openShared } = await import('./log/redis/open.ts');
  let trouble: Error | undefined;
  const watchers: ((cause: Error | undefined) => void)[] = [];
  const shared = await openShared({
    url,
    province,
    dataDir,
    calendar,
    now,
    newId: randomUUID,
    onState: (state) => {
      const next = state.kind === 'up' ? undefined : state.cause;
      if (state.kind === 'refused' && trouble?.message !== state.cause.message)
        log.error(
          { reason: state.cause.message },
          'Redis does not have the log of this node: nothing is written there',
        );
      else if (state.kind === 'away' && trouble === undefined)
        log.warn(
          { reason: state.cause.message },
          'Redis cannot be reached: the board stands still, calls are kept here',
        );
      else if (state.kind === 'up') log.info('Redis is reached');
      trouble = next;
      for (const changed of watchers) changed(next);
    },
    onClock: (ahead) =>
      ahead === 0
        ? log.info('the clock of this machine is that of Redis again')
        : log.warn({ ahead }, 'the clock of this machine differs from that of Redis, which counts: set it by NTP'),
    onError: (cause) => log.debug({ err: cause }, 'what the nodes tell each other was not told now'),
  });
  const store = openSpoolFile(path.join(dataDir, 'spool.sqlite'), (cause) =>
    log.error({ err: cause }, 'what waits for the log is only in memory'),
  );
  const place = inPlace(vaultFile(dataDir));
  log.info({ promise: shared.durability()?.promise }, 'the log is in Redis');
  const { neighbours } = shared;
  return {
    ...shared,
    vault: revokingHere(shared.vault),
    store,
    elsewhere: neighbours,
    isReached: () => trouble === undefined,
    // What the ledger lacks comes again from Redis, and its own writes fail; the vault's copy would go unnoticed.
    gone: () => why('vault', place.assert),
    watch: (changed) => {
      watchers.push(changed);
      if (trouble) changed(trouble);
    },
  };
}
