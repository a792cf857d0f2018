// Administrators look after accounts and tokens and read the audit, in a real browser before a server that a test writes.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { accounts, as, audit, nobody } from '../fixtures/access.ts';
import { boards, snapshotOf } from '../fixtures/boards.ts';
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
const row = (name: string): ReturnType<Page['locator']> =>
  page.locator('li', { has: page.locator('h3', { hasText: name }) });

async function open(path: string, lang: 'fa' | 'en' = 'en'): Promise<void> {
  page = await scene.open(path, { lang });
  await page.waitForSelector('li');
}

describe('the first steps', () => {
  const all = ['province', 'telephony', 'names', 'display', 'sitting', 'clerk', 'backup'];
  const lacking = (open: readonly string[]) => () => ({
    body: { steps: all.map((step) => ({ step, done: !open.includes(step) })) },
  });

  it('stand above the accounts, say where each is done, and are gone when nothing lacks', async () => {
    scene.table['GET /api/first-steps'] = lacking(['names', 'display', 'backup']);
    page = await scene.open('/admin', { lang: 'en' });
    await page.waitForSelector('li[data-step]');
    expect(await page.$$eval('li[data-done=false]', (found) => found.map((one) => one.textContent?.trim()))).toEqual([
      expect.stringContaining('Name queues and desks'),
      expect.stringContaining('First display'),
      expect.stringContaining('npm run backup -- FILE'),
    ]);
    expect(await page.getAttribute('li[data-step=names] a', 'href')).toBe('/admin/names');
    expect(await page.getAttribute('li[data-step=display] a', 'href')).toBe('/displays');
    expect(await page.textContent('main')).toContain('4 of 7');
    scene.table['GET /api/first-steps'] = lacking([]);
    await expect.poll(() => page.$('li[data-step]')).toBeNull();
  });

  it('can be put away in one browser', async () => {
    scene.table['GET /api/first-steps'] = lacking(all);
    page = await scene.open('/admin');
    await page.click('text=پنهان‌کردن این فهرست در این مرورگر');
    await expect.poll(() => page.$('li[data-step]')).toBeNull();
    await page.reload();
    await page.waitForSelector('li h3');
    expect(await page.$('li[data-step]')).toBeNull();
  });
});

describe('accounts', () => {
  it('are listed with their roles, and mine is marked', async () => {
    await open('/admin', 'fa');
    expect(await page.$$eval('li h3 bdi', (nodes) => nodes.map((node) => node.textContent))).toEqual(
      accounts(0).map(({ name }) => name),
    );
    await expect.poll(() => row('sara').textContent()).toContain('شما');
    expect(await row('desk-3').textContent()).toMatch(/متصدی ثبت.*هنوز وارد نشده است/s);
  });

  it('are made, with the rules shown and faults marked at their fields', async () => {
    const answers = [() => problem(409, 'name-taken'), () => ({ status: 201, body: {} })];
    scene.table['POST /api/accounts'] = () => answers.shift()!();
    await open('/admin');
    await page.fill('input[name=username]', 'Karimi');
    await page.fill('input[name=password]', 'short');
    await page.click('form .primary');
    await page.waitForSelector('.fault >> text=at least 10');
    await page.fill('input[name=password]', 'long enough 1');
    await page.getByText('Supervisor', { exact: true }).last().click();
    await page.click('form .primary');
    await page.waitForSelector('.fault >> text=belongs to another user');
    await page.click('form .primary');
    await page.waitForSelector('.good >> text=Account karimi created');
    const body = { name: 'karimi', role: 'supervisor', password: 'long enough 1' };
    expect(sent('POST', '/api/accounts')).toEqual([body, body]);
    await expect.poll(() => sent('GET', '/api/accounts')).toHaveLength(2);
  });

  it('get another role and a new password', async () => {
    scene.table['PATCH /api/accounts/:name'] = () => ({ body: {} });
    await open('/admin');
    await row('m-rostami').getByText('Change role').click();
    await row('m-rostami').getByText('Administrator', { exact: true }).click();
    await row('m-rostami').getByText('Save').click();
    await row('m-rostami').getByText('is now: Administrator').waitFor();
    await row('desk-3').getByText('New password').click();
    await row('desk-3').locator('input').fill('another long one');
    await row('desk-3').getByText('Save').click();
    await row('desk-3').getByText('has a new password').waitFor();
    expect(sent('PATCH', '/api/accounts/m-rostami')).toEqual([{ role: 'admin' }]);
    expect(sent('PATCH', '/api/accounts/desk-3')).toEqual([{ password: 'another long one' }]);
  });

  it('end only after asking by name, and the last administrator never', async () => {
    scene.table['DELETE /api/accounts/:name'] = () => problem(409, 'last-admin');
    await open('/admin', 'fa');
    await row('sara').getByText('حذف').click();
    await page.waitForSelector('[role=alertdialog] >> text=این حساب شماست');
    await page.click('[role=alertdialog] .danger');
    await row('sara').getByText('این تنها مدیر سامانه است').waitFor();
    expect(sent('DELETE', '/api/accounts/sara')).toHaveLength(1);
  });
});

