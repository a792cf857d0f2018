// Asks a directory again and again about those who are signed in: who lost a group loses its role, and who is closed out there is
// signed out here. While it is away nothing changes: who is in stays in until the session ends.
import { MINUTE } from '../../shared/time.ts';
import { DIRECTORY } from '../vault/names.ts';
import type { Async, Vault } from '../vault/vault.ts';
import type { AccountOf } from './account-of.ts';
import type { Ldap } from './ldap.ts';
import { DirectoryAway } from './outcome.ts';

const EVERY_MS = 5 * MINUTE;

type Options = {
  directory: string;
  ldap: Pick<Ldap, 'lookUp'>;
  vault: Async<Pick<Vault, 'peopleSignedIn' | 'endSessions'>>;
  accountOf: AccountOf;
  now: () => number;
  onError: (cause: unknown) => void;
};

/** One round. */
export async function recheck({ directory, ldap, vault, accountOf, now, onError }: Options): Promise<void> {
  for (const { account, subject } of await vault.peopleSignedIn(directory, now())) {
    try {
      const person = await ldap.lookUp(subject);
      if (person === undefined || person.closed !== undefined || person.role === undefined)
        await vault.endSessions({ account, by: DIRECTORY, now: now() });
      else await accountOf({ directory, ...person });
    } catch (cause) {
      if (!(cause instanceof DirectoryAway)) onError(cause);
      // Somebody's own entry may be at fault; of a server that is away the others need not be asked.
      else if (cause.reason !== 'too-many-found' && cause.reason !== 'no-lasting-id') return;
    }
  }
}

/** Returns what ends it. */
export function startRecheck(options: Options, everyMs = EVERY_MS): () => Promise<void> {
  let running = Promise.resolve();
  let isRunning = false;
  const timer = setInterval(() => {
    if (isRunning) return;
    isRunning = true;
    running = recheck(options)
      .catch(options.onError)
      .finally(() => (isRunning = false));
  }, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
