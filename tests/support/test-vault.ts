// A real vault in a folder of its own that goes away with the test, and a look at its file from outside.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { onTestFinished } from 'vitest';
import type { AuditEvent } from '../../server/vault/outbox.ts';
import { openVaultFile } from '../../server/vault/schema.ts';
import { openVault, vaultParts, type Vault, type VaultParts } from '../../server/vault/vault.ts';

export const NOW = 1_795_455_100_000;

export type OpenVault = ReturnType<typeof openTestVault>;

export function openTestVault() {
  const dir = mkdtempSync(join(tmpdir(), 'wallboard-vault-'));
  let vault = openVault(dir);
  onTestFinished(() => {
    vault.close();
    rmSync(dir, { recursive: true });
  });
  return {
    dir,
    get vault(): Vault {
      return vault;
    },
    /** Closes it and opens it again, as a restart does. */
    reopen(): void {
      vault.close();
      vault = openVault(dir);
    },
    /** The same vault, as whoever has it open while the disk takes nothing. */
    unwritable(): VaultParts {
      const db = openVaultFile(join(dir, 'vault.sqlite'));
      onTestFinished(() => db.close());
      const parts = vaultParts(db);
      db.exec('pragma query_only = on');
      return parts;
    },
    /** What the log is still to be told, oldest first. */
    audited: (): AuditEvent[] => vault.pending(1_000).map(({ event }) => event),
    /** Rows of a question to the file itself. */
    ask(sql: string): Record<string, unknown>[] {
      const db = new DatabaseSync(join(dir, 'vault.sqlite'));
      try {
        return db.prepare(sql).all();
      } finally {
        db.close();
      }
    },
    /** Every byte of its files, as text. */
    bytes: (): string =>
      readdirSync(dir)
        .map((file) => readFileSync(join(dir, file)).toString('latin1'))
        .join(''),
  };
}
