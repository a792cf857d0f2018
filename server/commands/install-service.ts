// `npm run install-service` makes this folder a service of systemd: the server itself, and a nightly backup. As root.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, cpSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { acquireLock } from '../log/lock.ts';
import { errorText } from '../error-text.ts';

export const units = ['wallboard.service', 'wallboard-backup.service', 'wallboard-backup.timer'] as const;

const STATE = '/var/lib/wallboard';
const UNITS = '/etc/systemd/system';

type Place = {
  /** Where the program lies. */
  folder: string;
  /** Lines of /etc/group. */
  groups: string;
  /** What .env says, if there is one. */
  settings: string | undefined;
};

/** Why a folder cannot be a service, or undefined. Pure. */
export function whyNoService({ folder, settings }: Place): string | undefined {
  if (/[\s%"'\\$]/.test(folder))
    return `the path ${folder} has a character that systemd reads as something else: move the program to /srv/wallboard`;
  if (/^\/(home|root|run\/user)(\/|$)/.test(folder))
    return `the service sees no home folders, and the program lies in ${folder}: move it to /srv/wallboard`;
  if (/^\/(tmp|var\/tmp)(\/|$)/.test(folder))
    return `the service has a /tmp of its own, and the program lies in ${folder}: move it to /srv/wallboard`;
  if (settings !== undefined && parseEnv(settings)['DATA_DIR'] !== undefined)
    return `take DATA_DIR out of ${folder}/.env: the service keeps its data in ${STATE}`;
  return undefined;
}

/** A unit of deploy/ with its folder, and with the right to read queue_log where there is an Asterisk. Pure. */
export function unitOf(template: string, { folder, groups }: Place): string {
  const text = template.replaceAll('FOLDER', folder);
  return /^asterisk:/m.test(groups)
    ? text.replace(
        '\nStateDirectory=',
        '\n# queue_log belongs to this group.\nSupplementaryGroups=asterisk\nStateDirectory=',
      )
    : text;
}

/** What was recorded before the service goes on in `state`. Answers where the former folder is now, if there was one. */
export function moveData(folder: string, state = STATE): string | undefined {
  const data = join(folder, 'data');
  if (!existsSync(join(data, 'log.sqlite')) || existsSync(state)) return undefined;
  // Whole or not at all: the next try would take a part that a full disk left for the data of the service.
  const part = `${state}.part`;
  // Held while it is copied: a server that runs there would go on writing into what is left behind.
  const unlock = acquireLock(join(data, 'log.sqlite'));
  try {
    rmSync(part, { recursive: true, force: true });
    cpSync(data, part, { recursive: true, preserveTimestamps: true, mode: constants.COPYFILE_FICLONE });
    renameSync(part, state);
  } finally {
    unlock();
  }
  const former = `${data}-before-the-service`;
  renameSync(data, former);
  return former;
}

function run(program: string, args: readonly string[]): void {
  const { status, error } = spawnSync(program, args, { stdio: 'inherit' });
  if (status !== 0) throw new Error(error?.message ?? `${program} ${args.join(' ')} ended with ${status}`);
}

function install(folder: string): void {
  const envFile = join(folder, '.env');
  const place: Place = {
    folder,
    groups: readFileSync('/etc/group', 'utf8'),
    settings: existsSync(envFile) ? readFileSync(envFile, 'utf8') : undefined,
  };
  if (!existsSync('/run/systemd/system'))
    throw new Error('systemd does not run here: start `npm start` by what does, or see deploy/compose.yaml');
  if (process.getuid?.() !== 0) throw new Error('only root may install a service: sudo npm run install-service');
  const fault = whyNoService(place);
  if (fault !== undefined) throw new Error(fault);
  // The service may not write here, so the screens are built before.
  run(join(folder, 'server/node'), ['server/build/build-screens.ts']);
  accessSync(join(folder, 'dist/index.html'), constants.R_OK);
  const former = moveData(folder);
  if (former !== undefined) process.stdout.write(`the data is in ${STATE} now; ${former} may be deleted\n`);
  for (const name of units)
    writeFileSync(join(UNITS, name), unitOf(readFileSync(join(folder, 'deploy', name), 'utf8'), place));
  run('systemctl', ['daemon-reload']);
  run('systemctl', ['enable', 'wallboard.service', 'wallboard-backup.timer']);
  // Also where an older one runs: this is how a new release begins.
  run('systemctl', ['restart', 'wallboard.service']);
  run('systemctl', ['start', 'wallboard-backup.timer']);
  process.stdout.write(
    'The wallboard is a service. Its links and its log: journalctl -u wallboard -o cat\n' +
      `Commands: DATA_DIR=${STATE} npm run -s account -- …\n`,
  );
}

if (import.meta.main) {
  try {
    install(process.cwd());
  } catch (error) {
    process.stderr.write(`${errorText(error)}\n`);
    process.exitCode = 1;
  }
}
