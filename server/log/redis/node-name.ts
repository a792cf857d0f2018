// By which name a node is listed. It lies in the data folder, beside the ledger and not in it: a node that begins with the
// backup of another is another node.
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

export type NodeName = {
  name: () => string;
  /** Where this node runs: another that shows the same name from elsewhere has a copy of the data folder. */
  where: string;
  /** Takes another name, for good. */
  rename: () => void;
};

export function nodeNameIn(dataDir: string, newId: () => string): NodeName {
  const file = join(dataDir, 'node');
  const make = (): string => {
    const host = hostname()
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .slice(0, 30);
    const name = `${host}-${newId()
      .replaceAll(/[^a-z0-9]/g, '')
      .slice(0, 6)}`;
    writeFileSync(file, `${name}\n`, { mode: 0o600 });
    return name;
  };
  const kept = (): string | undefined => {
    try {
      return readFileSync(file, 'utf8').trim() || undefined;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    }
  };
  let name = kept() ?? make();
  return { name: () => name, where: `${hostname()}:${realpathSync(dataDir)}`, rename: () => void (name = make()) };
}
