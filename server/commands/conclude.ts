// How a command of the shell ends.
import { handOver } from './hand-over.ts';

export type CommandResult = { exit: 0 | 1 | 2; stdout: string; stderr: string };

/** Says what came of it, and ends with its status. What root made in DATA_DIR goes to the folder's owner. */
export function conclude({ exit, stdout, stderr }: CommandResult): void {
  handOver(process.env['DATA_DIR']?.trim() || './data');
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  process.exitCode = exit;
}
