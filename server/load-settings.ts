// The file .env of the folder that a program is started in. What the environment already says wins.
import { existsSync } from 'node:fs';

/** A file that may not be read was read by the process that started the program: systemd does so as root. */
export function loadSettings(file = '.env'): void {
  if (!existsSync(file)) return;
  try {
    process.loadEnvFile(file);
  } catch (cause) {
    const isClosed = cause instanceof Error && 'code' in cause && cause.code === 'EACCES';
    if (!isClosed || process.env['INVOCATION_ID'] === undefined) throw cause;
  }
}
