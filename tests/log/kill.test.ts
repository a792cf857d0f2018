// B5 with real processes: what a killed server had acknowledged is there, once.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, it, vi } from 'vitest';
import { tempLogFolder, openLog } from '../support/log-folder.ts';
import { joined } from '../support/joined-calls.ts';
import { seededRandom } from '../support/seeded-random.ts';

const ROUNDS = Number(process.env['KILL_ROUNDS'] ?? 6);
const { path, remove } = tempLogFolder();
afterEach(remove);

/** Starts an appender. `acknowledged` grows as it prints; the last line may be cut by the kill and is not counted. */
async function startAppender(seed: number, round: number) {
  const child = spawn(process.execPath, [`${import.meta.dirname}/appender.ts`, path, String(seed), String(round)]);
  let said = '';
  let complaint = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  while (!said.includes('open\n')) {
    if (child.exitCode !== null) throw new Error(`the appender ended with ${child.exitCode}: ${complaint}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return {
    /** Waits for its first acknowledgement. */
    acknowledged: () => vi.waitFor(() => expect(said).toMatch(/^open\n.+\n/), 30_000),
    kill: async (): Promise<string[]> => {
      const closed = once(child, 'close');
      child.kill('SIGKILL');
      await closed;
      return said.split('\n').slice(1, -1);
    },
  };
}

it(
  'B5: after a kill -9 at any moment every acknowledged event is there exactly once, and the file opens again',
  async () => {
    const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 32));
    console.log(`kill -9: seed ${seed}, ${ROUNDS} rounds`);
    const random = seededRandom(seed);
    const acknowledged = new Set<string>();
    for (let round = 0; round < ROUNDS; round++) {
      const appender = await startAppender(Math.floor(random() * 2 ** 32), round);
      // While it lives nobody else may write its file.
      if (round === 0) expect(() => openLog(path)).toThrow(expect.objectContaining({ code: 'in-use' }));
      // The first round acknowledges something; the others may die before their first word.
      if (round === 0) await appender.acknowledged();
      await new Promise((resolve) => setTimeout(resolve, random() * 250));
      for (const id of await appender.kill()) acknowledged.add(id);

      const { ledger, close } = openLog(path);
      const ids = ledger.after(0, 1e9).map(({ event }) => event.id);
      const present = new Set(ids);
      expect(present.size, 'an event is there twice').toBe(ids.length);
      expect([...acknowledged].filter((id) => !present.has(id))).toEqual([]);
      await close();
    }
    expect(acknowledged.has(joined(0).id)).toBe(true);
  },
  30_000 + ROUNDS * 5_000,
);
