// Files with secrets that others on this machine can read: made by hand, by an archive or by an older umask.
import { statSync } from 'node:fs';
import { join } from 'node:path';

/** What is too open, and the command that closes it. */
export type LooseMode = { path: string; mode: string; mend: string };

const SECRET_FILES = ['log.sqlite', 'vault.sqlite', 'spool.sqlite'];
const OF_OTHERS = 0o077;

/** Docker and systemd show these to nobody but the program itself, whatever their modes. */
const HANDED_OUT = /^\/run\/(?:secrets|credentials)\//;

/**
 * The folder's own mode, and those of its files where the folder lets others in; `envFile` may be missing. `secretFiles`: those
 * that settings name.
 */
export function looseModes(dataDir: string, envFile: string, secretFiles: readonly string[] = []): LooseMode[] {
  const folder = loose(dataDir, '700');
  const files = folder.length === 0 ? [] : SECRET_FILES.flatMap((name) => loose(join(dataDir, name), '600'));
  return [
    ...folder,
    ...files,
    ...[envFile, ...secretFiles.filter((file) => !HANDED_OUT.test(file))].flatMap((file) => loose(file, '600')),
  ];
}

function loose(path: string, wanted: string): LooseMode[] {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode;
  if (mode === undefined || (mode & OF_OTHERS) === 0) return [];
  return [{ path, mode: (mode & 0o777).toString(8).padStart(4, '0'), mend: `chmod ${wanted} ${path}` }];
}