describe('tokens', () => {
  it('are listed, and revoked after asking by name', async () => {
    scene.table['DELETE /api/tokens/:id'] = () => ({ status: 204 });
    await open('/admin/tokens');
    await expect.poll(() => row('lobby-sari').textContent()).toMatch(/Display.*Sari/s);
    await row('lobby-sari').getByText('Revoke').click();
    await page.click('[role=alertdialog] .danger');
    await expect.poll(() => sent('DELETE', '/api/tokens/t2').length).toBe(1);
  });

  it('are shown once when they are made, until somebody says that they have it', async () => {
    scene.table['POST /api/tokens'] = () => ({ status: 201, body: { id: 't9', plain: 'plain-secret-of-a-token' } });
    await open('/admin/tokens');
    await page.fill('input[name=username]', 'hall-b');
    await page.getByText('Display', { exact: true }).last().click();
    await page.selectOption('select', 'babol');
    await page.getByText('30 days').click();
    await page.click('form .primary');
    await page.waitForSelector('code >> text=plain-secret-of-a-token');
    expect(sent('POST', '/api/tokens')).toEqual([{ name: 'hall-b', role: 'display', county: 'babol', days: 30 }]);
    expect(await page.textContent('main')).toContain('it is not shown again');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.click('button >> text=Copy');
    await page.waitForSelector('button >> text=Copied');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('plain-secret-of-a-token');
    await page.click('button >> text=Done');
    expect(await page.$('code')).toBeNull();
    expect(await page.content()).not.toContain('plain-secret-of-a-token');
  });

  it('can be copied where the browser keeps its clipboard closed', async () => {
    scene.table['POST /api/tokens'] = () => ({ status: 201, body: { id: 't9', plain: 'plain-secret' } });
    page = await scene.open('/login', { lang: 'en' });
    await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    await page.goto(page.url().replace('/login', '/admin/tokens'));
    await page.fill('input[name=username]', 'hall-b');
    await page.click('form .primary');
    await page.click('button >> text=Copy');
    await page.waitForSelector('button >> text=/Copied|Selected/');
    expect(await page.evaluate(() => getSelection()?.toString())).toBe('plain-secret');
  });
});

describe('the audit', () => {
  it('says in Persian who did what, under Jalali days with the time of Tehran', async () => {
    const at = Date.UTC(2026, 10, 22, 21, 24, 7); // 2 Azar 1405, 00:54:07 in Tehran
    scene.table['GET /api/audit'] = () => ({ body: { rows: audit(at) } });
    await open('/admin/audit', 'fa');
    expect(await page.textContent('main h3')).toBe('دوشنبه ۲ آذر ۱۴۰۵');
    expect(await page.textContent('li time')).toBe('۰۰:۵۲:۰۷');
    const sentences = await page.$$eval('li span', (nodes) =>
      nodes.map((node) => (node.textContent ?? '').replace(/[\u2066-\u2069]/g, '')),
    );
    expect(sentences).toHaveLength(audit(at).length);
    // The display's name comes from the list of displays, the sitting's official from the row below.
    await expect
      .poll(async () => (await page.textContent('li span'))?.replace(/[\u2066-\u2069]/g, ''))
      .toBe('m-rostami نمایشگر «سرسرای استانداری» را شناسایی کرد.');
    expect(sentences[3]).toBe('m-rostami نوبت «مهدی رستمی» را به سه‌شنبه ۳ آذر ۱۴۰۵، ۰۰:۵۴–۰۲:۵۴ منتقل کرد.');
    expect(sentences.at(-1)).toBe('اولین مدیر سامانه، sara، حساب خود را ایجاد کرد.');
  });

  it('brings older ones when asked to, until there are none', async () => {
    const all = audit(Date.now());
    scene.table['GET /api/audit'] = ({ query }) =>
      query.get('before') === '896' ? { body: { rows: all.slice(5) } } : { body: { rows: all.slice(0, 5), next: 896 } };
    await open('/admin/audit');
    await page.click('button >> text=Show older');
    await expect.poll(() => page.$$eval('li', (nodes) => nodes.length)).toBe(all.length);
    expect(await page.$('button >> text=Show older')).toBeNull();
  });

  it('shows a kind of entry that only a newer server knows by its type', async () => {
    scene.table['GET /api/audit'] = () => ({ body: { rows: [{ position: 1, at: Date.now(), type: 'door.painted' }] } });
    await open('/admin/audit');
    expect(await page.textContent('li span')).toBe('door.painted');
  });
});

