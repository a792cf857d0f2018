import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeEach, describe, expect, it } from 'vitest';
import { runAccountCommand } from '../../server/commands/account.ts';
import { createPasswords } from '../../server/access/passwords.ts';
import { accountRoles } from '../../shared/role.ts';
import { NOW, openTestVault, type OpenVault } from '../support/test-vault.ts';

const PASSWORD = 'correct horse battery';
let tested: OpenVault;
beforeEach(() => void (tested = openTestVault()));

const run = (line: string, password: string | undefined = PASSWORD, dataDir = tested.dir) =>
  runAccountCommand({
    args: line.split(' ').filter(Boolean),
    dataDir,
    now: NOW,
    password: async () => password,
  });
const fits = (name: string, password: string) =>
  createPasswords().fit(password, tested.vault.findAccount(name)?.password, { key: 'test', priority: true });

describe('the account command', () => {
  it('adds an account of every role that people have', async () => {
    for (const role of accountRoles) {
      const { exit, stdout, stderr } = await run(`--role ${role} --name for-${role}`);
      expect({ exit, stderr, stdout }).toEqual({ exit: 0, stderr: '', stdout: `for-${role} may sign in as ${role}\n` });
      expect(tested.vault.findAccount(`for-${role}`)?.role).toBe(role);
    }
    expect(await fits('for-clerk', PASSWORD)).toBe('yes');
    expect(tested.audited()).toHaveLength(accountRoles.length);
    expect(tested.audited()[0]).toMatchObject({ type: 'account.created', by: 'command-line' });
  });

  it('gives an account another password and ends its sessions; the role stays, or is the one given', async () => {
    await run('--role supervisor --name maryam');
    const seen = tested.vault.findAccount('maryam')?.password ?? '';
    const { session = '' } = tested.vault.signIn({ name: 'maryam', seen, now: NOW, days: 1 }) ?? {};
    const { exit, stdout } = await run('--name maryam --reset', 'another horse battery');
    expect({ exit, stdout }).toEqual({ exit: 0, stdout: 'maryam has a new password; all its sessions ended\n' });
    expect(tested.vault.findSession(session, NOW)).toBeUndefined();
    expect([await fits('maryam', PASSWORD), await fits('maryam', 'another horse battery')]).toEqual(['no', 'yes']);
    expect(tested.vault.findAccount('maryam')?.role).toBe('supervisor');
    await run('--name maryam --reset --role deputy');
    expect(tested.vault.findAccount('maryam')?.role).toBe('deputy');
  });

  it('takes second factors away only when it is told to', async () => {
    await run('--role admin --name boss');
    tested.vault.beginTotp({ account: 'boss', secret: 'AAAA' });
    tested.vault.confirmTotp({ account: 'boss', step: 1, drift: 0, by: 'boss', now: NOW });
    await run('--name boss --reset', 'another horse battery');
    expect(tested.vault.factorsOf('boss').code).toBe(true);
    await run('--name boss --reset --no-factors', 'another horse battery');
    expect(tested.vault.factorsOf('boss').code).toBe(false);
  });

  it('does not take the last administrator away', async () => {
    await run('--role admin --name boss');
    expect(await run('--role deputy --name boss --reset')).toMatchObject({
      exit: 1,
      stdout: '',
      stderr: expect.stringContaining('"boss" is the last administrator'),
    });
  });

  it.each([
    ['', '--role: expected one of deputy, supervisor, admin, clerk, got nothing'],
    ['--role supervisor', '--name: expected a-z'],
    ['--role display --name a', '--role: expected one of deputy'],
    ['--role ingest --name a', '--role: expected one of deputy'],
    ['--role admin --name b!ss', '--name: expected a-z'],
    ['--role admin --name office', '--name: expected a-z'],
    ['--role admin --name command-line', '--name: expected a-z'],
    ['--role admin --name a --name b', '--name: expected once'],
    ['--name a --reset --reset', '--reset: expected once'],
    ['--name a --role admin --no-factors', '--no-factors: expected --reset beside it'],
    ['--name a --reset=yes', '--reset: expected no value, got "yes"'],
    ['--role admin --name a --password secret', 'expected --role, --name, --reset or --no-factors, got --password'],
    ['--role admin --name a extra', 'expected only options, got "extra"'],
  ])('refuses "%s"', async (line, expected) => {
    const { exit, stdout, stderr } = await run(line);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toContain(expected);
    expect(tested.vault.listAccounts()).toEqual([]);
  });

  it('refuses a password that will not do, and none at all, and makes no folder', async () => {
    const nowhere = join(tested.dir, 'nowhere');
    for (const [password, expected] of [
      [undefined, 'got 0'],
      ['', 'got 0'],
      ['short', 'got 5'],
      ['maryam-azadi', 'other than mostly the user name'],
      ['samad111111', 'other than mostly the user name'],
      ['گیلان-۱۴۰۴', 'the province'],
      ['golestan1404', 'the province'],
      ['password123', 'not among the most common ones'],
    ] as const) {
      const { exit, stdout, stderr } = await runAccountCommand({
        args: ['--role', 'admin', '--name', 'maryam-azadi'],
        dataDir: nowhere,
        now: NOW,
        password: async () => password,
      });
      expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
      expect(stderr).toContain(expected);
    }
    expect(existsSync(nowhere)).toBe(false);
  });

  it('prints what to do when the name is taken, or is unknown', async () => {
    await run('--role clerk --name maryam');
    expect(await run('--role clerk --name maryam')).toMatchObject({
      exit: 1,
      stderr: expect.stringContaining('--reset'),
    });
    expect(await run('--name nobody --reset')).toMatchObject({
      exit: 1,
      stderr: expect.stringContaining('expected the name of an account that is not revoked'),
    });
  });
});

describe('as a process of its own it', () => {
  const command = async (input: string, ...args: string[]) => {
    const file = join(import.meta.dirname, '../../server/commands/account.ts');
    const child = spawn(process.execPath, [file, ...args], { env: { ...process.env, DATA_DIR: tested.dir } });
    child.stdin.end(input);
    const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
    return { code: code as number, stdout, stderr };
  };

  it('reads the first line of standard input, and never prints it', async () => {
    const input = `${PASSWORD}\r\na second line\n`;
    const { code, stdout, stderr } = await command(input, '--role', 'supervisor', '--name', 'maryam');
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'maryam may sign in as supervisor\n', stderr: '' });
    expect(await fits('maryam', PASSWORD)).toBe('yes');
    expect(tested.bytes()).not.toContain(PASSWORD);
  });

  it('states what was expected when nothing comes', async () => {
    const { code, stdout, stderr } = await command('', '--role', 'supervisor', '--name', 'maryam');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe('password: expected 10 to 200 characters, got 0, as one line on standard input\n');
  });

  it('adds a name once when two processes add it at the same time', async () => {
    const both = await Promise.all(
      ['supervisor', 'deputy'].map((role) => command(`${PASSWORD}\n`, '--role', role, '--name', 'maryam')),
    );
    expect(both.map(({ code }) => code).sort()).toEqual([0, 1]);
    expect(tested.audited()).toHaveLength(1);
  });
});
