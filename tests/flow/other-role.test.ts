// A clerk, whose role sees no board, at the addresses of the board: the own page, or who sees this one; never "not signed in".
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPasswords } from '../../server/access/passwords.ts';
import { launchBrowser } from '../support/browser.ts';
import { startTestServer } from '../support/test-server.ts';
import { buildOnce } from '../support/build-once.ts';

let browser: Browser;
beforeAll(async () => {
  buildOnce();
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** A browser in which somebody of this role is signed in. */
async function signedIn(
  url: string,
  vault: Awaited<ReturnType<typeof startTestServer>>['vault'],
  role: 'clerk' | 'deputy',
): Promise<BrowserContext> {
  const name = `sara-${role}`;
  const password = 'a long enough password';
  const record = await createPasswords().hash(password, { key: name, priority: true });
  vault.createAccount({ name, role, password: record, by: 'test', now: Date.now() });
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  const answer = await context.request.post(`${url}/api/auth/login`, {
    data: { name, password },
    headers: { origin: url },
  });
  expect(answer.status()).toBeLessThan(300);
  return context;
}

it('a clerk is led to the clerks’ page from the address that everybody types, and sees elsewhere which roles see the page', async () => {
  const server = await startTestServer('');
  const context = await signedIn(server.url, server.vault, 'clerk');
  const page = await context.newPage();
  await page.addInitScript(() => localStorage.setItem('lang', 'en'));
  await page.goto(server.url);
  await page.waitForURL('**/intake');
  await page.waitForSelector('main form');
  for (const path of ['/months', '/calls', '/sittings', '/alerts', '/sittings/plan']) {
    await page.goto(server.url + path);
    await page.waitForSelector('text=Your role (Clerk) has no access to this page');
    const said = await page.textContent('main');
    expect(said, path).toContain('This page is for: Deputy, Supervisor, Administrator');
    expect(said, path).not.toMatch(/signed in|sign in/i);
    expect(await page.getAttribute('main nav a', 'href'), path).toBe('/intake');
  }
  await page.click('main nav a');
  await page.waitForURL('**/intake');
  await context.close();
});

it('a deputy may stay', async () => {
  const server = await startTestServer('');
  const context = await signedIn(server.url, server.vault, 'deputy');
  const page = await context.newPage();
  await page.goto(server.url);
  await page.waitForSelector('#hero-title');
  expect(new URL(page.url()).pathname).toBe('/');
  await context.close();
});
