// Draws the icons of client/public from its favicon.svg, in Chromium: `npm run icons` writes them anew after a change of it.
import { readFileSync, writeFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';

export const publicFolder = new URL('../../client/public/', import.meta.url);
/** A system may cut a maskable icon to any shape within its middle four fifths, so it has no corners of its own. */
const SAFE = 0.8;
export const icons = [
  { file: 'icon-192.png', size: 192, maskable: false },
  { file: 'icon-512.png', size: 512, maskable: false },
  { file: 'icon-maskable-512.png', size: 512, maskable: true },
] as const;

export async function drawIcon(
  browser: Browser,
  { size, maskable }: { size: number; maskable: boolean },
): Promise<Buffer> {
  const svg = readFileSync(new URL('favicon.svg', publicFolder), 'utf8');
  const [, ground = ''] = /<rect width="32" height="32" rx="8" fill="(#[0-9a-f]{6})"\/>/.exec(svg) ?? [];
  if (ground === '') throw new Error('favicon.svg: expected a rounded ground of 32 by 32');
  const drawn = maskable ? size * SAFE : size;
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<body style="margin:0;display:grid;place-items:center;height:100vh;${maskable ? `background:${ground}` : ''}">` +
      svg.replace('<svg ', `<svg width="${drawn}" height="${drawn}" style="display:block" `),
  );
  const picture = await page.screenshot({ omitBackground: true });
  await page.close();
  return picture;
}

if (import.meta.main) {
  const browser = await launchBrowser();
  for (const icon of icons) writeFileSync(new URL(icon.file, publicFolder), await drawIcon(browser, icon));
  await browser.close();
}
