// For which address passkeys of this server are made: the public one, which must be a name, over TLS. Pure.
import type { PasskeyObstacle } from '../../shared/account-rules.ts';
import { isAddress } from './origin.ts';

/** `id`: the host that browsers bind passkeys to. */
export type RelyingParty = { id: string; origin: string };

/**
 * `page`: the origin of the page that asks, which is known to be one of ours. `configured`: the public origin. Without one
 * only this machine's own name will do: browsers count `localhost` as secure.
 */
export function relyingParty(page: string | undefined, configured: string | undefined): RelyingParty | PasskeyObstacle {
  if (page === undefined || !URL.canParse(page)) return 'other-address';
  const { origin, hostname, protocol } = new URL(page);
  if (isAddress(hostname)) return 'no-name';
  const isLocal = hostname === 'localhost';
  if (protocol !== 'https:' && !isLocal) return 'not-secure';
  if (configured === undefined) return isLocal ? { id: hostname, origin } : 'no-public-address';
  return origin === new URL(configured).origin ? { id: hostname, origin } : 'other-address';
}
