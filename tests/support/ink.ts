// Where a picture of a text has ink: the widest stretch without any between two of its digits.
import type { Locator, Page } from 'playwright-core';

/** In shares of the type's size. */
export async function widestGap(page: Page, node: Locator): Promise<number> {
  const size = await node.evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
  const picture = (await node.screenshot()).toString('base64');
  const pixels = await page.evaluate(async (picture) => {
    const image = new Image();
    image.src = `data:image/png;base64,${picture}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d')!;
    context.drawImage(image, 0, 0);
    const { data, width, height } = context.getImageData(0, 0, image.width, image.height);
    const light = (x: number, y: number): number => data[(y * width + x) * 4 + 1] ?? 0;
    const background = light(0, 0);
    const hasInk = (x: number): boolean =>
      Array.from({ length: height }, (_, y) => Math.abs(light(x, y) - background)).some((contrast) => contrast > 60);
    const columns = Array.from({ length: width }, (_, x) => hasInk(x));
    const inner = columns.slice(columns.indexOf(true), columns.lastIndexOf(true) + 1);
    let widest = 0;
    let run = 0;
    for (const ink of inner) widest = Math.max(widest, (run = ink ? 0 : run + 1));
    return widest;
  }, picture);
  return pixels / size;
}
