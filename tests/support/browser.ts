// The browser that tests and benches look at the screens with.
import { chromium, type Browser } from 'playwright-core';
import { MINUTE } from '../../shared/time.ts';
import { findChromium } from './chromium.ts';

/** It asks nothing of the world outside: each such connection would be refused, many at a time. */
const alone = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Chromium without a window. Whoever launches it closes it. `best`: `whole` is what walls hang in, and what is measured. */
export async function launchBrowser(best: 'shell' | 'whole' = 'shell'): Promise<Browser> {
  // As root it runs without its sandbox or not at all; what it shows is our own.
  const args = ['--no-sandbox', ...alone];
  const browser = await chromium.launch({ executablePath: findChromium(best) ?? 'chromium', args });
  const open = browser.newContext.bind(browser);
  // What is waited for in a page comes when the machine comes to it, as everywhere in the tests.
  browser.newContext = async (options) => {
    const context = await open(options);
    context.setDefaultTimeout(MINUTE);
    return context;
  };
  return browser;
}
