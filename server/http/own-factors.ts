// Second factors of one's own are for whoever signs in here: an OpenID provider asks for its own, and one of ours beside it would let
// somebody in whom the provider no longer knows.
import { isOfOpenId } from '../directory/directories.ts';
import type { Async, Vault } from '../vault/vault.ts';
import { Problem } from './problem.ts';

/** Throws Problem `of-directory`. */
export async function requireOwnFactors(vault: Async<Pick<Vault, 'findAccount'>>, account: string): Promise<void> {
  const found = await vault.findAccount(account);
  if (found && isOfOpenId(found))
    throw new Problem('of-directory', 'the OpenID provider of this account asks for the second factor');
}
