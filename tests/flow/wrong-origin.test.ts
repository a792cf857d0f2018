// A proxy that does not pass on the host that browsers ask for: wall, TV and login say so themselves, in both languages.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { startTestServer } from '../support/test-server.ts';
import { buildOnce } from '../support/build-once.ts';
import { faultsOf } from '../support/geometry.ts';
import { startRoundRobin } from './round-robin.ts';

let browser: Browser;
beforeAll(async () => {
  buildOnce();
  browser = await launchBrowser();
});
afterAll(() => browser.close());

async function open() {
  const server = await startTestServer('');
  const proxy = await startRoundRobin([server.port], 'wall.example.ir');
  onTestFinished(proxy.stop);
  const load = async (
    path: string,
    lang: 'fa' | 'en',
    size: readonly [number, number] = [1280, 720],
  ): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: size[0], height: size[1] } });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    await page.addInitScript((wanted) => localStorage.setItem('lang', wanted), lang);
    await page.goto(proxy.url + path);
    return page;
  };
  return { server, proxy, load, refusals: () => server.logged.filter(({ msg }) => msg.includes('was refused')) };
}

it('a wall shows which address the server knows and whom to ask, names no variable, and the log has the line', async () => {
  const { server, proxy, load, refusals } = await open();
  const display = server.vault.createToken({ name: 'hall', role: 'display', now: Date.now() }).plain;
  for (const lang of ['fa', 'en'] as const) {
    const page = await load(`/#token=${display}`, lang, [1920, 1080]);
    const note = page.getByRole('alert');
    await note.waitFor();
    const text = (await page.textContent('main')) ?? '';
    expect(text).toContain(proxy.url);
    expect(text).toContain('http://wall.example.ir');
    expect(text).toContain('does not accept pages');
    expect(text).toContain('نمی‌پذیرد');
    expect(text).not.toMatch(/ORIGIN|TRUST_PROXY/);
    expect(await faultsOf(page, true, 13)).toEqual([]);
  }
  expect(refusals()).toHaveLength(1);
  expect(refusals()[0]).toMatchObject({ page: proxy.url, host: 'wall.example.ir' });
  expect(refusals()[0]?.msg).toContain(`set ORIGIN=${proxy.url}`);
});

it('a TV does not say that a server which refused it does not answer', async () => {
  const { proxy, load } = await open();
  for (const [lang, away, refused] of [
    ['fa', 'پاسخ نمی‌دهد', 'نمی‌پذیرد'],
    ['en', 'does not answer', 'does not accept pages'],
  ] as const) {
    const page = await load('/tv', lang, [1920, 1080]);
    await page.getByText(refused).first().waitFor();
    const text = (await page.textContent('main')) ?? '';
    expect(text).not.toContain(away);
    expect(text).toContain(proxy.url);
    expect(text).not.toContain('ORIGIN');
    expect(await faultsOf(page, true, 13)).toEqual([]);
  }
});

it('the sign-in page shows it with the line to set', async () => {
  const { proxy, load } = await open();
  for (const lang of ['fa', 'en'] as const) {
    const page = await load('/login', lang);
    await page.locator('input[name=username]').fill('boss');
    await page.locator('input[type=password]').fill('a password of some length');
    await page.locator('button[type=submit]').click();
    const note = page.getByRole('alert');
    await note.waitFor();
    await expect.poll(() => note.textContent()).toContain(`ORIGIN=${proxy.url}`);
  }
});

it('a page whose parts are missing because of a path in the address says so by itself, and only then', async () => {
  const { proxy, load } = await open();
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.route('**/assets/**', (route) => route.fulfill({ status: 404 }));
  await page.route('**/boot-watchdog.js', (route) => route.fulfill({ status: 404 }));
  await page.goto(proxy.url);
  const words = page.getByText('the wall needs a name or a port of its own');
  expect(await words.isVisible()).toBe(false);
  await expect.poll(() => words.isVisible()).toBe(true);
  const whole = await load('/login', 'en');
  await whole.waitForSelector('h1');
  expect(await whole.locator('.skeleton p').isVisible()).toBe(false);
});
