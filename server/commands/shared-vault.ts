// The vault that the nodes share, as a command takes it: a copy that lives as long as the command does.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openVaultMirror } from '../vault/mirror.ts';
import { vaultFile, type AsyncVault } from '../vault/vault.ts';
import { connectHome } from '../log/redis/topology.ts';
import { keysOf } from '../log/redis/keys.ts';
import { createVaultStream } from '../log/redis/vault-stream.ts';
import { errorText } from '../error-text.ts';

/** Rejects when Redis cannot be reached, or holds no log of this province yet. */
export async function openSharedVault({ url, province }: { url: string; province: string }): Promise<AsyncVault> {
  const keys = keysOf(province);
  const { send, end } = await connectHome(url, keys.log).catch((cause: unknown) => {
    const said = errorText(cause);
    throw new Error(`REDIS_URL: expected a Redis that answers, got: ${said}`, { cause });
  });
  const stream = await send(['HGET', keys.about, 'id']);
  if (typeof stream !== 'string') {
    end(new Error('the command is over'));
    throw new Error(`Redis holds no log of ${province}: start a node first, which begins one`);
  }
  const dir = mkdtempSync(path.join(tmpdir(), 'wallboard-vault-'));
  const { vault, catchUp } = openVaultMirror({
    path: vaultFile(dir),
    changes: createVaultStream({ send, keys, stream: () => stream }),
  });
  const close = (): void => {
    vault.close();
    end(new Error('the command is over'));
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    await catchUp();
  } catch (cause) {
    close();
    throw cause;
  }
  return { ...vault, close };
}
