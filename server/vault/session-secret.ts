// By which secrets a session is found: the one that it has now, and for a few seconds the one before.
import { SECOND } from '../../shared/time.ts';

/** What a browser had asked with the former secret before it had the new one is still answered. */
export const FORMER_MS = 10 * SECOND;

/**
 * The condition that a session is that of a secret, in SQL. `hash` and `now`: expressions for the secret's hash and the time (epoch
 * ms); without a time a former secret counts whenever it was, for what follows on a request that was let in by it.
 */
export const hasSecret = (hash: string, now?: string): string =>
  `(secret = ${hash} or (hash = ${hash} and secret is null)
    or (former = ${hash}${now === undefined ? '' : ` and former_until > ${now}`}))`;
