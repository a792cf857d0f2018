// The screens as they are built. npm test has built them; a file that is run alone builds them when they are not there or old.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

export const buildOnce = (): void =>
  void execFileSync(process.execPath, ['server/build/build-screens.ts'], { cwd: root, stdio: 'inherit' });
