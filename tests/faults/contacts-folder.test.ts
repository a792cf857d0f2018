// A server that is killed again and again while it takes files of contacts: no line is lost, and none counts twice.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { createCalendar } from '../../shared/calendar.ts';
import { MINUTE } from '../../shared/time.ts';
import { freePort } from '../support/free-port.ts';
import { long } from '../support/long.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { startTestServer, tempDataDir } from '../support/test-server.ts';

const root = new URL('../../', import.meta.url).pathname;
const ROUNDS = long ? 40 : 6;
const LINES = 300;
const seed = Number(process.env['SEED'] ?? Date.now() % 1e9);

it(
  `${ROUNDS} kills while files are taken (seed ${seed})`,
  async () => {
    const random = seededRandom(seed);
    const dataDir = tempDataDir();
    const folder = join(dataDir, 'inbox');
    mkdirSync(folder);
    const day = createCalendar().dayOf(Date.now()).replaceAll('-', '/');
    const port = await freePort();
    const env = { DATA_DIR: dataDir, CONTACTS_FOLDER: folder, CONTACTS_FOLDER_EVERY_MS: '10' };
    let child: ChildProcess | undefined;
    onTestFinished(() => void child?.kill('SIGKILL'));
    const start = async (): Promise<void> => {
      child = spawn(process.execPath, ['tests/support/server-process-main.ts'], {
        cwd: root,
        env: { ...process.env, ...env, PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'error', REDIS_URL: '' },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(child.stdout ?? child, 'data');
    };
    const kill = async (): Promise<void> => {
      const exit = once(child as ChildProcess, 'exit');
      child?.kill('SIGKILL');
      await exit;
    };

    for (let round = 0; round < ROUNDS; round++) {
      const rows = Array.from({ length: LINES }, (_, n) => `${day},نامه,${n % 10 === 9 ? 'ناکجا' : 'ساری'}`);
      writeFileSync(join(folder, `round-${round}.csv`), ['تاریخ,روش,شهرستان', ...rows].join('\n'));
      await start();
      await sleep(random() * 250);
      await kill();
    }

    // In the end one that is left alone takes what is left.
    const server = await startTestServer('', {
      dataDir,
      contactsFolder: folder,
      world: { contactsFolderEveryMs: 10 },
    });
    const reports = (): string[] => readdirSync(join(folder, 'taken')).filter((name) => name.endsWith('.report.csv'));
    await expect
      .poll(() => readdirSync(folder).filter((name) => name.endsWith('.csv')), { timeout: 20_000 })
      .toEqual([]);
    await expect.poll(() => readdirSync(join(folder, 'taking')), { timeout: 20_000 }).toEqual([]);
    expect(reports()).toHaveLength(ROUNDS);
    for (const name of reports()) {
      const [, ...lines] = readFileSync(join(folder, 'taken', name), 'utf8')
        .trim()
        .split('\r\n');
      expect(lines.filter((line) => line.includes('"ثبت شد"'))).toHaveLength(LINES * 0.9);
      expect(lines).toHaveLength(LINES);
    }
    const board = await server.board();
    expect(board.months[board.month ?? '']?.contacts).toBe(ROUNDS * LINES * 0.9);
  },
  2 * MINUTE,
);
