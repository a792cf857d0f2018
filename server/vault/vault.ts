// The vault: accounts, tokens, sessions, displays, one-use codes, who gets notices, links to telephone systems and calendars, in
// a separate file, never in the log. All credentials of those who come in are hashed.
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { FileUnusable } from '../sqlite/open-errors.ts';
import { createAccounts, type Accounts } from './accounts.ts';
import { createCodes, type Codes } from './codes.ts';
import { createDirectoryPeople, type DirectoryPeople } from './directory-people.ts';
import { createDisplaySecrets, type DisplaySecrets } from './display-secrets.ts';
import { createDisplays, type Displays, type Seen } from './displays.ts';
import { createSignIns, type SignIns } from './sign-in.ts';
import { createEmblems, type Emblems } from './emblem.ts';
import { createFactors, type Factors } from './factors.ts';
import { createFeeds, type Feeds } from './feeds.ts';
import { createKeys, type Keys } from './keys.ts';
import { createLinks, type StoredLinks } from './links.ts';
import { createOffers, type Offers } from './offers.ts';
import { createPasskeys, type Passkeys } from './passkeys.ts';
import { createProviderSignOuts, type ProviderSignOuts } from './provider-sign-out.ts';
import { createRecipients, type Recipients } from './recipients.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { openVaultFile } from './schema.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { createSetup, type Setup } from './setup.ts';
import { createTotps, type Totps } from './totp.ts';
import { createTokens, type Tokens } from './tokens.ts';

export type VaultParts = Tokens &
  Sessions &
  Codes &
  Accounts &
  DirectoryPeople &
  SignIns &
  ProviderSignOuts &
  Factors &
  Totps &
  Passkeys &
  Setup &
  Keys &
  Offers &
  Displays &
  DisplaySecrets &
  Recipients &
  StoredLinks &
  Feeds &
  Emblems &
  Outbox;
export type Vault = VaultParts & { close: () => void };
/** A vault that may be on another machine; only the watching is always here. */
export type AsyncVault = Async<Omit<VaultParts, 'watch'>> & Pick<VaultParts, 'watch'> & { close: () => void };

/** A vault as its callers take it: it may be on another machine, so whatever it answers is awaited. */
export type Async<Part> = {
  [Name in keyof Part]: Part[Name] extends (...given: infer Given) => infer Answer
    ? (...given: Given) => Answer | Promise<Answer>
    : never;
};

/** Everything that a vault does, on its open file. `seen`: as of the displays. */
export function vaultParts(db: DatabaseSync, seen?: Seen): VaultParts {
  const outbox = createOutbox(db);
  const displays = createDisplays(db, outbox, seen);
  const { pending, markSent, watch } = outbox;
  return {
    ...createTokens(db, outbox),
    ...createSessions(db, outbox),
    ...createCodes(db),
    ...createAccounts(db, outbox),
    ...createDirectoryPeople(db, outbox),
    ...createSignIns(db, outbox),
    ...createProviderSignOuts(db, outbox),
    ...createFactors(db, outbox),
    ...createTotps(db, outbox),
    ...createPasskeys(db, outbox),
    ...createSetup(db, outbox),
    ...createOffers(db),
    ...createKeys(db),
    ...displays,
    ...createDisplaySecrets(db, displays, outbox),
    ...createRecipients(db, outbox),
    ...createLinks(db, outbox),
    ...createFeeds(db, outbox),
    ...createEmblems(db, outbox),
    pending,
    markSent,
    watch,
  };
}

/**
 * Opens `vault.sqlite` in `dataDir`, and makes both (0600, 0700) if need be. Any number of processes may have it open;
 * what one writes the others see at once. Throws FileUnusable.
 */
export function openVault(dataDir: string): Vault {
  const db = openVaultFile(vaultFile(dataDir));
  requireOwn(db, dataDir);
  return { ...vaultParts(db), close: () => db.close() };
}

/** What is written into a copy of a shared vault would be nowhere else. */
function requireOwn(db: DatabaseSync, dataDir: string): void {
  if (db.prepare(`select 1 from sqlite_schema where name = 'mirrored'`).get() === undefined) return;
  db.close();
  throw new FileUnusable(
    'of-redis',
    `DATA_DIR ${dataDir} belongs to a node whose vault is in Redis: set REDIS_URL, or take log and vault back with \`npm run -s redis -- take\``,
  );
}

export const vaultFile = (dataDir: string): string => join(dataDir, 'vault.sqlite');
