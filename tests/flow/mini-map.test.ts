// The small map on a page of its own: shaded outlines, and the names of the three leading counties where they belong.
import { createServer } from 'node:http';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';

const dist = mkdtempSync(join(tmpdir(), 'mini-map-'));
const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
const server = createServer((request, response) => {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  const file = join(dist, path === '/' ? 'index.html' : path);
  response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream');
  response.end(readFileSync(file));
});
let browser: Browser;
let page: Page;
beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: 'error',
    root: new URL('../fixtures/mini-map', import.meta.url).pathname,
    plugins: [svelte({ configFile: false })],
    build: { outDir: dist, emptyOutDir: true },
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
});
afterAll(async () => {
  await browser.close();
  server.close();
  rmSync(dist, { recursive: true });
});

const open = async (lang: 'fa' | 'en', months: Record<string, number>, province = 'mazandaran'): Promise<void> => {
  const { port } = server.address() as AddressInfo;
  const question = new URLSearchParams({ lang, province, months: JSON.stringify(months) });
  await page.goto(`http://127.0.0.1:${port}/?${question.toString()}`);
  await page.waitForSelector('.mini > svg, .land');
  await page.waitForFunction(() => document.querySelector('[data-placing]') === null);
};
const names = (): Promise<string[]> =>
  page.$$eval('.mini p', (nodes) => nodes.map(({ textContent }) => textContent.trim()));

it.each([
  ['fa', ['ساری', 'بابل', 'آمل']],
  ['en', ['Sari', 'Babol', 'Amol']],
] as const)(
  'names the three leading counties in %s, within their counties or at the end of a line',
  async (lang, expected) => {
    await open(lang, { sari: 312, babol: 204, amol: 143, nur: 36 });
    expect(await names()).toEqual(expected);
    const outside = await page.evaluate(() => {
      const svg = document.querySelector<SVGSVGElement>('.mini > svg')!;
      const toMap = svg.getScreenCTM()!.inverse();
      return ['sari', 'babol', 'amol'].filter((id, index) => {
        const path = document.querySelector<SVGPathElement>(`[data-metric="counties.${id}.month"]`)!;
        const name = document.querySelectorAll('.mini p')[index]!;
        const { left, right, top, bottom } = name.getBoundingClientRect();
        if (name.classList.contains('beside')) return document.querySelector('.mini .line') === null;
        const middle = (top + bottom) / 2;
        return [left, (left + right) / 2, right].some(
          (x) => !path.isPointInFill(new DOMPoint(x, middle).matrixTransform(toMap)),
        );
      });
    });
    expect(outside).toEqual([]);
  },
);

it('the small map has every county in its shade with its plain value, and no number to read', async () => {
  await open('fa', { sari: 312, babol: 204, amol: 143 });
  const values = await page.$$eval('[data-metric]', (nodes) => nodes.map((node) => node.getAttribute('data-value')));
  expect(values.length).toBe(22);
  expect(values.filter((value) => value !== '0').sort()).toEqual(['143', '204', '312']);
  expect(await page.textContent('.mini')).not.toMatch(/[0-9۰-۹]/);
  const fill = (id: string): Promise<string> =>
    page.$eval(`[data-metric="counties.${id}.month"]`, (node) => getComputedStyle(node).fill);
  expect(await fill('sari')).not.toBe(await fill('nur'));
});

it('names the source of the outlines', async () => {
  await open('en', { sari: 1 });
  expect(await page.textContent('.mini small')).toBe('© OpenStreetMap contributors');
});

it('the small map names no county while nobody has called, and leads a small county to its name', async () => {
  await open('fa', {});
  expect(await names()).toEqual([]);
  await open('fa', { simorgh: 9 });
  expect(await names()).toEqual(['سیمرغ']);
  expect(await page.$$eval('.mini .line', (nodes) => nodes.length)).toBe(1);
});

it('the small map is made of tiles for a province without outlines', async () => {
  await open('fa', { sari: 312 }, 'somewhere');
  expect(await page.$$eval('.land li', (nodes) => nodes.length)).toBe(22);
});
