// The vault of a running server.
import { join } from 'node:path';
import { createBallast } from '../sqlite/ballast.ts';
import { revokingAlways } from './revoking.ts';
import { openVault, type Vault } from './vault.ts';

/** As `openVault`; who was let in can be revoked on a full disk too. Throws FileUnusable. */
export function openServedVault(dataDir: string): Vault {
  const vault = openVault(dataDir);
  const ballast = createBallast(join(dataDir, 'ballast'));
  const close = (): void => {
    ballast.stop();
    vault.close();
  };
  return revokingAlways({ ...vault, close }, { giveUpRoom: ballast.giveUp });
}
