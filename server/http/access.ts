// All routes about who may do what here: accounts, tokens, displays and the audit.
import type { CounterFactory } from '../access/sliding-window.ts';
import type { Pause } from '../access/account-delay.ts';
import type { Passwords } from '../access/passwords.ts';
import { usualPolicy, type SessionPolicy } from '../access/session-rules.ts';
import type { Async, Vault } from '../vault/vault.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Present } from '../push/presence.ts';
import type { SentReplays } from '../push/sent-replays.ts';
import { accountRoutes } from './accounts.ts';
import { auditRoute } from './audit.ts';
import type { Directories } from '../directory/directories.ts';
import { NotLetIn } from '../directory/outcome.ts';
import type { AccountFound } from '../vault/accounts.ts';
import { directoryRoutes } from './directory.ts';
import { displayRoutes } from './displays.ts';
import { usualLimits, type Limits } from './limits.ts';
import { loginRoutes } from './login.ts';
import { pairingRoutes } from './pairing.ts';
import { factorRoutes } from './factors.ts';
import { sessionRoutes } from './own-sessions.ts';
import { passkeyRoutes } from './passkeys.ts';
import { openIdRoutes } from './openid.ts';
import { createPasswordCheck } from './password-check.ts';
import { createSessionOpener } from './open-session.ts';
import type { ErrorLog } from './error-log.ts';
import type { Route } from './route.ts';
import { createSecondFactor } from './second-factor.ts';
import { setupRoutes } from './setup.ts';
import { tokenRoutes } from './tokens.ts';

export type AccessOptions = {
  vault: Async<Omit<Vault, 'close'>>;
  passwords: Passwords;
  ledger: Pick<Ledger, 'byOffice'>;
  presence: () => ReadonlyMap<string, Present>;
  /** Replays that displays were sent to. */
  sent: Pick<SentReplays, 'of' | 'count'>;
  /** Whether a telephone system or the server itself is a source of this name. */
  isSource: (name: string) => boolean;
  /** Ids of the profile's counties. */
  counties: readonly string[];
  /** Of the profile: see access/context-words.ts. */
  provinceWords: readonly string[];
  now: () => number;
  origin?: string | undefined;
  limits?: Partial<Limits> | undefined;
  /** Where attempts are counted; in this process unless given. */
  counts?: CounterFactory | undefined;
  /** Who must have a second factor; the usual one unless given. */
  policy?: SessionPolicy | undefined;
  /** Where people have their accounts beside this server. */
  directories?: Directories | undefined;
  /** Delays answers to guesses. */
  sleep?: Pause | undefined;
  /** Where sign-ins are reported with their address. */
  log?: Pick<ErrorLog, 'info'> | undefined;
  /** How long a TV's claim waits for its confirmation, ms; less than proxies wait for an answer. */
  claimMs?: number | undefined;
};

const CLAIM_MS = 25_000;

export function accessRoutes(options: AccessOptions): readonly Route[] {
  const { directories } = options;
  const limits = { ...usualLimits, ...options.limits };
  const policy = options.policy ?? usualPolicy;
  const all = {
    ...options,
    limits,
    policy,
    enter: createSessionOpener({ ...options, policy }),
    check: createPasswordCheck({ ...options, ldap: directories?.ldap }),
    directories,
    openid: directories?.openid,
    stillIn: directories?.stillIn ?? withoutDirectory,
    second: createSecondFactor(options),
    claimMs: options.claimMs ?? CLAIM_MS,
  };
  return [
    ...setupRoutes(all),
    ...loginRoutes(all),
    ...openIdRoutes(all),
    ...directoryRoutes(all),
    ...factorRoutes(all),
    ...passkeyRoutes(all),
    ...sessionRoutes(all),
    ...accountRoutes(all),
    ...tokenRoutes(all),
    ...pairingRoutes(all),
    ...displayRoutes(all),
    auditRoute(all),
  ];
}

/** The settings of a directory were taken away, and accounts of it are left. */
async function withoutDirectory({ directory }: AccountFound): Promise<void> {
  if (directory !== undefined) throw new NotLetIn('disabled', 'the directory of this account is not set any more');
}
