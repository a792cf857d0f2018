// Supervisors pair displays and look after them, in a real browser before a server that says what a test wants.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { displays, nobody } from '../fixtures/access.ts';
import { openAccessPages, type AccessPages } from '../support/access-pages.ts';
import { problem } from '../support/fake-api.ts';

let scene: AccessPages;
let page: Page;

beforeAll(async () => {
  scene = await openAccessPages();
});
afterAll(() => scene.stop());
afterEach(async () => {
  await page.context().close();
  scene.reset();
});

const sent = (method: string, path: string): unknown[] =>
  scene.server.requests.filter((one) => one.method === method && one.path === path).map(({ body }) => body);
const lobby = (): ReturnType<Page['locator']> => page.locator('li', { hasText: 'سرسرای استانداری' });

async function open(path = '/displays'): Promise<void> {
  page = await scene.open(path, { lang: 'en' });
  await page.waitForSelector('li h3');
}
const typeCode = (code: string): Promise<void> => page.fill('main form input', code);
const codeShown = (): Promise<string> => page.inputValue('main form input');

describe('pairing', () => {
  it('begins with the code that a phone brings along, and asks for the rest', async () => {
    scene.table['POST /api/displays'] = () => ({ status: 201, body: { id: 'd9' } });
    await open('/displays?code=xpk-34c');
    expect(await codeShown()).toBe('XPK34C');
    await page.waitForSelector('text=Display found; the code is valid for');
    await page.getByLabel('Name of the display').fill('  راهرو طبقهٔ دوم ');
    await page.getByText('Sessions', { exact: true }).nth(1).click();
    await page.getByText('Some counties').click();
    await page.getByText('Babol', { exact: true }).click();
    await page.getByText('Sari', { exact: true }).click();
    await page.click('main form .primary');
    await page.waitForSelector('.good >> text=is paired');
    expect(sent('POST', '/api/displays')).toEqual([
      { code: 'XPK34C', name: 'راهرو طبقهٔ دوم', page: 'sittings', counties: ['babol', 'sari'] },
    ]);
    expect(new URL(page.url()).search).toBe('');
    expect(await codeShown()).toBe('');
  });

  it('takes a code however it is typed, and the whole province when no county is chosen', async () => {
    scene.table['POST /api/displays'] = () => ({ status: 201, body: { id: 'd9' } });
    await open();
    await typeCode('xpk ۳۴c');
    await page.getByLabel('Name of the display').fill('Hall C');
    await page.click('main form .primary');
    await page.waitForSelector('.good');
    expect(sent('POST', '/api/displays')).toEqual([{ code: 'XPK34C', name: 'Hall C', page: 'wall' }]);
  });

  it('says that no display shows such a code, without asking for more', async () => {
    await open();
    await typeCode('ABCDEF');
    await page.waitForSelector('.fault >> text=No display shows this code');
    expect(await page.$('main form .primary')).toBeNull();
  });

  it('says that a code ran out, and keeps what was typed for the next one', async () => {
    scene.table['POST /api/displays'] = () => problem(404, 'offer-unknown');
    await open('/displays?code=XPK34C');
    await page.getByLabel('Name of the display').fill('Hall C');
    await page.click('main form .primary');
    await page.waitForSelector('.fault >> text=has expired');
    await typeCode('');
    await typeCode('XPK34C');
    await expect.poll(() => page.getByLabel('Name of the display').inputValue()).toBe('Hall C');
  });

  it('says at the field that a name is missing', async () => {
    await open('/displays?code=XPK34C');
    await page.click('main form .primary');
    await page.waitForSelector('.fault >> text=A name is needed');
    expect(sent('POST', '/api/displays')).toEqual([]);
  });
});

