// A signal stops the server, however it was started, and nobody is cut off by that.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { MINUTE } from '../shared/time.ts';
import { freePort } from './support/free-port.ts';

const root = new URL('../', import.meta.url).pathname;
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

const health = (url: string): Promise<number> =>
  fetch(`${url}/healthz`).then(
    ({ status }) => status,
    () => 0,
  );

type Served = { child: ChildProcess; url: string; folder: string; output: () => string };
async function run(command: string, args: readonly string[]): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'wallboard-stop-'));
  const port = await freePort();
  const child = spawn(command, args, {
    cwd: root,
    // A group of its own, so that the end of the test finds orphans too.
    detached: true,
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: join(folder, 'data'),
      TMPDIR: folder,
      TELEPHONY: '',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => {
    try {
      process.kill(-(child.pid ?? 0), 'SIGKILL');
    } catch {
      // All gone, as it should be.
    }
    rmSync(folder, { recursive: true, force: true });
  });
  let output = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  child.stderr.on('data', (text: Buffer) => (output += text.toString()));
  const url = `http://127.0.0.1:${port}`;
  await expect.poll(() => health(url), { timeout: 3 * MINUTE, interval: 100 }).toBe(200);
  return { child, url, folder, output: () => output };
}

const waysToStart: [string, string, string[]][] = [
  ['npm start under dash', 'sh', ['-c', scripts['start'] ?? '']],
  ['npm start under bash', 'bash', ['-c', scripts['start'] ?? '']],
  ['npm start', 'npm', ['start']],
  ['npm run demo', 'npm', ['run', 'demo']],
  ['npm run dev', 'npm', ['run', 'dev']],
];
it.each(waysToStart)(
  'SIGTERM stops %s, and leaves neither a process nor a folder',
  { timeout: 6 * MINUTE },
  async (way, command, args) => {
    const { child, url, folder } = await run(command, args);
    const made = () => readdirSync(folder).filter((name) => name.startsWith('wallboard-demo-'));
    expect(made()).toHaveLength(way === 'npm run demo' ? 1 : 0);
    child.kill('SIGTERM');
    await once(child, 'exit');
    await expect.poll(() => health(url)).toBe(0);
    // npm may end before the program that it started.
    await expect.poll(made).toEqual([]);
  },
);

it(
  'Ctrl-C, which reaches the server from the terminal and from npm, is one signal',
  { timeout: 6 * MINUTE },
  async () => {
    const { child, url, output } = await run('npm', ['start']);
    process.kill(-(child.pid ?? 0), 'SIGINT');
    // Its last words may come after its end.
    await once(child, 'close');
    await expect.poll(() => health(url)).toBe(0);
    expect(output()).toContain('"stopping"');
    expect(output()).not.toContain('told a second time');
  },
);
