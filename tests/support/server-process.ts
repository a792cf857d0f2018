// One node of several: a real process on a port of its own, which reaches Redis over a line that a test can cut.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { openCuttableProxy } from './cuttable-proxy.ts';
import { freePort } from './free-port.ts';
import type { BoardAnswer } from './test-server.ts';

const root = new URL('../../', import.meta.url).pathname;

export type ServerProcess = Awaited<ReturnType<typeof startServerProcess>>;
export type Readiness = { status: number; reasons?: string[]; durability?: string };
type Options = { name: string; redisPort: number; dataDir: string; telephony?: string };

/** Resolves when it serves. */
export async function startServerProcess({ name, redisPort, dataDir, telephony = '' }: Options) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const line = await openCuttableProxy(redisPort);
  let child: ChildProcess | undefined;
  let output = '';
  let setup: string | undefined;

  /** `ahead`: of this machine's clock, ms. */
  const start = async (ahead = 0): Promise<void> => {
    const started = spawn(process.execPath, ['tests/support/server-process-main.ts'], {
      cwd: root,
      env: {
        ...process.env,
        PORT: String(port),
        HOST: '127.0.0.1',
        DATA_DIR: dataDir,
        LOG_LEVEL: 'warn',
        AHEAD: String(ahead),
        TELEPHONY: telephony,
        REDIS_URL: line.url.replace(/^http/, 'redis'),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    let said = '';
    const hear = (text: Buffer): void => {
      said += text.toString();
      output += text.toString();
    };
    started.stdout.on('data', hear);
    started.stderr.on('data', hear);
    while (!said.includes(`serving ${port}`)) {
      if (started.exitCode !== null || started.signalCode !== null) throw new Error(`${name} ended: ${said}`);
      await sleep(10);
    }
    setup = /setup#code=(\S+)/.exec(said)?.[1];
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ending = child;
    child = undefined;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const exit = once(ending, 'exit');
    ending.kill('SIGCONT');
    ending.kill(signal);
    await exit;
  };
  await start();

  return {
    name,
    url,
    port,
    dataDir,
    line,
    start,
    setup: (): string => setup ?? '',
    /** Everything that it ever said. */
    output: (): string => output,
    pid: (): number | undefined => child?.pid,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    pause: () => child?.kill('SIGSTOP'),
    resume: () => child?.kill('SIGCONT'),
    async readiness(): Promise<Readiness> {
      try {
        const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) });
        return { status: response.status, ...((await response.json()) as Omit<Readiness, 'status'>) };
      } catch {
        return { status: 0 }; // nobody answers: killed, paused or starting
      }
    },
    async board(token: string): Promise<BoardAnswer> {
      const response = await fetch(`${url}/api/board`, { headers: { authorization: `Bearer ${token}` } });
      if (response.status !== 200) throw new Error(`${name} answers ${response.status}: ${await response.text()}`);
      return (await response.json()) as BoardAnswer;
    },
    async remove(): Promise<void> {
      await end('SIGKILL');
      await line.stop();
    },
  };
}

/** Resolves with how long it took, ms. */
export async function untilReady(node: ServerProcess, withinMs: number): Promise<number> {
  const began = performance.now();
  for (;;) {
    const { status, reasons } = await node.readiness();
    const ms = performance.now() - began;
    if (status === 200) return ms;
    if (ms > withinMs)
      throw new Error(
        `${node.name} was not ready within ${withinMs} ms: ${status} ${reasons?.join(', ')}\n${node.output().slice(-3_000)}`,
      );
    await sleep(25);
  }
}
