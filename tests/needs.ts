// Runs before the tests: what they need of the machine beside npm's packages is Chromium and redis-server. As root on Debian
// they are installed and that is said; SKIP_INSTALL=1 forbids it. Otherwise this says what to install, and no test starts.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { findChromium, isShell } from './support/chromium.ts';
import { findRedis } from './support/redis-program.ts';
import { MINUTE } from '../shared/time.ts';

type Need = {
  name: string;
  /** Debian's package. */
  debian: string;
  find: () => string | undefined;
  /** Whether Debian's package is worth installing beside what was found. */
  isSecondBest?: (found: string) => boolean;
  /** The variable that may name it. */
  variable: string;
  /** The line of `--version` that shows that it is what it should be. */
  version: RegExp;
  elsewhere: string;
};

const needs: readonly Need[] = [
  {
    name: 'Chromium',
    debian: 'chromium-headless-shell',
    find: () => findChromium(),
    // A whole Chromium passes, but on two cores all tests took twice as long with it.
    isSecondBest: (found) => !isShell(found),
    variable: 'CHROMIUM',
    version: /^.*\bchrom(?:e|ium)\b.*$/im,
    elsewhere: 'install Chromium 87 or newer and set CHROMIUM to its full path',
  },
  {
    name: 'redis-server',
    debian: 'redis-server',
    find: findRedis,
    variable: 'REDIS_SERVER',
    version: /^Redis server v=(?:[7-9]|\d\d).*?(?= sha)/m,
    elsewhere: 'install Redis 7 or newer and set REDIS_SERVER to the full path of redis-server',
  },
];

const say = (line: string): void => void process.stdout.write(`needs: ${line}\n`);

const isDebian = (): boolean => {
  try {
    return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false; // no such file: no Debian
  }
};

/** Runs a program and shows what it says; true when it went well. A service that a package brings is not started. */
const ran = (program: string, args: string[]): boolean =>
  spawnSync(program, args, {
    stdio: 'inherit',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
  }).status === 0;

/** Why Debian's package is to be installed, or undefined. */
function lackOf({ name, debian, find, isSecondBest }: Need): string | undefined {
  const found = find();
  if (found === undefined) return `${name} is missing`;
  return isSecondBest?.(found) ? `${found} is slower here than ${debian}` : undefined;
}

function install(debian: string, why: string): void {
  say(`${why}: installing ${debian} with apt-get (SKIP_INSTALL=1 forbids that)`);
  const install = ['install', '-y', '--no-install-recommends', debian];
  if (!ran('apt-get', install) && !(ran('apt-get', ['update']) && ran('apt-get', install)))
    say('apt-get did not install it; what it said stands above');
}

/** What is wrong with a need, or undefined; says what was found. */
function faultOf({ name, debian, find, variable, version, elsewhere }: Need): string | undefined {
  const told = process.env[variable];
  const found = find();
  const { stdout } = found ? spawnSync(found, ['--version'], { encoding: 'utf8', timeout: MINUTE }) : { stdout: '' };
  const said = version.exec(stdout ?? '')?.[0].trim();
  if (said) return void say(`${said} at ${found}`);
  const came = told
    ? `${variable}: expected a program that runs, got ${told}`
    : found
      ? `expected ${name} to tell a version that will do, but ${found} did not`
      : `expected ${name} on PATH, found none`;
  return (
    `needs: ${came}.\n` +
    `needs: on Debian: apt-get install -y --no-install-recommends ${debian}\n` +
    `needs: elsewhere: ${elsewhere}\n`
  );
}

const may = process.env['SKIP_INSTALL'] !== '1' && process.getuid?.() === 0 && isDebian();
for (const need of needs) {
  const why = may && !process.env[need.variable] ? lackOf(need) : undefined;
  if (why !== undefined) install(need.debian, why);
}
const faults = needs.map(faultOf).filter((fault) => fault !== undefined);
if (faults.length > 0) {
  process.stderr.write(faults.join(''));
  process.exit(1);
}
