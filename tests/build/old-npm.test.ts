// Debian 12 brings Node 18 and npm 9. The packages must come whole all the same, with install scripts forbidden too, because
// the system's Node has nothing to do but run npm. Both old programs come from npm's registry, or from npm's own cache.
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { MINUTE } from '../../shared/time.ts';

const root = new URL('../../', import.meta.url).pathname;
/** Runs the pinned Node. */
const LAUNCHER = './server/node';
const OLD = [`node-linux-${process.arch}@18.20.4`, 'npm@9.2.0'];
/** What npm says of a network that fails, and of nothing else. */
const OUT_OF_REACH = /ECONNRE(?:SET|FUSED)|ETIMEDOUT|EAI_AGAIN|ENOTFOUND|ERR_SOCKET_TIMEOUT/;

/** Where the old Node and npm are, or why they cannot be had. */
function fetchOld(folder: string): { node: string; npm: string } | string {
  const args = [
    'install',
    '--prefix',
    folder,
    '--prefer-offline',
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    ...OLD,
  ];
  const { status, stderr, error } = spawnSync('npm', args, { cwd: folder, encoding: 'utf8', timeout: MINUTE });
  if (status !== 0) return error?.message ?? stderr.split('\n').slice(0, 3).join(' ');
  const modules = join(folder, 'node_modules');
  return { node: join(modules, `node-linux-${process.arch}`, 'bin'), npm: join(modules, 'npm/bin/npm-cli.js') };
}

it(
  'npm 9 on Node 18 installs all that the screens and the server need, and warns of nothing',
  { timeout: 10 * MINUTE },
  (test) => {
    const folder = mkdtempSync(join(tmpdir(), 'old-npm-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const old = fetchOld(folder);
    if (typeof old === 'string') return test.skip(`npm's registry cannot be reached: ${old}`);
    const checkout = mkdtempSync(join(folder, 'checkout-'));
    mkdirSync(join(checkout, 'server'));
    for (const file of ['package.json', 'package-lock.json', LAUNCHER])
      copyFileSync(join(root, file), join(checkout, file));
    const run = (program: string, ...args: string[]) => {
      const env = { PATH: `${old.node}:/usr/bin:/bin`, HOME: process.env['HOME'] };
      const { stdout, stderr } = spawnSync(program, args, {
        cwd: checkout,
        encoding: 'utf8',
        env,
        timeout: 8 * MINUTE,
      });
      return { stdout, stderr };
    };
    expect(run('node', '-v').stdout).toBe('v18.20.4\n');

    const flags = ['--omit=dev', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'];
    const installed = run('node', old.npm, 'ci', ...flags);
    if (OUT_OF_REACH.test(installed.stderr)) return test.skip(`npm's registry cannot be reached: ${installed.stderr}`);
    expect(installed.stderr).toBe('');
    expect(installed.stdout).toMatch(/^\s*added \d+ packages in \S+\s*$/);
    expect(run(LAUNCHER, '-v').stdout).toBe(`${process.version}\n`);
    expect(run(LAUNCHER, '-e', "import('vite').then(({ version }) => console.log(version))").stdout).toMatch(/^\d+\./);
  },
);

it('without the Node of the packages one sentence names the command, whatever Node the system has', () => {
  const folder = mkdtempSync(join(tmpdir(), 'no-node-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'server'));
  copyFileSync(join(root, LAUNCHER), join(folder, LAUNCHER));
  const { status, stdout, stderr } = spawnSync(LAUNCHER, ['-v'], { cwd: folder, encoding: 'utf8' });
  expect([status, stdout, existsSync(join(folder, 'node_modules'))]).toEqual([1, '', false]);
  expect(stderr).toMatch(/^this program runs on the Node that comes with its packages.* npm ci --include=optional\n$/);
});

it('without the library that Node needs of the system one sentence names the package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'no-library-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(
    join(folder, 'ldd'),
    '#!/bin/sh\nprintf "\\tlibatomic.so.1 => not found\\n\\tlibc.so.6 => /lib/libc.so.6 (0x1)\\n"\n',
  );
  chmodSync(join(folder, 'ldd'), 0o755);
  const env = { PATH: `${folder}:/usr/bin:/bin` };
  const { status, stdout, stderr } = spawnSync(LAUNCHER, ['-v'], { cwd: root, encoding: 'utf8', env });
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/needs libatomic\.so\.1 of the system: .* apt-get install libatomic1\n$/);
});
