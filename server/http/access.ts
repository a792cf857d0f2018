// All routes about who may do what here: accounts, tokens, displays and the audit.
import type { CounterFactory } from '../access/sliding-window.ts';
import type { Passwords } from '../access/passwords.ts';
import type { Async, Vault } from '../vault/vault.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Present } from '../push/presence.ts';
import { accountRoutes } from './accounts.ts';
import { auditRoute } from './audit.ts';
import { displayRoutes } from './displays.ts';
import { usualLimits, type Limits } from './limits.ts';
import { loginRoutes } from './login.ts';
import { pairingRoutes } from './pairing.ts';
import { createPasswordCheck } from './password-check.ts';
import type { Route } from './route.ts';
import { setupRoutes } from './setup.ts';
import { tokenRoutes } from './tokens.ts';

export type AccessOptions = {
  vault: Async<Omit<Vault, 'close'>>;
  passwords: Passwords;
  ledger: Pick<Ledger, 'byOffice'>;
  presence: () => ReadonlyMap<string, Present>;
  /** Whether a telephone system or the server itself is a source of this name. */
  isSource: (name: string) => boolean;
  /** Ids of the profile's counties. */
  counties: readonly string[];
  now: () => number;
  origin?: string | undefined;
  limits?: Partial<Limits> | undefined;
  /** Where attempts are counted; in this process unless given. */
  counts?: CounterFactory | undefined;
  /** How long a TV's claim waits for its confirmation, ms; less than proxies wait for an answer. */
  claimMs?: number | undefined;
};

const CLAIM_MS = 25_000;

export function accessRoutes(options: AccessOptions): readonly Route[] {
  const limits = { ...usualLimits, ...options.limits };
  const all = { ...options, limits, check: createPasswordCheck(options), claimMs: options.claimMs ?? CLAIM_MS };
  return [
    ...setupRoutes(all),
    ...loginRoutes(all),
    ...accountRoutes(all),
    ...tokenRoutes(all),
    ...pairingRoutes(all),
    ...displayRoutes(all),
    auditRoute(all),
  ];
}
