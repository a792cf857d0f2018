// The real application with a real vault and cheap password records, a clock that a test moves, and one proxy before it.
import { onTestFinished } from 'vitest';
import { createPasswords } from '../../server/access/passwords.ts';
import { withSessionPolicy } from '../../server/access/session-policy.ts';
import { usualPolicy } from '../../server/access/session-rules.ts';
import { accessRoutes, type AccessOptions } from '../../server/http/access.ts';
import type { AppOptions } from '../../server/http/app.ts';
import type { Present } from '../../server/push/presence.ts';
import type { Vault } from '../../server/vault/vault.ts';
import type { AccountRole } from '../../shared/role.ts';
import { NOW, openTestVault } from './test-vault.ts';
import { createHttpBrowser, type HttpBrowser } from './http-browser.ts';
import { createTestApp, serve } from './test-app.ts';

export const PASSWORD = 'correct horse battery';
const lane = { key: 'test', priority: true };

export type AccessApi = Awaited<ReturnType<typeof startAccessApi>>;

type Made = Partial<AccessOptions>;
type More = {
  access?: Made | ((vault: Vault, now: () => number) => Made);
  app?: Partial<AppOptions>;
};

export async function startAccessApi(more: More = {}) {
  const tested = openTestVault();
  const passwords = createPasswords({ memory: 64, passes: 1, parallelism: 1 });
  const present = new Map<string, Present>();
  const reported: object[] = [];
  let time = NOW;
  const now = (): number => time;
  const { vault } = tested;
  const access = typeof more.access === 'function' ? more.access(vault, now) : more.access;
  const api = createTestApp({
    credentials: withSessionPolicy(vault, access?.policy ?? usualPolicy),
    sessions: vault,
    now,
    trustProxy: 1,
    routes: accessRoutes({
      vault,
      passwords,
      now,
      presence: () => present,
      sent: { of: () => undefined, count: () => 0 },
      counties: ['sari', 'babol', 'amol'],
      provinceWords: ['mazandaran', 'مازندران', 'Mazandaran'],
      ledger: { byOffice: () => [] },
      isSource: (name) => ['pbx111', 'office', 'clock'].includes(name),
      claimMs: 50,
      sleep: async () => {},
      log: { info: (facts, message) => void reported.push({ ...facts, message }) },
      ...access,
    }),
    ...more.app,
  });
  const server = await serve(api.app);
  onTestFinished(server.close);
  const browser = (from?: string): HttpBrowser => createHttpBrowser(server.url, from);

  return {
    tested,
    vault,
    passwords,
    present,
    browser,
    url: server.url,
    port: server.port,
    errors: api.errors,
    /** Lines about sign-ins. */
    reported,
    advance: (ms: number): void => void (time += ms),
    now,
    /** An account whose password is PASSWORD. */
    async account(name: string, role: AccountRole): Promise<string> {
      vault.createAccount({ name, role, password: await passwords.hash(PASSWORD, lane), by: 'test', now: time });
      return name;
    },
    /** A browser of somebody who has just signed in. */
    async signedIn(name: string, role: AccountRole, from?: string): Promise<HttpBrowser> {
      await this.account(name, role);
      const someone = browser(from);
      const answer = await someone.ask('POST', '/api/auth/login', { name, password: PASSWORD });
      if (!answer.ok) throw new Error(`expected a login, got ${answer.status} ${await answer.text()}`);
      return someone;
    },
  };
}
