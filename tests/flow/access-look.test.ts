// How the pages of access stand: whole at every size, in both languages, and readable by ear.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nobody } from '../fixtures/access.ts';
import { artefacts, openAccessPages, type AccessPages } from '../support/access-pages.ts';
import { problem } from '../support/fake-api.ts';
import { seriousFaults } from '../support/axe.ts';
import { faultsOf } from '../support/geometry.ts';

const sizes = { '1920x1080': [1920, 1080], '1280x720': [1280, 720], '390x844': [390, 844] } as const;
type Size = keyof typeof sizes;

type Shown = { path: string; ready: (page: Page) => Promise<unknown> };
const button = (page: Page, item: number, place: number): Promise<void> =>
  page.locator('li').nth(item).locator('.button').nth(place).click();
const pages: Record<string, Shown> = {
  login: {
    path: '/login',
    ready: async (page) => {
      await page.fill('[autocomplete=username]', 'sara');
      await page.fill('[autocomplete=current-password]', 'wrong');
      await page.click('button[type=submit]');
      await page.click('summary');
      await page.waitForSelector('[role=alert]');
    },
  },
  setup: {
    path: '/setup#code=one-use',
    ready: async (page) => {
      await page.click('button[type=submit]');
      await page.waitForSelector('.fault');
    },
  },
  'setup-without-code': { path: '/setup', ready: (page) => page.waitForSelector('code') },
  account: {
    path: '/account',
    ready: async (page) => {
      await page.locator('main section:not(:has(form)) .button-line .button').nth(1).click();
      await page.waitForSelector('[role=alertdialog]');
    },
  },
  displays: { path: '/displays', ready: (page) => page.waitForSelector('li h3') },
  'displays-pairing': {
    path: '/displays?code=XPK34C',
    ready: async (page) => {
      await page.locator('form label:has(input[value=some])').click();
      await page.locator('form label:has(input[type=checkbox])').nth(3).click();
    },
  },
  'displays-edit': {
    path: '/displays',
    ready: async (page) => {
      await page.waitForSelector('li h3');
      await button(page, 0, 3);
      await button(page, 1, 2);
    },
  },
  accounts: {
    path: '/admin',
    ready: async (page) => {
      await page.waitForSelector('li h3');
      await page.locator('main li:has(h3)').nth(0).locator('.button').last().click();
      await page.locator('main li:has(h3)').nth(1).locator('.button').first().click();
      await page.locator('main li:has(h3)').nth(2).locator('.button').nth(2).click();
    },
  },
  tokens: { path: '/admin/tokens', ready: (page) => page.waitForSelector('li h3') },
  'token-once': {
    path: '/admin/tokens',
    ready: async (page) => {
      await page.fill('input[name=username]', 'samad-2');
      await page.click('form .primary');
      await page.waitForSelector('code');
    },
  },
  telephony: {
    path: '/admin/telephony',
    ready: async (page) => {
      await page.waitForSelector('li h3');
      await page.fill('form [name=secret]', 'secret');
      await page.click('form summary');
      await page.locator('form .buttons .button').first().click();
      await page.waitForSelector('form [data-step=clock]');
    },
  },
  'telephony-edit': {
    path: '/admin/telephony',
    ready: async (page) => {
      await page.waitForSelector('li h3');
      await button(page, 1, 1);
      await button(page, 2, 2);
      await page.waitForSelector('[role=alertdialog]');
    },
  },
  directory: {
    path: '/admin/directory',
    ready: async (page) => {
      await page.fill('main input[name=person]', 'sara');
      await page.locator('main form button').first().click();
      await page.waitForSelector('[data-step=person]');
    },
  },
  audit: { path: '/admin/audit', ready: (page) => page.waitForSelector('li time') },
  health: { path: '/admin/health', ready: (page) => page.waitForSelector('li bdi') },
  notices: { path: '/admin/notices', ready: (page) => page.waitForSelector('li h3') },
  changes: { path: '/admin/contacts', ready: (page) => page.waitForSelector('li time') },
};

let scene: AccessPages;
beforeAll(async () => {
  scene = await openAccessPages();
});
const ordinary = (): void => {
  scene.reset();
  scene.table['POST /api/auth/login'] = () => problem(401, 'login-refused');
  scene.table['POST /api/tokens'] = () => ({
    status: 201,
    body: { id: 't7', plain: 'wb_ingest_8f3cK2mQ7vT1xZp4Yc9LhN5RbD6sGwEa' },
  });
};
afterAll(() => scene.stop());

describe.each(['fa', 'en'] as const)('in %s', (lang) => {
  describe.each(Object.entries(pages))('%s', (name, { path, ready }) => {
    let page: Page;
    beforeAll(async () => {
      ordinary();
      page = await scene.open(path, { lang, size: sizes['1920x1080'] });
      await ready(page);
    });
    afterAll(() => page.context().close());

    it.each(Object.keys(sizes) as Size[])('stands whole at %s', async (size) => {
      const [width, height] = sizes[size];
      await page.setViewportSize({ width, height });
      await page.screenshot({ path: `${artefacts}access-${name}-${size}-${lang}.png`, fullPage: true });
      expect(await faultsOf(page, true, 13)).toEqual([]);
      if (size !== '1920x1080') expect(await seriousFaults(page)).toEqual([]);
      if (size === '390x844') expect(await smallTargets(page)).toEqual([]);
    });
  });

  it.each(['1920x1080', '1280x720', '3840x2160', '1024x768', '1080x1920', '390x844', '844x390'])(
    'the code of a TV stands whole at %s',
    async (size) => {
      ordinary();
      scene.table['GET /api/auth/me'] = nobody;
      const [width = 0, height = 0] = size.split('x').map(Number);
      const page = await scene.open('/tv', { lang, size: [width, height] });
      await page.waitForSelector('[data-code=XPK34C]');
      await page.screenshot({ path: `${artefacts}access-tv-${size}-${lang}.png` });
      const inHand = width <= 640 || height <= 480;
      expect(await faultsOf(page, inHand, size === '1920x1080' ? 22 : 13)).toEqual([]);
      expect(await meet(page)).toBe(false);
      expect(await seriousFaults(page)).toEqual([]);
      await page.context().close();
    },
  );
});

/** Whether words and QR lie on each other; the geometry of texts does not see a drawing. */
const meet = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const [words, qr] = ['.words', '.qr'].map((name) => document.querySelector(name)!.getBoundingClientRect());
    const across = Math.min(words!.right, qr!.right) - Math.max(words!.left, qr!.left);
    return across > 1 && Math.min(words!.bottom, qr!.bottom) - Math.max(words!.top, qr!.top) > 1;
  });

/** What a thumb would miss: under 44 px high. */
const smallTargets = (page: Page): Promise<string[]> =>
  page.$$eval('button, a, select, summary, input:not(.spoken), label:has(input)', (nodes) =>
    nodes
      .filter((node) => node.checkVisibility() && node.getBoundingClientRect().height < 43.5)
      .map((node) => `${node.tagName} ${node.textContent?.trim()} ${node.getBoundingClientRect().height}`),
  );
