// Recovery codes come with the first second factor, for the day when it is lost.
import type { Async, Vault } from '../vault/vault.ts';

/** Ten codes, to be shown once; none where there are some already. */
export async function firstRecoveryCodes(
  vault: Async<Pick<Vault, 'factorsOf' | 'newRecoveryCodes'>>,
  account: string,
  now: number,
): Promise<{ recovery?: string[] }> {
  const { recoveryLeft } = await vault.factorsOf(account);
  return recoveryLeft > 0 ? {} : { recovery: await vault.newRecoveryCodes({ account, by: account, now }) };
}
