// The icons in client/public are those of favicon.svg: whoever changes it draws them anew.
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { drawIcon, icons, publicFolder } from './draw-icons.ts';

let browser: Browser;
beforeAll(async () => void (browser = await launchBrowser()));
afterAll(() => browser.close());

/** The share of pixels whose colour differs visibly; edges are drawn a little differently from Chromium to Chromium. */
async function difference(a: Buffer, b: Buffer): Promise<number> {
  const page = await browser.newPage();
  const share = await page.evaluate(
    async (pictures) => {
      const [one, other] = await Promise.all(
        pictures.map(async (text) => {
          const picture = new Image();
          picture.src = `data:image/png;base64,${text}`;
          await picture.decode();
          const canvas = new OffscreenCanvas(picture.width, picture.height).getContext('2d')!;
          canvas.drawImage(picture, 0, 0);
          return canvas.getImageData(0, 0, picture.width, picture.height).data;
        }),
      );
      if (!one || !other || one.length !== other.length) return 1;
      return one.filter((value, n) => Math.abs(value - (other[n] ?? 0)) > 48).length / one.length;
    },
    [a.toString('base64'), b.toString('base64')],
  );
  await page.close();
  return share;
}

it.each(icons)('$file is drawn from favicon.svg', async (icon) => {
  const kept = readFileSync(new URL(icon.file, publicFolder));
  expect(await difference(kept, await drawIcon(browser, icon))).toBeLessThan(0.002);
});