describe('the list', () => {
  it('says of each what it shows, whether it is on and how old its data are', async () => {
    await open();
    expect(await page.textContent('main')).toContain('2 of 4 online');
    await expect.poll(() => page.textContent('li >> nth=1')).toContain('Sari, Babol, North Savadkuh');
    expect(await lobby().textContent()).toMatch(/Online.*connected 3 hours ago.*Wall.*The whole province.*up to date/s);
    expect(await page.textContent('.old')).toBe('14 seconds ago');
    expect(await page.locator('li', { hasText: 'Hall B' }).textContent()).toContain('never connected');
    expect(await page.locator('li', { hasText: 'Hall B' }).getByText('Identify').isDisabled()).toBe(true);
  });

  it('is reloaded every three seconds', async () => {
    await open();
    scene.table['GET /api/displays'] = () => ({ body: { displays: displays(Date.now()).slice(0, 1) } });
    await expect.poll(() => page.$$eval('li h3', (nodes) => nodes.length)).toBe(1);
    expect(sent('GET', '/api/displays').length).toBeGreaterThan(1);
  });

  it('lets a display show itself in the hall, and reloads it', async () => {
    scene.table['POST /api/displays/:id/identify'] = () => ({ status: 204 });
    scene.table['POST /api/displays/:id/reload'] = () => ({ status: 204 });
    await open();
    await lobby().getByText('Identify').click();
    await lobby().getByText('shows “This screen” for ten seconds').waitFor();
    await lobby().getByText('Reload').click();
    await lobby().getByText('reloads its page').waitFor();
    expect(sent('POST', '/api/displays/d1/identify')).toHaveLength(1);
    expect(sent('POST', '/api/displays/d1/reload')).toHaveLength(1);
  });

  it('tests the sound of a display from the office', async () => {
    scene.table['POST /api/displays/:id/sound'] = () => ({ status: 204 });
    await open();
    await lobby().getByText('Test sound').click();
    await lobby().getByText('plays its alert sound').waitFor();
    expect(sent('POST', '/api/displays/d1/sound')).toHaveLength(1);
  });

  it('changes name, page and counties, and gives the whole province back', async () => {
    scene.table['PATCH /api/displays/:id'] = () => ({ body: {} });
    await open();
    const room = page.locator('li', { hasText: 'اتاق مدیرکل' });
    await room.getByText('Edit').click();
    await room.getByLabel('Name of the display').fill('اتاق ۱۲');
    const edited = page.locator('li', { has: page.locator('form') });
    await edited.getByText('The whole province').click();
    await edited.getByText('Save').click();
    await expect
      .poll(() => sent('PATCH', '/api/displays/d2'))
      .toEqual([{ name: 'اتاق ۱۲', page: 'sittings', counties: null }]);
  });

  it('takes access away only after asking by name', async () => {
    scene.table['DELETE /api/displays/:id'] = () => ({ status: 204 });
    await open();
    await lobby().getByText('Revoke').click();
    expect(await page.textContent('[role=alertdialog]')).toContain('سرسرای استانداری');
    await page.keyboard.press('Escape');
    expect(await page.$('[role=alertdialog]')).toBeNull();
    expect(sent('DELETE', '/api/displays/d1')).toEqual([]);
    await lobby().getByText('Revoke').click();
    await page.click('[role=alertdialog] .danger');
    await expect.poll(() => sent('DELETE', '/api/displays/d1').length).toBe(1);
  });
});

it('a page that needs a login leads there, and the code is kept', async () => {
  scene.table['GET /api/displays'] = nobody;
  scene.table['GET /api/auth/me'] = nobody;
  page = await scene.open('/displays?code=XPK34C');
  await page.waitForURL(`**/login?next=${encodeURIComponent('/displays?code=XPK34C')}`);
});

it('a role that may not use the page gets a calm sentence', async () => {
  scene.table['GET /api/displays'] = () => problem(403, 'forbidden');
  page = await scene.open('/displays', { lang: 'en' });
  await page.waitForSelector('text=Your role may not do this.');
  expect(await page.$('main form')).toBeNull();
});
