// Holds sessions of people to the rules: each ends when its person is gone for long. Screens are excepted: nobody is there.
import { MINUTE } from '../../shared/time.ts';
import type { Async, Vault } from '../vault/vault.ts';
import type { Credentials } from './authentication.ts';
import { needsFactor, type SessionPolicy } from './session-rules.ts';

/** That somebody is active is stored at most so often. */
const TOUCH_MS = MINUTE;
/** People at work at the same time; of more, the ones seen longest ago are looked up in the vault again. */
const MOST_REMEMBERED = 5_000;

type Kept = Async<Pick<Vault, 'findToken' | 'findSession' | 'findDisplay' | 'displayById' | 'touchSession'>>;

export function withSessionPolicy(vault: Kept, policy: SessionPolicy): Credentials {
  /** When each person last did something, by the secret of the session: it counts even while the vault cannot be written. */
  const active = new Map<string, number>();
  const remember = (plain: string, now: number): void => {
    active.delete(plain);
    active.set(plain, now);
    if (active.size > MOST_REMEMBERED) active.delete(active.keys().next().value ?? plain);
  };

  return {
    findToken: (plain, now) => vault.findToken(plain, now),
    findDisplay: (plain, now) => vault.findDisplay(plain, now),
    displayById: (id, now) => vault.displayById(id, now),
    async findSession(plain, now) {
      const found = await vault.findSession(plain, now);
      if (found?.account === undefined) return found;
      const seenAt = Math.max(found.seenAt, active.get(plain) ?? 0);
      if (policy.idleMs > 0 && now - seenAt >= policy.idleMs) return undefined;
      return { ...found, seenAt, ...(!found.hasFactor && needsFactor(found.role, policy) && { mustSetUp: true }) };
    },
    async noteActive(plain, now) {
      const last = active.get(plain);
      if (last !== undefined && now - last < TOUCH_MS) return;
      remember(plain, now);
      try {
        await vault.touchSession(plain, now);
      } catch {
        // It stays signed in here; another node learns of the next thing that its person does.
      }
    },
  };
}
