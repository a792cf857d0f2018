// B5 from outside: the real process is killed (−9) in the middle of posts; every id that it acknowledged is there, once.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { createCalendar } from '../../shared/calendar.ts';
import { MINUTE } from '../../shared/time.ts';
import { openVault } from '../../server/vault/vault.ts';
import { openSqliteLog } from '../../server/log/sqlite.ts';
import { rounds } from '../support/long.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { tempDataDir, type BoardAnswer } from '../support/test-server.ts';

const root = new URL('../../', import.meta.url).pathname;
const ROUNDS = rounds('KILLS', 4, 100);

type Served = { child: ChildProcess; url: string };
async function serve(dataDir: string): Promise<Served> {
  const child = spawn(process.execPath, ['server/main.ts'], {
    cwd: root,
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', DATA_DIR: dataDir, TELEPHONY: '', LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  for (;;) {
    const port = /"port":(\d+)/.exec(output)?.[1];
    if (port !== undefined) return { child, url: `http://127.0.0.1:${port}` };
    if (child.exitCode !== null) throw new Error(`expected a server, got: ${output}`);
    await sleep(10);
  }
}

it(
  'B5: what was acknowledged before kill −9 is there once, and the board counts it once',
  { timeout: MINUTE + ROUNDS * 10_000 },
  async () => {
    const dataDir = tempDataDir();
    const vault = openVault(dataDir);
    const [ingest, deputy] = (['ingest', 'deputy'] as const).map(
      (role) => vault.createToken({ name: role, role, now: Date.now() }).plain,
    );
    vault.close();
    const seed = Number(process.env['SEED'] ?? 1);
    const random = seededRandom(seed);
    const acknowledged = new Set<string>();
    const sent: string[][] = [];
    let next = 0;

    const batch = (): string[] => Array.from({ length: 1 + Math.floor(random() * 30) }, () => `c-${next++}`);
    const postTo = async (url: string, ids: readonly string[]): Promise<void> => {
      const at = Date.now();
      const answer = await fetch(`${url}/api/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${ingest}`, 'content-type': 'application/json' },
        body: JSON.stringify(
          ids.map((id) => ({ id, type: 'contact.registered', at, contact: id, channel: 'message' })),
        ),
      });
      expect(answer.status).toBe(200);
      const { accepted, duplicates } = (await answer.json()) as { accepted: number; duplicates: number };
      expect(accepted + duplicates).toBe(ids.length);
      for (const id of ids) acknowledged.add(id);
    };
    /** A client that sends again what was not answered, as it should. */
    const client = async ({ url }: Served): Promise<void> => {
      for (let unanswered: string[] | undefined; ;) {
        const ids =
          unanswered ??
          (random() < 0.2 && sent.length > 0 ? (sent[Math.floor(random() * sent.length)] ?? batch()) : batch());
        sent.push(ids);
        try {
          await postTo(url, ids);
          unanswered = undefined;
        } catch (cause) {
          if (!(cause instanceof TypeError)) throw cause;
          return; // the server is gone: these ids were not acknowledged
        }
      }
    };

    for (let round = 0; round < ROUNDS; round++) {
      const served = await serve(dataDir);
      const before = acknowledged.size;
      const clients = Promise.all([client(served), client(served), client(served)]);
      await sleep(150 + random() * 500);
      // On a slow machine nothing may have been acknowledged by then, and the round would prove nothing.
      await expect.poll(() => acknowledged.size).toBeGreaterThan(before);
      served.child.kill('SIGKILL');
      await once(served.child, 'exit');
      await clients;
    }
    const { child, url } = await serve(dataDir);
    const board = (await (
      await fetch(`${url}/api/board`, { headers: { authorization: `Bearer ${deputy}` } })
    ).json()) as BoardAnswer;
    child.kill('SIGTERM');
    await once(child, 'exit');

    const { ledger, close } = openSqliteLog({ path: join(dataDir, 'log.sqlite'), calendar: createCalendar() });
    const ids = ledger.after(0, 1e6).flatMap(({ event }) => (event.type === 'contact.registered' ? [event.id] : []));
    await close();
    expect(acknowledged.size, `seed ${seed}`).toBeGreaterThanOrEqual(ROUNDS);
    const stored = new Set(ids);
    expect(stored.size).toBe(ids.length);
    expect([...acknowledged].filter((id) => !stored.has(id))).toEqual([]);
    expect(board.months[board.month ?? '']?.contacts).toBe(ids.length);
  },
);
