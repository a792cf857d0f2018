// An administrator connects a telephone system in a real browser: enters it, tests it, trusts its certificate, saves it.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { LinkRow } from '../../shared/api/telephony.ts';
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

const FINGERPRINT = Array.from({ length: 32 }, () => 'AB').join(':');
const sent = (method: string, path: string): unknown[] =>
  scene.server.requests.filter((one) => one.method === method && one.path === path).map(({ body }) => body);
const press = (text: string): Promise<void> => page.locator('form .button', { hasText: text }).click();

it('what is entered is tested, a certificate is trusted by a click, and a saved link stands in the list', async () => {
  let links: LinkRow[] = [];
  scene.table['GET /api/telephony'] = () => ({ body: { links } });
  const certificate = { subject: 'pbx', issuer: 'pbx', names: '', from: 1, to: 2, fingerprint: FINGERPRINT };
  scene.table['POST /api/telephony/test'] = ({ body }) => {
    const { settings } = body as { settings: { pin?: string } };
    const isTrusted = settings.pin === FINGERPRINT;
    const step = { step: 'certificate', ok: isTrusted, state: isTrusted ? 'good' : 'bad', message: '', certificate };
    return { body: { steps: [{ ...step, code: isTrusted ? 'certificate-pinned' : 'certificate' }] } };
  };
  const row = { name: 'pbx', protocol: 'ami', port: 5039, secure: true, user: 'wallboard', fixed: false } as const;
  scene.table['PUT /api/telephony/:name'] = () => {
    links = [{ ...row, host: '10.0.0.5', state: 'up', since: Date.now() }];
    return { status: 204 };
  };

  page = await scene.open('/admin/telephony');
  await page.waitForSelector('text=هنوز مرکز تلفنی وصل نشده است');
  await press('آزمایش');
  await page.waitForSelector('.fault >> text=رمز را وارد کنید');
  expect(sent('POST', '/api/telephony/test')).toEqual([]);

  await page.fill('[name=host]', '۱۰.۰.۰.۵');
  await page.click('label:has(input[value=yes])');
  expect(await page.inputValue('[name=port]')).toBe('5039');
  await page.fill('[name=secret]', 'geheim');
  await press('آزمایش');
  await page.waitForSelector('[data-code=certificate]');
  expect(await page.textContent('[data-code=certificate]')).toContain(FINGERPRINT);
  await press('این گواهی را تأیید می‌کنم');
  await page.waitForSelector('[data-code=certificate-pinned]');
  const settings = {
    protocol: 'ami',
    host: '10.0.0.5',
    port: 5039,
    secure: true,
    user: 'wallboard',
    secret: 'geheim',
  };
  expect(sent('POST', '/api/telephony/test')).toEqual([
    { name: 'pbx', settings },
    { name: 'pbx', settings: { ...settings, pin: FINGERPRINT } },
  ]);

  await press('ذخیره و اتصال');
  await page.waitForSelector('[data-link=pbx][data-state=up]');
  expect(sent('PUT', '/api/telephony/pbx')).toEqual([{ ...settings, pin: FINGERPRINT }]);
  await expect.poll(() => page.inputValue('[name=secret]')).toBe('');
  // A second one gets another name: under the same the first would be changed.
  await expect.poll(() => page.inputValue('[name=link]')).toBe('pbx-2');
  await page.fill('[name=link]', 'pbx');
  await page.fill('[name=secret]', 'other');
  await press('ذخیره و اتصال');
  await page.waitForSelector('.fault >> text=این نام پذیرفته نشد');
  expect(sent('PUT', '/api/telephony/pbx').length).toBe(1);
});

it('while the province can still be chosen, the page asks for that first', async () => {
  scene.table['GET /api/telephony'] = () => ({ body: { links: [] } });
  const names = { id: 'mazandaran', name: { fa: 'مازندران', en: 'Mazandaran' } };
  scene.table['GET /api/province'] = () => ({ body: { ...names, choice: 'open', isChosen: false } });
  page = await scene.open('/admin/telephony');
  await page.waitForSelector('.note >> text=اکنون «مازندران» است');
  expect(await page.getAttribute('.note a', 'href')).toBe('/admin/province');
  scene.table['GET /api/province'] = () => ({ body: { ...names, choice: 'counted', isChosen: false } });
  const answered = page.waitForResponse('**/api/province');
  await page.reload();
  await Promise.all([answered, page.waitForSelector('[name=secret]')]);
  await expect.poll(() => page.$('.note a')).toBeNull();
});

it('what the server does not take is shown at its field', async () => {
  scene.table['GET /api/telephony'] = () => ({ body: { links: [] } });
  scene.table['PUT /api/telephony/:name'] = () => problem(400, 'bad-parameters', { field: 'system' });
  page = await scene.open('/admin/telephony');
  await page.fill('[name=secret]', 'geheim');
  await press('ذخیره و اتصال');
  await page.waitForSelector('details[open] .fault >> text=نام سیستم لازم است');
});
