// The file .env of the folder that a program is started in, and the files of secrets that are named there or in the
// environment. What the environment already says wins.
import { existsSync, readFileSync } from 'node:fs';
import { readSecretFiles } from './secret-files.ts';

/**
 * Returns the files of secrets that were read. `secrets: false` for commands that need none: their service may not have the files of
 * the server's.
 */
export function loadSettings(file = '.env', { secrets = true } = {}): string[] {
  if (existsSync(file)) readEnvFile(file);
  if (!secrets) return [];
  const { values, files, faults } = readSecretFiles(process.env, (path) => readFileSync(path, 'utf8'));
  if (faults.length > 0) {
    process.stderr.write(`The configuration has faults:\n${faults.map((fault) => `  ${fault}\n`).join('')}`);
    process.exit(2);
  }
  for (const [name, value] of Object.entries(values)) process.env[name] = value;
  return files;
}

/** A file that may not be read was read by the process that started the program: systemd does so as root. */
function readEnvFile(file: string): void {
  try {
    process.loadEnvFile(file);
  } catch (cause) {
    const isClosed = cause instanceof Error && 'code' in cause && cause.code === 'EACCES';
    if (!isClosed || process.env['INVOCATION_ID'] === undefined) throw cause;
  }
}
