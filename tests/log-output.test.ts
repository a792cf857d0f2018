// What the server's log lines are written to may fail or stop reading; the server goes on as if nothing were.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, mkdtempSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { openLogOutput } from '../server/log-output.ts';
import { freePort } from './support/free-port.ts';
import { tempDataDir } from './support/test-server.ts';
import { MINUTE } from '../shared/time.ts';

const root = new URL('../', import.meta.url).pathname;

function open(path: string, flags: number): number {
  const fd = openSync(path, flags);
  onTestFinished(() => closeSync(fd));
  return fd;
}
function fifo(): string {
  const dir = mkdtempSync(join(tmpdir(), 'wallboard-output-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const path = join(dir, 'pipe');
  execFileSync('mkfifo', [path]);
  return path;
}
const drained = (fd: number): string => {
  const buffer = Buffer.alloc(4_000_000);
  let length = 0;
  try {
    for (let got = 1; got > 0; length += got) got = readSync(fd, buffer, length, 65_536, null);
  } catch {
    // Empty.
  }
  return buffer.subarray(0, length).toString();
};

it('a full disk under the log costs lines, and nothing else', () => {
  const output = openLogOutput(open('/dev/full', constants.O_WRONLY), () => 0);
  for (let n = 0; n < 1_000; n++) output.write('{"msg":"a line"}\n');
});

it('a pipe whose reader is gone costs lines, and nothing else', () => {
  const path = fifo();
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const output = openLogOutput(open(path, constants.O_WRONLY), () => 0);
  output.write('{"msg":"read"}\n');
  closeSync(reader);
  for (let n = 0; n < 1_000; n++) output.write('{"msg":"a line"}\n');
});

it('a reader that stops reading makes nobody wait; once it reads again it learns how many lines it lacks', async () => {
  const path = fifo();
  const reader = open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const output = openLogOutput(open(path, constants.O_WRONLY), () => 7);
  const line = `${JSON.stringify({ msg: 'x'.repeat(1_000) })}\n`;
  const began = performance.now();
  for (let n = 0; n < 3_000; n++) output.write(line);
  expect(performance.now() - began).toBeLessThan(5_000);
  let text = '';
  for (let n = 0; n < 30; n++) {
    text += drained(reader);
    await sleep(50);
  }
  output.write('{"msg":"after"}\n');
  text += drained(reader);
  const lines = text
    .trimEnd()
    .split('\n')
    .map((one) => JSON.parse(one) as { msg: string; dropped?: number });
  const { dropped = 0 } = lines.find((one) => one.dropped !== undefined) ?? {};
  expect(dropped).toBeGreaterThan(1_000);
  expect(dropped + lines.length).toBe(3_000 + 2);
  expect(lines.at(-1)).toEqual({ msg: 'after' });
});

async function served(out: number | 'pipe', dataDir = tempDataDir()): Promise<{ child: ChildProcess; url: string }> {
  const port = await freePort();
  const child = spawn(process.execPath, ['server/main.ts'], {
    cwd: root,
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      LOG_LEVEL: 'trace',
      // Nobody answers there: its link keeps the log busy.
      TELEPHONY: 'ami://a:b@127.0.0.1:9',
    },
    stdio: ['ignore', out, out],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const url = `http://127.0.0.1:${port}`;
  await expect
    .poll(
      () =>
        fetch(`${url}/healthz`).then(
          ({ status }) => status,
          () => 0,
        ),
      { timeout: 2 * MINUTE },
    )
    .toBe(200);
  return { child, url };
}

it('a server whose log disk is full from the start serves, and stops on request', async () => {
  const { child, url } = await served(open('/dev/full', constants.O_WRONLY));
  await sleep(1_500);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  child.kill('SIGTERM');
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).toBe(0);
});

it('a server whose log reader stops or dies serves, and stops on request', async () => {
  const { child, url } = await served('pipe');
  child.stdout?.destroy();
  child.stderr?.destroy();
  await sleep(1_500);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  child.kill('SIGTERM');
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).toBe(0);
});

it('a file is written line by line, from where it stood', () => {
  const dir = mkdtempSync(join(tmpdir(), 'wallboard-output-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const path = join(dir, 'log');
  const output = openLogOutput(open(path, constants.O_WRONLY | constants.O_CREAT), () => 0);
  output.write('a\n');
  output.write('b\n');
  expect(readFileSync(path, 'utf8')).toBe('a\nb\n');
});

it('log and data on one full disk: not recorded, reported on the wall, alive, and stopped on request', async (test) => {
  const disk = mkdtempSync(join(tmpdir(), 'wallboard-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'none', disk], { stdio: 'ignore' });
  } catch {
    rmSync(disk, { recursive: true });
    return test.skip('needs the right to mount a file system');
  }
  onTestFinished(() => {
    execFileSync('umount', ['-l', disk]);
    rmSync(disk, { recursive: true });
  });
  const out = open(join(disk, 'log'), constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND);
  const { child, url } = await served(out, join(disk, 'data'));
  try {
    writeFileSync(join(disk, 'ballast'), Buffer.alloc(8 << 20));
  } catch {
    // Full is what it should be.
  }
  const ready = (): Promise<number> => fetch(`${url}/readyz`).then(({ status }) => status);
  await expect.poll(ready).toBe(503);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  rmSync(join(disk, 'ballast'));
  await expect.poll(ready).toBe(200);
  child.kill('SIGTERM');
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).toBe(0);
});
