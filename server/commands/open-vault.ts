// The vault as a command finds it: the file in DATA_DIR, or the one that all nodes share.
import { openVault, type AsyncVault } from '../vault/vault.ts';

/** `profile`: its name or path; asked only where there is a `redisUrl`. */
export type WhereVault = { dataDir: string; redisUrl?: string | undefined; profile?: string | undefined };

/** Rejects with FileUnusable, or why Redis cannot be used. */
export async function openCommandVault({ dataDir, redisUrl, profile }: WhereVault): Promise<AsyncVault> {
  if (redisUrl === undefined) return openVault(dataDir);
  const { openSharedVault } = await import('./shared-vault.ts');
  const { loadProfile } = await import('../profiles/load.ts');
  return openSharedVault({ url: redisUrl, province: loadProfile(profile ?? 'mazandaran').id });
}

/** From the variables of the README; empty counts as unset. */
export const whereVault = (environment: Readonly<Record<string, string | undefined>>): WhereVault => ({
  dataDir: environment['DATA_DIR']?.trim() || './data',
  redisUrl: environment['REDIS_URL']?.trim() || undefined,
  profile: environment['PROFILE']?.trim() || 'mazandaran',
});
