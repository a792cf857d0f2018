// The whole server with people in it: accounts, tokens and paired displays, their browsers and their sockets.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { createPasswords } from '../../server/access/passwords.ts';
import { SESSION_COOKIE } from '../../server/access/authentication.ts';
import type { AccountRole } from '../../shared/role.ts';
import { startTestServer } from './test-server.ts';
import { createHttpBrowser, type HttpBrowser } from './http-browser.ts';
import { connectTestScreen, waitUntil, type TestScreen } from './test-push.ts';
import { startStopwatch } from './stopwatch.ts';

export const PASSWORD = 'correct horse battery';
const passwords = createPasswords({ memory: 64, passes: 1, parallelism: 1 });
const root = new URL('../../', import.meta.url).pathname;

export type ServerWithUsers = Awaited<ReturnType<typeof startServerWithUsers>>;

export async function startServerWithUsers(more: Parameters<typeof startTestServer>[1] = {}) {
  const server = await startTestServer('', more);
  const { vault, url, dataDir } = server;

  const seat = async (options: { token?: string; headers?: Record<string, string> }): Promise<TestScreen> => {
    const screen = connectTestScreen(url, options);
    onTestFinished(() => void screen.socket.close());
    await waitUntil(() => screen.received.snapshots.length > 0, 'a snapshot');
    return screen;
  };

  return {
    ...server,
    /** A socket with a token. */
    connectWithToken: (token: string): Promise<TestScreen> => seat({ token }),
    /** A socket with a browser's cookies. */
    connectWithCookies: (browser: HttpBrowser): Promise<TestScreen> =>
      seat({ headers: { cookie: browser.header(), origin: url } }),
    async signedIn(name: string, role: AccountRole): Promise<HttpBrowser> {
      const password = await passwords.hash(PASSWORD, { key: 'test', priority: true });
      vault.createAccount({ name, role, password, by: 'test', now: Date.now() });
      return this.login(name);
    },
    async login(name: string, password = PASSWORD): Promise<HttpBrowser> {
      const browser = createHttpBrowser(url);
      const answer = await browser.ask('POST', '/api/auth/login', { name, password });
      if (!answer.ok) throw new Error(`expected a login, got ${answer.status} ${await answer.text()}`);
      return browser;
    },
    /** A TV that a supervisor paired. */
    async pairDisplay(supervisor: HttpBrowser, shows: object = {}): Promise<{ tv: HttpBrowser; id: string }> {
      const tv = createHttpBrowser(url);
      const { code, secret } = await (await tv.ask('POST', '/api/displays/offers')).json();
      const body = { code, name: 'hall', page: 'wall', ...shows };
      const { id } = await (await supervisor.ask('POST', '/api/displays', body)).json();
      await tv.ask('POST', '/api/displays/claim', { secret });
      if (!tv.cookie(SESSION_COOKIE)) throw new Error('expected the cookie of a display');
      return { tv, id };
    },
    /** Runs a file of ours as a process of its own, on this data folder. */
    async command(file: string, args: readonly string[], input = ''): Promise<string> {
      const child = spawn(process.execPath, [root + file, ...args], { env: { ...process.env, DATA_DIR: dataDir } });
      child.stdin.end(input);
      const [said, complaint] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
      if (complaint !== '') throw new Error(complaint);
      return said;
    },
    revokeElsewhere(what: 'account' | 'token' | 'display', id: string): Promise<string> {
      return this.command('tests/vault/revoker.ts', [dataDir, what, id]);
    },
  };
}

/** Does something and says how long after it (ms) the screen was sent away, and what it was told before. */
export async function timeToDisconnect(
  screen: TestScreen,
  act: () => Promise<unknown>,
): Promise<{ ms: number; told: string[] }> {
  let ms: number | undefined;
  let elapsed = (): number => 0;
  screen.socket.on('disconnect', () => (ms = elapsed()));
  await act();
  if (ms === undefined) elapsed = startStopwatch();
  await waitUntil(() => ms !== undefined, 'the end');
  return { ms: ms ?? 0, told: screen.received.controls };
}
