// The real server in a process of its own, as it is run, and other processes of a bench.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openVault } from '../../server/vault/vault.ts';

const root = new URL('../../', import.meta.url).pathname;

export type Served = {
  url: string;
  pid: number;
  display: string;
  ingest: string;
  deputies: readonly string[];
  /** Another token for posting. */
  flood: string;
  admin: string;
  /** How long the server's event loop was held at most since it was asked last, ms. */
  longestHold: () => Promise<number>;
  stop: () => Promise<void>;
};

/** `fill` writes what stands in the log before the server starts. */
export async function serve(
  telephony = '',
  { deputies = 0, fill }: { deputies?: number; fill?: (dataDir: string) => Promise<void> } = {},
): Promise<Served> {
  const dataDir = mkdtempSync(join(tmpdir(), 'wallboard-bench-'));
  await fill?.(dataDir);
  const vault = openVault(dataDir);
  const [display = '', ingest = ''] = (['display', 'ingest'] as const).map(
    (role) => vault.createToken({ name: role, role, now: Date.now() }).plain,
  );
  const readers = Array.from(
    { length: deputies },
    (_, n) => vault.createToken({ name: `deputy-${n}`, role: 'deputy', now: Date.now() }).plain,
  );
  const flood = vault.createToken({ name: 'flood', role: 'ingest', now: Date.now() }).plain;
  const admin = vault.createToken({ name: 'admin', role: 'admin', now: Date.now() }).plain;
  vault.close();
  const child = spawn(process.execPath, ['--import', './tests/support/loop-watch.ts', 'server/main.ts'], {
    cwd: root,
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', DATA_DIR: dataDir, TELEPHONY: telephony, LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const port = await matched(child, /"port":(\d+)/);
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    display,
    ingest,
    deputies: readers,
    flood,
    admin,
    async longestHold(): Promise<number> {
      const answer = once(child, 'message') as Promise<[number]>;
      child.send('take');
      return (await answer)[0];
    },
    async stop(): Promise<void> {
      child.kill('SIGTERM');
      await once(child, 'exit');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Many screens in a process of their own; `stop` gives what they measured, as screens.ts prints it. */
export async function openScreens({ url, display }: Served, count: number) {
  const child = spawn(process.execPath, ['tests/bench/screens.ts', url, display, String(count)], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await matched(child, /(ready)/);
  let output = '';
  child.stdout?.on('data', (text: Buffer) => (output += text.toString()));
  return {
    async stop(): Promise<{ all: number[]; each: number[] }> {
      child.kill('SIGTERM');
      await once(child, 'close');
      return JSON.parse(output) as { all: number[]; each: number[] };
    },
  };
}

/**
 * People at other machines, in a process of their own that runs only where nobody else wants a processor: they take no time from
 * the server. `data` is its argument; `stop` gives what it measured.
 */
export function openAside(file: string, data: object) {
  const child = spawn('chrt', ['--idle', '0', process.execPath, `tests/bench/${file}`, JSON.stringify(data)], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const message = async (): Promise<unknown> => ((await once(child, 'message')) as [unknown])[0];
  return {
    message,
    async stop<Measured>(): Promise<Measured> {
      const measured = message();
      child.send('stop');
      const found = (await measured) as Measured;
      child.kill();
      return found;
    },
  };
}

export async function post({ url, ingest }: Served, events: readonly object[]): Promise<void> {
  const headers = { authorization: `Bearer ${ingest}`, 'content-type': 'application/json' };
  const answer = await fetch(`${url}/api/events`, { method: 'POST', headers, body: JSON.stringify(events) });
  if (answer.status !== 200) throw new Error(`expected 200, got ${answer.status}: ${await answer.text()}`);
  await answer.arrayBuffer();
}

async function matched(child: ChildProcess, what: RegExp): Promise<string> {
  let output = '';
  const keep = (text: Buffer): void => void (output += text.toString());
  child.stdout?.on('data', keep);
  for (;;) {
    const found = what.exec(output)?.[1];
    if (found !== undefined) {
      child.stdout?.off('data', keep);
      child.stdout?.resume();
      return found;
    }
    if (child.exitCode !== null) throw new Error(`expected ${what}, got: ${output}`);
    await sleep(10);
  }
}

export type Noise = { stop: () => Promise<number> };

/** Posts calls of a queue of its own, `rate` events a second, until stopped; `stop` says how many went. */
export function makeNoise(served: Served, rate: number, everyMs = 50): Noise {
  let [going, sent, call] = [true, 0, 0];
  const batch = Math.round((rate * everyMs) / 1000);
  const name = `noise-${Math.random().toString(36).slice(2, 8)}`;
  const life = (n: number): object => {
    const id = `${name}-${call}`;
    const common = { at: Date.now(), call: id, queue: 'noise' };
    if (n % 3 === 0) return { ...common, id: `${id}/joined`, type: 'call.joined' };
    if (n % 3 === 1)
      return { ...common, id: `${id}/answered`, type: 'call.answered', desk: `m-${call % 5}`, waited: 0 };
    call++;
    return { ...common, id: `${id}/ended`, type: 'call.ended', by: 'caller', talked: 0 };
  };
  const run = (async () => {
    for (let due = Date.now() + everyMs; going; due += everyMs) {
      const events = Array.from({ length: batch }, () => life(sent++));
      await post(served, events);
      await sleep(Math.max(0, due - Date.now()));
    }
  })();
  return {
    async stop(): Promise<number> {
      going = false;
      await run;
      return sent;
    },
  };
}
