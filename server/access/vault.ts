// The vault: hashed secrets of tokens, sessions and one-use codes, in a file of its own, never in the log.
import { join } from 'node:path';
import { createCodes, type Codes } from './vault-codes.ts';
import { openVaultFile } from './vault-schema.ts';
import { createSessions, type Sessions } from './vault-sessions.ts';
import { createTokens, type Tokens } from './vault-tokens.ts';

export type Vault = Tokens & Sessions & Codes & { close: () => void };

/**
 * Opens `vault.sqlite` in `dataDir`, and makes both (0600, 0700) if need be. Any number of processes may have it open;
 * what one writes the others see at once. Throws FileUnusable.
 */
export function openVault(dataDir: string): Vault {
  const db = openVaultFile(join(dataDir, 'vault.sqlite'));
  return { ...createTokens(db), ...createSessions(db), ...createCodes(db), close: () => db.close() };
}
