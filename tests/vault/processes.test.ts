// The vault between processes: the server has it open while commands add to it.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openVault } from '../../server/vault/vault.ts';

let dir: string;
beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'wallboard-vault-'))));
afterEach(() => rmSync(dir, { recursive: true }));

async function otherProcess(name: string, tokens: number, codes: readonly string[] = []): Promise<string[]> {
  const child = spawn(process.execPath, [`${import.meta.dirname}/user.ts`, dir, name, String(tokens)]);
  child.stdin.end(codes.join('\n'));
  const [said, complaint] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (complaint !== '') throw new Error(complaint);
  return said.split('\n').filter(Boolean);
}

it('a token that another process adds is known at once to one that has the vault open', async () => {
  const vault = openVault(dir);
  expect(vault.listTokens()).toEqual([]);
  const [plain = ''] = await otherProcess('lobby', 1);
  expect(vault.findToken(plain, 1)?.name).toBe('lobby-0');
  vault.close();
});

it('several processes may make the file and write at the same time, and nothing of theirs is lost', async () => {
  const said = await Promise.all(['a', 'b', 'c', 'd'].map((name) => otherProcess(name, 15)));
  const vault = openVault(dir);
  expect(vault.listTokens()).toHaveLength(60);
  for (const plain of said.flat()) expect(vault.findToken(plain, 1)).toBeDefined();
  vault.close();
});

it('two that make the file at the very same moment both open it', async () => {
  const race = { dir, rounds: 60, threads: 2, arrived: new Int32Array(new SharedArrayBuffer(4)) };
  const racers = [1, 2].map(() => new Worker(new URL('./racer.ts', import.meta.url), { workerData: race }));
  // once() rejects when a racer fails.
  try {
    await Promise.all(racers.map((racer) => once(racer, 'exit')));
  } finally {
    await Promise.all(racers.map((racer) => racer.terminate()));
  }
});

it('of several processes that use one code at the same time one gets it', async () => {
  const vault = openVault(dir);
  const codes = Array.from({ length: 40 }, () => vault.createCode({ role: 'display', minutes: 15, now: 1 }));
  const used = await Promise.all(['a', 'b', 'c'].map((name) => otherProcess(name, 0, codes)));
  expect(used.flat().toSorted()).toEqual(codes.toSorted());
  vault.close();
});
