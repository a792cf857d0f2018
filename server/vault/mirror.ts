// The vault of several machines: every node reads its own copy, and all copies apply the same changes in the same order. A
// write runs on the local copy and is rolled back; its changeset is appended to the shared log by compare-and-set. The loser
// of a race applies the winner's changes and retries. So all that the vault does is written once, for one machine and for
// many.
import { apply, clearVault, dryRun, snapshotOf } from './changes.ts';
import type { Seen } from './displays.ts';
import type { Changed } from './outbox.ts';
import { openVaultFile } from './schema.ts';
import { vaultParts, type AsyncVault, type VaultParts } from './vault.ts';

/** `whole`: it makes the vault of an empty one, and nothing before it counts. */
export type VaultChange = { version: number; change: Uint8Array; whole?: boolean };

/** The common order, wherever it is kept. All reject with LogUnwritable when it cannot be asked. */
export type VaultChanges = {
  version: () => Promise<number>;
  /** Makes it the next after `at`; false when another one is. */
  add: (at: number, change: Uint8Array) => Promise<boolean>;
  /** What comes after a version, in order; a whole first where the changes are kept no longer. */
  after: (version: number) => Promise<VaultChange[]>;
  /** Keeps a whole in place of all changes up to its version. */
  keep: (whole: VaultChange) => Promise<void>;
};

export type VaultMirror = {
  vault: AsyncVault;
  version: () => number;
  /** Takes over what comes next in the common order. */
  take: (changes: readonly VaultChange[]) => Promise<void>;
  /** Takes over everything that there is now. */
  catchUp: () => Promise<void>;
  whole: () => VaultChange;
};

type Answers = Omit<VaultParts, 'watch'>;
/**
 * `look`: finding nothing may mean that news has not arrived. `list`: what is known here. `tidy`: a look that also forgets.
 */
const methodKinds: Record<keyof Answers, 'look' | 'list' | 'tidy' | 'write'> = {
  findToken: 'look',
  findSession: 'look',
  findAccount: 'look',
  isKnownDevice: 'look',
  findOffer: 'look',
  displayById: 'look',
  hasKey: 'look',
  isSetUp: 'look',
  factorsOf: 'list',
  findTotp: 'look',
  findPasskey: 'look',
  hasPasskeys: 'look',
  listPasskeys: 'list',
  listSessions: 'list',
  findDisplay: 'tidy',
  listTokens: 'list',
  listAccounts: 'list',
  peopleSignedIn: 'list',
  fullNames: 'list',
  listDisplays: 'list',
  storedRecipients: 'list',
  storedLinks: 'list',
  findFeed: 'look',
  listFeeds: 'list',
  emblem: 'list',
  pending: 'list',
  createToken: 'write',
  revokeToken: 'write',
  openSession: 'write',
  closeSession: 'write',
  createCode: 'write',
  useCode: 'write',
  createAccount: 'write',
  changeAccount: 'write',
  takeFromDirectory: 'write',
  revokeAccount: 'write',
  rehash: 'write',
  signIn: 'write',
  noteRefused: 'write',
  signOut: 'write',
  signOutEverywhere: 'write',
  touchSession: 'write',
  confirmSession: 'write',
  endSession: 'write',
  endSessions: 'write',
  endProviderSessions: 'write',
  newRecoveryCodes: 'write',
  useRecoveryCode: 'write',
  clearFactors: 'write',
  beginTotp: 'write',
  confirmTotp: 'write',
  takeStep: 'write',
  removeTotp: 'write',
  passkeyUser: 'write',
  addPasskey: 'write',
  takePasskey: 'write',
  removePasskey: 'write',
  createSetupCode: 'write',
  whyNoSetup: 'write',
  setUp: 'write',
  key: 'write',
  createOffer: 'write',
  pairDisplay: 'write',
  changeDisplay: 'write',
  revokeDisplay: 'write',
  commandDisplay: 'write',
  replayDisplays: 'write',
  claimOffer: 'write',
  renewDisplay: 'write',
  createRecipient: 'write',
  changeRecipient: 'write',
  removeRecipient: 'write',
  noteTested: 'write',
  saveLink: 'write',
  removeLink: 'write',
  createFeed: 'write',
  revokeFeed: 'write',
  setEmblem: 'write',
  removeEmblem: 'write',
  noteLinkTested: 'write',
  markSent: 'write',
};

/** A snapshot is stored after this many changes: a new node need not read years of them. */
const WHOLE_EVERY = 500;

