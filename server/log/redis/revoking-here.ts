// Revoking while Redis takes no writes: this node refuses at once, and all do as soon as it can be written. The answer names
// that, because until then the other nodes still admit the identity.
import { LogUnwritable } from '../../log-unwritable.ts';
import type { Changed } from '../../vault/outbox.ts';
import type { AsyncVault } from '../../vault/vault.ts';

const AGAIN_MS = 2_000;

/** It is refused by this node, and not yet by the others. */
export class RevokedHereOnly extends Error {
  constructor(cause: unknown) {
    super('revoked on this node only: Redis takes no writes, and the other nodes follow when it does', { cause });
  }
}

/** `revokeToken` and `revokeDisplay` reject with RevokedHereOnly. */
export function revokingHere(vault: AsyncVault, { againMs = AGAIN_MS } = {}): AsyncVault {
  /** What is refused and not yet written, with how it will be. */
  const pending = new Map<string, () => Promise<boolean>>();
  const watchers = new Set<Changed>();
  let timer: NodeJS.Timeout | undefined;

  const writePending = async (): Promise<void> => {
    for (const [key, revoke] of pending)
      try {
        await revoke();
        pending.delete(key);
      } catch {
        // It is tried again with the others.
      }
    if (pending.size > 0) again();
  };
  const again = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void writePending(), againMs).unref();
  };
  const orHere = async (
    key: string,
    isThere: () => Promise<boolean>,
    revoke: () => Promise<boolean>,
  ): Promise<boolean> => {
    try {
      return await revoke();
    } catch (cause) {
      if (!(cause instanceof LogUnwritable)) throw cause;
      if (!pending.has(key) && !(await isThere())) return false;
      pending.set(key, revoke);
      again();
      for (const changed of watchers) changed(undefined);
      throw new RevokedHereOnly(cause);
    }
  };
  const isRefused = (kind: 'token' | 'display', id: string | undefined): boolean => pending.has(`${kind}/${id}`);

  return {
    ...vault,
    revokeToken: (id, now, by) =>
      orHere(
        `token/${id}`,
        async () => (await vault.listTokens()).some((token) => token.id === id && token.revokedAt === undefined),
        async () => vault.revokeToken(id, now, by),
      ),
    revokeDisplay: (revoked) =>
      orHere(
        `display/${revoked.id}`,
        async () => (await vault.displayById(revoked.id, revoked.now)) !== undefined,
        async () => vault.revokeDisplay(revoked),
      ),
    async findToken(plain, now) {
      const token = await vault.findToken(plain, now);
      return isRefused('token', token?.id) ? undefined : token;
    },
    async findSession(plain, now) {
      const session = await vault.findSession(plain, now);
      return isRefused('token', session?.tokenId) ? undefined : session;
    },
    async findDisplay(plain, now) {
      const display = await vault.findDisplay(plain, now);
      return isRefused('display', display?.id) ? undefined : display;
    },
    displayById: async (id, now) => (isRefused('display', id) ? undefined : vault.displayById(id, now)),
    watch(changed) {
      const stop = vault.watch(changed);
      watchers.add(changed);
      return () => {
        watchers.delete(changed);
        stop();
      };
    },
    close() {
      clearTimeout(timer);
      vault.close();
    },
  };
}
