// What is said when Chromium is missing.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('./needs.ts', import.meta.url));
const run = (env: Record<string, string>) => spawnSync(process.execPath, [script], { env, encoding: 'utf8' });

describe('before the tests', () => {
  it('a machine without Chromium is told what to install, and nothing is installed when that is forbidden', () => {
    const { status, stderr, stdout } = run({ PATH: '/nowhere', SKIP_INSTALL: '1' });
    expect(status).toBe(1);
    expect(stderr).toContain('expected Chromium on PATH, found none');
    expect(stderr).toContain('apt-get install -y --no-install-recommends chromium');
    expect(stdout).not.toContain('installing');
  });

  it('a CHROMIUM that is not there, or is no browser, is named', () => {
    for (const CHROMIUM of ['/nowhere/chromium', '/bin/false']) {
      const { status, stderr } = run({ PATH: '/nowhere', CHROMIUM });
      expect(status).toBe(1);
      expect(stderr).toContain(`expected a browser that runs, got ${CHROMIUM}`);
    }
  });
});
