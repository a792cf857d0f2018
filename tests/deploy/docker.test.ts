// The steps of the Dockerfile without a Docker engine: what it copies into the image is enough to build the screens and to serve
// them, with its own command and its own health check. What apt-get and npm do is tried elsewhere.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { MINUTE } from '../../shared/time.ts';

const root = new URL('../../', import.meta.url).pathname;
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const dockerfile = read('deploy/Dockerfile');
const steps = (instruction: string): string[] =>
  [...dockerfile.matchAll(new RegExp(`^${instruction} (.+)$`, 'gm'))].map(([, rest]) => rest ?? '');
/** What COPY brings from the checkout, and where to. */
const copies = steps('COPY')
  .filter((step) => !step.startsWith('--from'))
  .map((step) => step.split(' '))
  .map((words) => ({ from: words.slice(0, -1), to: words.at(-1) ?? '' }));
/** The exec form, which is JSON. */
const execForm = (text: string | undefined): string[] =>
  JSON.parse(/\[.*\]$/.exec(text ?? '')?.[0] ?? '[]') as string[];

it('everything that is copied exists, and .dockerignore lets it through', () => {
  const passed = read('.dockerignore')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1));
  const copied = copies.flatMap(({ from }) => from);
  expect(copied.filter((name) => !existsSync(join(root, name)))).toEqual([]);
  const tops = new Set(copied.map((name) => name.split('/')[0]));
  expect([...tops].sort()).toEqual([...passed].sort());
});

it('what is copied builds the screens and serves them', { timeout: 3 * MINUTE }, async () => {
  const image = mkdtempSync(join(tmpdir(), 'wallboard-image-'));
  onTestFinished(() => rmSync(image, { recursive: true, force: true }));
  for (const { from, to } of copies)
    for (const name of from) {
      const into = to === './' ? join(image, name) : join(image, to);
      cpSync(join(root, name), into, { recursive: true });
    }
  symlinkSync(join(root, 'node_modules'), join(image, 'node_modules'));
  const builds = steps('RUN').filter((step) => step.startsWith('./server/node'));
  expect(builds).toHaveLength(1);
  for (const step of builds) {
    const { status, stderr } = spawnSync('sh', ['-c', step], { cwd: image, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  }
  const data = join(image, 'data');
  mkdirSync(data, { mode: 0o700 });
  const port = String(await freePort());
  const env = { PATH: '/usr/bin:/bin', DATA_DIR: data, PORT: port, HOST: '127.0.0.1' };
  const [program = '', ...args] = execForm(steps('CMD').at(-1));
  const server = spawn(program, args, { cwd: image, env, stdio: 'ignore' });
  onTestFinished(() => void server.kill('SIGKILL'));
  const [check = '', ...checkArgs] = execForm(steps('HEALTHCHECK').at(-1));
  const health = () => spawnSync(check, checkArgs, { cwd: image, env }).status;
  expect(health()).toBe(1);
  await expect.poll(health, { interval: 200 }).toBe(0);
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
  server.kill('SIGTERM');
  expect(await once(server, 'exit')).toEqual([0, null]);
});
