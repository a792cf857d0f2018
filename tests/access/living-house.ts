// The whole house with people in it: accounts, tokens and paired displays, their browsers and their sockets.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { createPasswords } from '../../server/access/passwords.ts';
import { SESSION_COOKIE } from '../../server/access/authentication.ts';
import type { AccountRole } from '../../shared/role.ts';
import { openHouse } from '../faults/house.ts';
import { createBrowser, type Browser } from '../http/browser.ts';
import { connectScreen, until, type Screen } from '../push/house.ts';

export const PASSWORD = 'correct horse battery';
const passwords = createPasswords({ memory: 64, passes: 1, parallelism: 1 });
const root = new URL('../../', import.meta.url).pathname;

export type LivingHouse = Awaited<ReturnType<typeof openLivingHouse>>;

export async function openLivingHouse(more: Parameters<typeof openHouse>[1] = {}) {
  const house = await openHouse('', more);
  const { vault, url, dataDir } = house;

  const seat = async (options: { token?: string; headers?: Record<string, string> }): Promise<Screen> => {
    const screen = connectScreen(url, options);
    onTestFinished(() => void screen.socket.close());
    await until(() => screen.heard.snapshots.length > 0, 'a snapshot');
    return screen;
  };

  return {
    ...house,
    /** A socket with a token. */
    seatToken: (token: string): Promise<Screen> => seat({ token }),
    /** A socket with a browser's cookies. */
    seatBrowser: (browser: Browser): Promise<Screen> => seat({ headers: { cookie: browser.header(), origin: url } }),
    async signedIn(name: string, role: AccountRole): Promise<Browser> {
      const password = await passwords.hash(PASSWORD, { key: 'test', priority: true });
      vault.createAccount({ name, role, password, by: 'test', now: Date.now() });
      return this.login(name);
    },
    async login(name: string, password = PASSWORD): Promise<Browser> {
      const browser = createBrowser(url);
      const answer = await browser.ask('POST', '/api/auth/login', { name, password });
      if (!answer.ok) throw new Error(`expected a login, got ${answer.status} ${await answer.text()}`);
      return browser;
    },
    /** A TV that a supervisor paired. */
    async paired(supervisor: Browser, shows: object = {}): Promise<{ tv: Browser; id: string }> {
      const tv = createBrowser(url);
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
export async function sentAway(screen: Screen, act: () => Promise<unknown>): Promise<{ ms: number; told: string[] }> {
  let ended = 0;
  screen.socket.on('disconnect', () => (ended = performance.now()));
  await act();
  const done = performance.now();
  await until(() => ended > 0, 'the end');
  return { ms: Math.max(0, ended - done), told: screen.heard.controls };
}
