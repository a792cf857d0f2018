// What is said when Chromium or redis-server is missing.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('./needs.ts', import.meta.url));
const run = (env: Record<string, string>) => spawnSync(process.execPath, [script], { env, encoding: 'utf8' });

describe('before the tests', () => {
  it('a machine without Chromium and Redis is shown what to install, and nothing is installed when that is forbidden', () => {
    const { status, stderr, stdout } = run({ PATH: '/nowhere', SKIP_INSTALL: '1' });
    expect(status).toBe(1);
    expect(stderr).toContain('expected Chromium on PATH, found none');
    expect(stderr).toContain('apt-get install -y --no-install-recommends chromium-headless-shell');
    expect(stderr).toContain('expected redis-server on PATH, found none');
    expect(stderr).toContain('apt-get install -y --no-install-recommends redis-server');
    expect(stdout).not.toContain('installing');
  });

  it('a CHROMIUM that is not there, or is no browser, is named', () => {
    for (const CHROMIUM of ['/nowhere/chromium', '/bin/false']) {
      const { status, stderr } = run({ PATH: '/nowhere', CHROMIUM });
      expect(status).toBe(1);
      expect(stderr).toContain(`CHROMIUM: expected a program that runs, got ${CHROMIUM}`);
    }
  });

  it('a REDIS_SERVER that is another program is named', () => {
    const { status, stderr } = run({ PATH: '/nowhere', REDIS_SERVER: '/bin/false', SKIP_INSTALL: '1' });
    expect(status).toBe(1);
    expect(stderr).toContain('REDIS_SERVER: expected a program that runs, got /bin/false');
  });
});
