// Runs before the tests: what they need of the machine beside npm's packages is Chromium. As root on Debian it is installed
// and that is said; SKIP_INSTALL=1 forbids it. Otherwise this says what to install, and the tests do not start.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { findChromium } from './chromium.ts';

const say = (line: string): void => void process.stdout.write(`needs: ${line}\n`);

const isDebian = (): boolean => {
  try {
    return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false; // no such file: no Debian
  }
};

/** Runs a program and shows what it says; true when it went well. */
const ran = (program: string, args: string[]): boolean =>
  spawnSync(program, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status ===
  0;

function install(): void {
  say('Chromium is missing: installing it with apt-get (SKIP_INSTALL=1 forbids that)');
  const install = ['install', '-y', '--no-install-recommends', 'chromium'];
  if (!ran('apt-get', install) && !(ran('apt-get', ['update']) && ran('apt-get', install)))
    say('apt-get did not install it; what it said stands above');
}

const told = process.env['CHROMIUM'];
const may = !told && process.env['SKIP_INSTALL'] !== '1' && process.getuid?.() === 0 && isDebian();
if (findChromium() === undefined && may) install();

const chromium = findChromium();
const { stdout } = chromium
  ? spawnSync(chromium, ['--version'], { encoding: 'utf8', timeout: 60_000 })
  : { stdout: '' };
const version = /^.*\bchrom(?:e|ium)\b.*$/im.exec(stdout ?? '')?.[0].trim();
if (version) say(`${version} at ${chromium}`);
else {
  const found = told
    ? `CHROMIUM: expected a browser that runs, got ${told}`
    : chromium
      ? `expected Chromium to tell its version, but ${chromium} did not`
      : 'expected Chromium on PATH, found none';
  process.stderr.write(
    `needs: ${found}.\n` +
      'needs: on Debian: apt-get install -y --no-install-recommends chromium\n' +
      'needs: elsewhere: install Chromium 87 or newer and set CHROMIUM to its full path\n',
  );
  process.exit(1);
}
