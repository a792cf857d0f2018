// What `npm run demo` says to somebody who asks for what it does not have: the real process.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const root = new URL('../../', import.meta.url).pathname;

it.each([
  [{ LOG_LEVEL: 'loud' }, [], /^LOG_LEVEL: expected one of trace, .*, got "loud"\n$/],
  [{ PORT: 'door' }, [], /^PORT: expected a whole number from 0 to 65535, got "door"\n$/],
  [{}, ['--loop'], /^Unknown option '--loop'/],
  [{}, ['--recording', 'nowhere'], /^--recording: ENOENT.*nowhere/],
  [{}, ['--seed', 'chance'], /^--seed: expected a whole number of at most 9 digits, got "chance"\n$/],
  [{}, ['--host', 'the-tv'], /^--host: expected 0\.0\.0\.0 .* or one of its addresses .*, got "the-tv"\n$/],
  [{}, ['--host'], /^Option '--host <value>' argument missing/],
])('%o %o is refused in a sentence, and no folder is left', (wrong, args, sentence) => {
  const folder = mkdtempSync(join(tmpdir(), 'wallboard-demo-start-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { status, stderr } = spawnSync(process.execPath, ['server/demo/main.ts', ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, PORT: '0', ...wrong, TMPDIR: folder },
  });
  expect(stderr).toMatch(sentence);
  expect(status).toBe(2);
  expect(stderr).not.toContain('    at ');
  expect(readdirSync(folder).filter((name) => name.startsWith('wallboard-demo'))).toEqual([]);
});
