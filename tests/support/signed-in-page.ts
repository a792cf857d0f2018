// A page of a browser that somebody has signed in with, at a whole server.
import type { Browser, Page } from 'playwright-core';
import { SESSION_COOKIE } from '../../server/access/authentication.ts';
import type { Role } from '../../shared/role.ts';
import type { TestServer } from './test-server.ts';

type At = Pick<TestServer, 'url' | 'vault'>;
type Wish = { role: Role; size?: { width: number; height: number }; now?: number };

/** An error of the page fails the test. */
export async function openSignedIn(browser: Browser, server: At, path: string, wish: Wish): Promise<Page> {
  const { role, size = { width: 1280, height: 900 }, now = Date.now() } = wish;
  const context = await browser.newContext({ viewport: size, locale: 'fa-IR' });
  const secret = server.vault.openSession({ role, name: role, now, days: 30 });
  await context.addCookies([{ name: SESSION_COOKIE, value: secret, url: server.url }]);
  const page = await context.newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(server.url + path);
  await page.waitForSelector('h1');
  return page;
}

/** Posts events as a telephone system does that is connected by HTTP. */
export function eventsTo({ url, vault }: At, now = Date.now()) {
  const { plain } = vault.createToken({ name: 'pbx-gate', role: 'ingest', now });
  return async (events: readonly (Record<string, unknown> & { type: string; call?: string })[]): Promise<void> => {
    const body = events.map((event, n) => ({ id: `${event.type}/${event.call ?? n}`, ...event }));
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${plain}` };
    const answer = await fetch(`${url}/api/events`, { method: 'POST', headers, body: JSON.stringify(body) });
    const { rejected } = (await answer.json()) as { rejected: unknown[] };
    if (rejected.length > 0) throw new Error(`rejected: ${JSON.stringify(rejected)}`);
  };
}