/** Opens the copy at `path`. Throws FileUnusable. */
export function openVaultMirror(options: { path: string; changes: VaultChanges; seen?: Seen }): VaultMirror {
  const { changes } = options;
  const db = openVaultFile(options.path);
  // The copy can be rebuilt, so losing its last writes in a power cut is acceptable.
  db.exec(
    'pragma synchronous = normal; create table if not exists mirrored (only_one integer primary key, version integer)',
  );
  const parts = vaultParts(db, options.seen);
  const setVersion = db.prepare(
    'insert into mirrored values (1, ?) on conflict do update set version = excluded.version',
  );
  let version = Number(db.prepare('select version from mirrored').get()?.['version'] ?? 0);
  const watchers = new Set<Changed>();
  let catching: Promise<void> | undefined;

  const takeOne = (next: VaultChange): boolean => {
    if (next.version <= version) return true;
    if (!next.whole && next.version !== version + 1) return false;
    db.exec('begin immediate');
    try {
      // A copy that is read again from the beginning may hold rows of before.
      if (next.whole || version === 0) clearVault(db);
      const fits = apply(db, next.change);
      if (fits) setVersion.run(next.version);
      db.exec(fits ? 'commit' : 'rollback');
      if (fits) version = next.version;
      return fits;
    } catch (error) {
      if (db.isTransaction) db.exec('rollback');
      throw error;
    }
  };

  const catchUpNow = async (): Promise<void> => {
    const before = version;
    for (const next of await changes.after(version)) if (!takeOne(next)) break;
    if (version !== before) notify();
  };
  const catchUp = (): Promise<void> => (catching ??= catchUpNow().finally(() => (catching = undefined)));

  const take = async (next: readonly VaultChange[]): Promise<void> => {
    const before = version;
    if (!next.every(takeOne)) await catchUp();
    // A copy that diverged, which only manual changes can cause, starts over.
    if ((next.at(-1)?.version ?? 0) > version) await rebuild();
    if (version !== before) notify();
  };
  const rebuild = async (): Promise<void> => {
    const [first, ...rest] = await changes.after(0);
    version = 0;
    if (first) takeOne({ ...first, whole: true });
    for (const next of rest) takeOne(next);
  };
  const notify = (): void => {
    for (const changed of watchers) changed(undefined);
  };

  /** Whether there is more than what was known at a version; then it is known here now. It may have arrived on its own. */
  const isMore = async (at: number): Promise<boolean> => {
    try {
      const latest = await changes.version();
      if (latest > version) await catchUp();
    } catch {
      // No other node can be asked: what is known here stands.
    }
    return version !== at;
  };

  const whole = (): VaultChange => ({ version, change: snapshotOf(db), whole: true });
  let writing: Promise<unknown> = Promise.resolve();
  const write = async <T>(run: () => T): Promise<T> => {
    for (;;) {
      const at = version;
      const attempt = attempted(() => dryRun(db, run));
      // A refusal, or nothing to do, may be due to news that has not arrived.
      if (attempt.failed || attempt.done.change.length === 0) {
        if (await isMore(at)) continue;
        if (attempt.failed) throw attempt.cause;
        return attempt.done.result;
      }
      const { result, change } = attempt.done;
      if (!(await changes.add(at, change))) {
        await catchUp();
        continue;
      }
      await take([{ version: at + 1, change }]);
      if (version % WHOLE_EVERY === 0) changes.keep(whole()).catch(() => {}); // The next one is made after the same number of changes.
      return result;
    }
  };
  const inTurn = <T>(run: () => T): Promise<T> => {
    const turn = writing.then(() => write(run));
    writing = turn.catch(() => {}); // The caller gets the error.
    return turn;
  };
  const look = async <T>(run: () => T): Promise<T> => {
    const at = version;
    const found = run();
    if (found !== undefined && found !== false) return found;
    return (await isMore(at)) ? run() : found;
  };
  const tidy = async <T>(run: () => T): Promise<T> => {
    const at = version;
    let found = dryRun(db, run);
    if (found.result === undefined && (await isMore(at))) found = dryRun(db, run);
    if (found.change.length > 0) inTurn(run).catch(() => {}); // It is tidied at the next look.
    return found.result;
  };

  const far = (name: keyof Answers): unknown => {
    const method = parts[name] as (...given: unknown[]) => unknown;
    const does = { look, tidy, write: inTurn, list: async <T>(run: () => T): Promise<T> => run() }[methodKinds[name]];
    return (...given: unknown[]) => does(() => method(...given));
  };
  const methods = Object.fromEntries((Object.keys(methodKinds) as (keyof Answers)[]).map((name) => [name, far(name)]));
  const vault = {
    ...methods,
    watch: (changed: Changed) => {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    close: () => db.close(),
  } as unknown as AsyncVault;

  return { vault, version: () => version, take, catchUp, whole };
}

type Attempt<T> = { failed: false; done: T } | { failed: true; cause: Error };

function attempted<T>(run: () => T): Attempt<T> {
  try {
    return { failed: false, done: run() };
  } catch (cause) {
    return { failed: true, cause: cause instanceof Error ? cause : new Error(String(cause)) };
  }
}