describe('the health of the server', () => {
  it('shows that it is ready, and what an acknowledged event survives', async () => {
    await open('/admin/health', 'fa');
    await page.waitForSelector('text=سرور در حال کار و به‌روز است');
    for (const said of ['حدود یک ثانیهٔ آخر', '۱ نسخهٔ همتا', 'با کمتر از ۱ نسخه'])
      expect(await page.textContent('main')).toContain(said);
    await page.waitForSelector('li.up bdi >> text=pbx111');
  });

  it('shows the same in English, also of one machine alone', async () => {
    await open('/admin/health');
    await page.waitForSelector('text=about the last second');
    scene.table['GET /readyz'] = () => ({ body: { ready: true, storage: { kept: 'this-disk' } } });
    await page.waitForSelector('text=on the disk of this machine');
    expect(await page.textContent('main')).not.toContain('replica');
  });

  it('says first that a telephone link is silent, and why in words', async () => {
    const telephony = {
      'pbx-a': { state: 'up', since: 1 },
      'pbx-b': { state: 'refused', since: 1, code: 'login-refused' },
    };
    scene.table['GET /readyz'] = () => ({ body: { ready: true, telephony } });
    const links = { babol: { state: 'refused', code: 'login-refused', since: Date.now() } } as const;
    scene.server.setSnapshot(snapshotOf(boards.calm(Date.now()), Date.now(), { links, rev: 9 }));
    await open('/admin/health', 'fa');
    await page.waitForSelector('li.down >> text=pbx-b');
    const said = (await page.textContent('main'))?.replace(/[\u2066-\u2069]/g, '') ?? '';
    expect(said).toContain('اما از مرکز تلفن pbx-b داده‌ای دریافت نمی‌شود');
    expect(said).not.toContain('در حال کار و به‌روز است');
    await page.waitForSelector('text=نام کاربری، رمز یا نشانی (permit/deny) پذیرفته نشد');
    expect(await page.textContent('main')).not.toContain('login-refused');
    scene.server.setSnapshot(snapshotOf(boards.calm(Date.now()), Date.now(), { rev: 10 }));
  });

  it('shows why it is not ready, and that it does not answer', async () => {
    scene.table['GET /readyz'] = () => problem(503, 'not-ready', { reasons: ['log-unwritable', 'painted'] });
    await open('/admin/health');
    await page.waitForSelector('text=Events are not being recorded.');
    await page.waitForSelector('li >> text=painted');
    await page.route('**/readyz', (route) => route.abort('connectionrefused'));
    await page.waitForSelector('text=The server does not answer.');
  });

  it('is for administrators', async () => {
    scene.table['GET /api/auth/me'] = () => as('supervisor');
    page = await scene.open('/admin/health', { lang: 'en' });
    await page.waitForSelector('text=Your role may not do this.');
    scene.table['GET /api/auth/me'] = nobody;
    await page.reload();
    await page.waitForURL('**/login?next=%2Fadmin%2Fhealth');
  });
});

const lists = ['GET /api/accounts', 'GET /api/tokens', 'GET /api/audit', 'GET /api/contacts/changes'];
it.each(['/admin', '/admin/tokens', '/admin/audit', '/admin/contacts'])('%s is for administrators', async (path) => {
  for (const key of lists) scene.table[key] = () => problem(403, 'forbidden');
  page = await scene.open(path, { lang: 'en' });
  await page.waitForSelector('text=Your role may not do this.');
  expect(await page.$('main form')).toBeNull();
  for (const key of lists) scene.table[key] = nobody;
  await page.reload();
  await page.waitForURL(`**/login?next=${encodeURIComponent(path)}`);
});
