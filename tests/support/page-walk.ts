// A walk through pages as people take it by links: axe looks at each, and a page that is not shown, failed to load its data or leads
// elsewhere is a fault.
import type { Browser, Page, Request } from 'playwright-core';
import { seriousFaults } from './axe.ts';
import { addressWith, everyPage, type Things } from './every-page.ts';
import { long } from './long.ts';
import { applyTheme, transitionsEnded, twoFrames } from './visual-harness.ts';

/** A TV's claim is answered when somebody confirms its code. */
const lasting = ['/api/displays/claim'];

/** Whether no answer is on its way. */
function watchRequests(page: Page): () => boolean {
  const under = new Set<Request>();
  page.on('request', (request) => {
    if (!lasting.includes(new URL(request.url()).pathname)) under.add(request);
  });
  page.on('requestfinished', (request) => under.delete(request));
  page.on('requestfailed', (request) => under.delete(request));
  return () => under.size === 0;
}

/** As a link does, so that scripts and axe stay loaded. Resolves when all that the page asks for is there. */
async function turnTo(page: Page, address: string, isQuiet: () => boolean): Promise<void> {
  await page.evaluate((address) => {
    history.pushState(null, '', address);
    dispatchEvent(new PopStateEvent('popstate'));
  }, address);
  // A script that has come asks for more two frames later.
  for (let quiet = 0; quiet < 3; quiet = isQuiet() ? quiet + 1 : 0) await twoFrames(page);
}

/** In the default run one for each page, by turns. */
const themesOf = (name: string): readonly string[] =>
  long ? ['dark', 'light'] : [everyPage.indexOf(name) % 2 === 0 ? 'dark' : 'light'];

type Walk = {
  browser: Browser;
  url: string;
  /** Of somebody's session. */
  cookie?: string;
  lang: 'fa' | 'en';
  width: number;
  things: Things;
};

/** The faults by the name of the page. */
export async function faultsOnWalk(pages: readonly string[], walk: Walk): Promise<Record<string, string[]>> {
  const { browser, url, cookie, lang, width, things } = walk;
  const context = await browser.newContext({ viewport: { width, height: 844 } });
  const [name = '', value = ''] = cookie?.split('=') ?? [];
  if (cookie !== undefined) await context.addCookies([{ name, value, url }]);
  await context.addInitScript((lang) => localStorage.setItem('lang', lang), lang);
  const page = await context.newPage();
  await page.goto(`${url}/login`);
  await page.waitForSelector('h1');
  const found: Record<string, string[]> = {};
  const isQuiet = watchRequests(page);
  for (const name of pages) {
    const address = addressWith(name, things);
    await turnTo(page, address, isQuiet);
    const faults = await page.$$eval('main .note.bad, [data-not-shown] h1', (nodes) =>
      nodes.map((node) => node.textContent ?? ''),
    );
    const { pathname } = new URL(page.url());
    if (pathname !== address.split('?')[0]) faults.push(`left for ${pathname}`);
    for (const theme of themesOf(name)) {
      await applyTheme(page, { theme });
      await transitionsEnded(page);
      faults.push(...(await seriousFaults(page)).map((fault) => `${theme}: ${fault}`));
    }
    if (faults.length > 0) found[name] = faults;
  }
  await context.close();
  return found;
}
