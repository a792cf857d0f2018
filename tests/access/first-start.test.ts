// What `npm start` says to somebody who cannot get in yet: the real process, started again and again on one folder.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { firstRunMessage, openingLink } from '../../server/first-run.ts';
import { MINUTE } from '../../shared/time.ts';
import { tempDataDir } from '../support/test-server.ts';
import { createHttpBrowser } from '../support/http-browser.ts';
import { problem } from '../support/problem.ts';

const root = new URL('../../', import.meta.url).pathname;
const PASSWORD = 'correct horse battery';

/** Starts it, waits for its links, does something with its address and ends it. Answers all that it said. */
async function start(dataDir: string, use: (url: string, said: string) => Promise<void>): Promise<string> {
  const child = spawn(process.execPath, ['server/main.ts'], {
    cwd: root,
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', DATA_DIR: dataDir, TELEPHONY: '', LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  // The last line of a start: no telephone system is configured.
  while (!said.includes('set TELEPHONY')) {
    if (child.exitCode !== null) throw new Error(`expected a server, got: ${said}`);
    await sleep(10);
  }
  await use(`http://127.0.0.1:${/"port":(\d+)/.exec(said)?.[1]}`, said);
  child.kill('SIGTERM');
  await once(child, 'exit');
  return said;
}

const setupCode = (said: string): string => /\/setup#code=(\S+)/.exec(said)?.[1] ?? '';
const openingCode = (said: string): string => /\/#code=(\S+)/.exec(said)?.[1] ?? '';

it(
  'a link for the first administrator at every start until there is one, and one to the wall at the very first',
  { timeout: 2 * MINUTE },
  async () => {
    const dataDir = tempDataDir();
    const setUp = (url: string, code: string, name = 'boss') =>
      createHttpBrowser(url).ask('POST', '/api/auth/setup', { code, name, password: PASSWORD });

    const first = await start(dataDir, async (url, said) => {
      const wall = createHttpBrowser(url);
      const answer = await wall.ask('POST', '/api/auth/exchange', { code: openingCode(said) });
      expect(await answer.json()).toEqual({ role: 'display' });
    });
    expect(first.match(/code=/g)).toHaveLength(2);
    expect(first).toContain('http://localhost:');

    const second = await start(dataDir, async (url, said) => {
      expect(await problem(await setUp(url, setupCode(first)))).toEqual([401, 'code-refused']);
      expect(await problem(await setUp(url, openingCode(first)))).toEqual([401, 'code-refused']);
      expect((await setUp(url, setupCode(said))).status).toBe(201);
    });
    expect([second.match(/code=/g), openingCode(second)]).toEqual([['code='], '']);

    const third = await start(dataDir, async (url) => {
      expect(await problem(await setUp(url, setupCode(second), 'second'))).toEqual([409, 'set-up-already']);
      const answer = await createHttpBrowser(url).ask('POST', '/api/auth/login', { name: 'boss', password: PASSWORD });
      expect(await answer.json()).toEqual({ name: 'boss', role: 'admin' });
    });
    expect(third).not.toContain('code=');
    for (const said of [first, second, third]) expect(said).not.toContain(PASSWORD);
  },
);

it.each([
  ['0.0.0.0', 'localhost'],
  ['::', 'localhost'],
  ['10.0.0.5', '10.0.0.5'],
  ['fd00::5', '[fd00::5]'],
  ['wall.example.ir', 'wall.example.ir'],
])('a server at HOST %s is opened at %s', async (host, found) => {
  const vault = { createCode: () => 'c111_x' };
  expect(await openingLink({ host, port: 3000, vault }, 0)).toBe(`http://${found}:3000/#code=c111_x`);
});

it('a server with a public origin is opened there', async () => {
  const vault = { createCode: () => 'c111_x' };
  const place = { host: '0.0.0.0', port: 3000, origin: 'https://wall.example.ir' };
  expect(await openingLink({ ...place, vault }, 0)).toBe('https://wall.example.ir/#code=c111_x');
});

it('a server that listens everywhere names the address by which another machine reaches it', async () => {
  const vault = {
    createCode: () => 'c111_x',
    createSetupCode: () => ({ code: 'c111_s', first: true }),
    listTokens: () => [],
  };
  const message = (place: { host: string; origin?: string }) =>
    firstRunMessage({ ...place, port: 3000, vault }, 0, ['192.0.2.7', '192.0.2.8']);
  expect(await message({ host: '0.0.0.0' })).toContain('http://192.0.2.7:3000 in place of http://localhost:3000');
  for (const place of [{ host: '127.0.0.1' }, { host: '192.0.2.7' }, { host: '0.0.0.0', origin: 'https://wall.ir' }])
    expect(await message(place)).not.toContain('in place of');
});
