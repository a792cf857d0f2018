// Revoking also while the disk takes nothing: room that was kept for it is given up, and what cannot be written even then is
// refused from memory at once and written as soon as it can be.
import { isUnwritable } from '../sqlite/open-errors.ts';
import type { Changed } from './outbox.ts';
import type { Vault } from './vault.ts';

const AGAIN_MS = 2_000;

type Parts = { giveUpRoom: () => void; againMs?: number };

export function revokingAlways(vault: Vault, { giveUpRoom, againMs = AGAIN_MS }: Parts): Vault {
  /** What is refused and not yet written, with how it will be. */
  const pending = new Map<string, () => boolean>();
  const watchers = new Set<Changed>();
  let timer: NodeJS.Timeout | undefined;

  const tried = (revoke: () => boolean): boolean | undefined => {
    try {
      return revoke();
    } catch (error) {
      if (!isUnwritable(error)) throw error;
      return undefined;
    }
  };
  const writePending = (): void => {
    for (const [key, revoke] of pending) if (tried(revoke) !== undefined) pending.delete(key);
    if (pending.size > 0) timer = setTimeout(writePending, againMs).unref();
  };
  const always = (key: string, isThere: () => boolean, revoke: () => boolean): boolean => {
    if (pending.has(key)) return false;
    let done = tried(revoke);
    if (done !== undefined) return done;
    giveUpRoom();
    done = tried(revoke);
    if (done !== undefined) return done;
    if (!isThere()) return false;
    pending.set(key, revoke);
    clearTimeout(timer);
    timer = setTimeout(writePending, againMs).unref();
    for (const changed of watchers) queueMicrotask(() => changed(undefined));
    return true;
  };
  const isRefused = (kind: 'token' | 'display', id: string | undefined): boolean => pending.has(`${kind}/${id}`);

  return {
    ...vault,
    revokeToken: (id, now, by) =>
      always(
        `token/${id}`,
        () => vault.listTokens().some((token) => token.id === id && token.revokedAt === undefined),
        () => vault.revokeToken(id, now, by),
      ),
    revokeDisplay: (revoked) =>
      always(
        `display/${revoked.id}`,
        () => vault.displayById(revoked.id, revoked.now) !== undefined,
        () => vault.revokeDisplay(revoked),
      ),
    findToken(plain, now) {
      const token = vault.findToken(plain, now);
      return isRefused('token', token?.id) ? undefined : token;
    },
    findSession(plain, now) {
      const session = vault.findSession(plain, now);
      return isRefused('token', session?.tokenId) ? undefined : session;
    },
    findDisplay(plain, now) {
      const display = vault.findDisplay(plain, now);
      return isRefused('display', display?.id) ? undefined : display;
    },
    displayById: (id, now) => (isRefused('display', id) ? undefined : vault.displayById(id, now)),
    listTokens: () => vault.listTokens().filter(({ id }) => !isRefused('token', id)),
    listDisplays: (...given) => vault.listDisplays(...given).filter(({ id }) => !isRefused('display', id)),
    watch(changed) {
      const stop = vault.watch(changed);
      watchers.add(changed);
      return () => {
        watchers.delete(changed);
        stop();
      };
    },
    close() {
      // A stop is a last chance; what fails now as well has to be revoked again after the start.
      clearTimeout(timer);
      for (const revoke of pending.values()) tried(revoke);
      vault.close();
    },
  };
}
