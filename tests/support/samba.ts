// A real domain controller of Active Directory (Samba), in a folder of its own. Its ports are fixed, so it takes those of one
// address of this machine.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { appendFileSync, copyFileSync, chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Attribute, Client } from 'ldapts';
import { long } from './long.ts';

const PROGRAM = '/usr/sbin/samba';
/** It takes half a minute to make, and ports below 1024 are the superuser's. */
export const noSamba =
  !long ||
  process.getuid?.() !== 0 ||
  spawnSync(PROGRAM, ['--version']).error !== undefined ||
  spawnSync('samba-tool', ['--version']).error !== undefined;

const ADDRESS = '127.0.0.1';
const ADMINISTRATOR = { name: 'Administrator@example.ir', password: 'Adm1n!Pass-111' };
export const DOMAIN = 'DC=example,DC=ir';

export type AdEntry = { dn: string; password?: string; [attribute: string]: string | string[] | undefined };
export type Samba = {
  url: string;
  /** As the administrator; the password of a person is set with them. */
  add: (...entries: AdEntry[]) => Promise<void>;
  stop: () => Promise<void>;
};

/** `tls`: paths of its certificate, which names localhost, and its key. */
export async function startSamba(tls: { cert: string; key: string }): Promise<Samba> {
  const dir = mkdtempSync(join(tmpdir(), 'wallboard-samba-'));
  const key = join(dir, 'key.pem');
  copyFileSync(tls.key, key);
  chmodSync(key, 0o600);
  const options = {
    interfaces: `${ADDRESS}/8`,
    'bind interfaces only': 'yes',
    // Where a file system takes no security attributes, as in containers.
    'posix:eadb': join(dir, 'eadb.tdb'),
  };
  const given = [
    ...['--realm=EXAMPLE.IR', '--domain=EXAMPLE', '--server-role=dc', '--dns-backend=NONE', '--host-name=dc1'],
    ...[`--targetdir=${dir}`, `--host-ip=${ADDRESS}`, `--adminpass=${ADMINISTRATOR.password}`],
    ...Object.entries(options).map(([name, value]) => `--option=${name}=${value}`),
  ];
  const made = spawnSync('samba-tool', ['domain', 'provision', ...given], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(made.stderr.slice(-2_000));
  const conf = join(dir, 'etc/smb.conf');
  const lines = ['server services = ldap', `tls certfile = ${tls.cert}`, `tls keyfile = ${key}`, 'tls cafile ='];
  const written = readFileSync(conf, 'utf8').replace(/^\s*server services.*$/m, lines.join('\n'));
  writeFileSync(conf, written);
  const log = join(dir, 'log');
  const child = spawn(PROGRAM, ['-F', '--no-process-group', '-M', 'single', '-s', conf, '--debug-stdout']);
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (more: Buffer) => appendFileSync(log, more));
  const client = (): Client =>
    new Client({ url: 'ldaps://localhost', tlsOptions: { ca: [readFileSync(tls.cert)] }, connectTimeout: 2_000 });
  const asAdministrator = async (run: (bound: Client) => Promise<void>): Promise<void> => {
    const bound = client();
    try {
      await bound.bind(ADMINISTRATOR.name, ADMINISTRATOR.password);
      await run(bound);
    } finally {
      await bound.unbind();
    }
  };
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    }
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    await answering(child, () => asAdministrator(async () => {}), log);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: 'ldaps://localhost',
    add: (...entries) =>
      asAdministrator(async (bound) => {
        for (const { dn, password, ...attributes } of entries) {
          const values = Object.entries(attributes).flatMap(([type, value]) =>
            value === undefined ? [] : [new Attribute({ type, values: [value].flat() })],
          );
          if (password !== undefined)
            values.push(new Attribute({ type: 'unicodePwd', values: [Buffer.from(`"${password}"`, 'utf16le')] }));
          await bound.add(dn, values);
        }
      }),
    stop,
  };
}

async function answering(child: ChildProcess, ask: () => Promise<void>, log: string): Promise<void> {
  let cause: unknown;
  for (let tries = 0; tries < 60; tries++) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`samba ended with ${child.exitCode ?? child.signalCode}: ${readFileSync(log, 'utf8')}`);
    try {
      return await ask();
    } catch (error) {
      cause = error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
  throw new Error('the domain controller does not answer', { cause });
}
