// A real OpenLDAP with the people of an invented house, on a port and in a folder of its own.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BASE } from './directory-people.ts';
import type { TestEntry } from './ldap-server.ts';
import { freePort } from './free-port.ts';

const PROGRAM = '/usr/sbin/slapd';
export const noSlapd = spawnSync(PROGRAM, ['-VV']).error !== undefined;

export type Slapd = { port: number; stop: () => void };

/** `tls`: folder-independent paths of certificate and key. */
export async function startSlapd(entries: readonly TestEntry[], tls?: { cert: string; key: string }): Promise<Slapd> {
  const dir = mkdtempSync(join(tmpdir(), 'wallboard-slapd-'));
  mkdirSync(join(dir, 'data'));
  const conf = join(dir, 'slapd.conf');
  const schemas = ['core', 'cosine', 'inetorgperson', 'nis'].map((name) => `include /etc/ldap/schema/${name}.schema`);
  const lines = [
    ...schemas,
    'modulepath /usr/lib/ldap',
    'moduleload back_mdb',
    ...(tls ? [`TLSCertificateFile ${tls.cert}`, `TLSCertificateKeyFile ${tls.key}`] : []),
    'database mdb',
    `suffix "${BASE}"`,
    `directory ${join(dir, 'data')}`,
    // People are found by the account that looks them up alone, and nobody reads a password.
    'access to attrs=userPassword by anonymous auth by * none',
    `access to * by dn.exact="cn=wallboard,ou=services,${BASE}" read by * none`,
  ];
  writeFileSync(conf, `${lines.join('\n')}\n`);
  writeFileSync(join(dir, 'house.ldif'), entries.map(ldif).join('\n'));
  const added = spawnSync('/usr/sbin/slapadd', ['-f', conf, '-l', join(dir, 'house.ldif')], { encoding: 'utf8' });
  if (added.status !== 0) throw new Error(added.stderr);
  const port = await freePort();
  const url = `ldap://127.0.0.1:${port}/`;
  const child = spawn(PROGRAM, ['-f', conf, '-h', url, '-d', '0'], { stdio: 'ignore' });
  await listening(child, port);
  return {
    port,
    stop: () => {
      child.kill('SIGKILL');
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function ldif({ dn, entryUUID: _made, password, ...attributes }: TestEntry): string {
  const line = (name: string, value: string): string => `${name}:: ${Buffer.from(value).toString('base64')}`;
  const values = Object.entries({ ...attributes, userPassword: password }).flatMap(([name, value]) =>
    value === undefined || Buffer.isBuffer(value) ? [] : [value].flat().map((one) => line(name, one)),
  );
  return `${[line('dn', dn), ...values].join('\n')}\n`;
}

async function listening(child: ChildProcess, port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (child.exitCode !== null) throw new Error(`slapd ended with ${child.exitCode}`);
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true));
      socket.on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('slapd does not listen');
}
