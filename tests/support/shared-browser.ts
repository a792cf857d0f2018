// One browser for the tests of a file, before the built screens.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchBrowser } from './browser.ts';
import { buildOnce } from './build-once.ts';

/** Called at the top of a file; the browser is there once its tests run. */
export function useBrowser(): () => Browser {
  let browser: Browser;
  beforeAll(async () => {
    buildOnce();
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());
  return () => browser;
}
