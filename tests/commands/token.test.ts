import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runTokenCommand } from '../../server/commands/token.ts';
import { roles } from '../../shared/role.ts';
import { DAY } from '../../shared/time.ts';
import { openVault } from '../../server/vault/vault.ts';

const NOW = 1_795_455_100_000;
let dataDir: string;
beforeEach(() => void (dataDir = join(mkdtempSync(join(tmpdir(), 'wallboard-token-')), 'data')));
afterEach(() => rmSync(join(dataDir, '..'), { recursive: true }));

const run = (line: string) =>
  runTokenCommand({
    args: line.split(' ').filter(Boolean),
    dataDir,
    now: NOW,
    counties: async () => ['sari', 'babol'],
  });
const find = (stdout: string, now = NOW) => {
  const vault = openVault(dataDir);
  const found = vault.findToken(stdout.trim(), now);
  vault.close();
  return found;
};

it('prints one token and nothing else', async () => {
  const { exit, stdout, stderr } = await run('--role display --name lobby --county sari --days 30');
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
  expect(stdout).toMatch(/^w111_[\w-]{43}\n$/);
  expect(find(stdout)).toMatchObject({ role: 'display', name: 'lobby', county: 'sari' });
  expect(find(stdout, NOW + 30 * DAY)).toBeUndefined();
});

it('makes a token of every role, and without --days one that does not end', async () => {
  for (const role of roles) {
    const { stdout } = await run(`--role=${role} --name=for-${role}`);
    expect(find(stdout, NOW * 2)).toMatchObject({ role, name: `for-${role}` });
  }
});

it('names every bad argument at once, with what was expected, and makes nothing', async () => {
  const { exit, stdout, stderr } = await run('--role boss --name Not_Me --county tehran --days 0 --colour red');
  expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
  expect(stderr).toContain(
    '--role: expected one of display, deputy, supervisor, admin, clerk, ingest, metrics, got "boss"',
  );
  expect(stderr).toContain('--name: expected a-z');
  expect(stderr).toContain('--county: expected one of sari, babol, got "tehran"');
  expect(stderr).toContain('--days: expected a whole number');
  expect(stderr).toContain('got --colour');
  expect(existsSync(dataDir)).toBe(false);
});

it.each([
  ['', '--role: expected one of'],
  ['--role display', '--name: expected'],
  ['--role display --name', '--name: expected'],
  ['--role display --name a extra', 'expected only options, got "extra"'],
  ['--role display --name a --name b', '--name: expected once'],
  ['--role display --name a --days 1.5', '--days: expected a whole number'],
  ['--role display --name a --days -3', '--days: expected a whole number'],
  ['--role display --name a --days 99999', '--days: expected a whole number'],
  ['--role deputy --name a --county sari', '--county: expected only with --role display'],
])('refuses "%s"', async (line, expected) => {
  const { exit, stdout, stderr } = await run(line);
  expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
  expect(stderr).toContain(expected);
});

it('says that a name is taken', async () => {
  await run('--role display --name lobby');
  const { exit, stdout, stderr } = await run('--role deputy --name lobby');
  expect({ exit, stdout }).toEqual({ exit: 1, stdout: '' });
  expect(stderr).toContain('"lobby" belongs to t-');
});

it('runs as a command of its own, with the counties of the profile', async () => {
  const file = join(import.meta.dirname, '../../server/commands/token.ts');
  const command = (...args: string[]) =>
    promisify(execFile)(process.execPath, [file, ...args], {
      cwd: join(dataDir, '..'),
      env: { ...process.env, DATA_DIR: dataDir, PROFILE: 'mazandaran' },
    });
  const { stdout, stderr } = await command('--role', 'display', '--name', 'lobby', '--county', 'sari');
  expect(stderr).toBe('');
  expect(find(stdout, Date.now())).toMatchObject({ name: 'lobby', county: 'sari' });
  await expect(command('--role', 'display', '--name', 'hall', '--county', 'tehran')).rejects.toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('sari'),
  });
});
