// The browser that tests and benches look at the screens with.
import { chromium, type Browser } from 'playwright-core';
import { findChromium } from './chromium.ts';

/** It asks nothing of the world outside: each such connection would be refused, many at a time. */
const alone = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Chromium without a window. Whoever launches it closes it. `best`: `whole` is what walls hang in, and what is measured. */
export const launchBrowser = (best: 'shell' | 'whole' = 'shell'): Promise<Browser> =>
  // As root it runs without its sandbox or not at all; what it shows is our own.
  chromium.launch({ executablePath: findChromium(best) ?? 'chromium', args: ['--no-sandbox', ...alone] });
