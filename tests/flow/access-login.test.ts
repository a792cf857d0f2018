// Signing in, setting the server up and one's own account, in a real browser before a server that says what a test wants.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { as, nobody } from '../fixtures/access.ts';
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

const path = (): string => new URL(page.url()).pathname + new URL(page.url()).search;
const asked = (of: string): unknown[] =>
  scene.server.requests.filter((one) => `${one.method} ${one.path}` === of).map(({ body }) => body);
const send = (): Promise<void> => page.click('button[type=submit]');

async function enter(name: string, password: string): Promise<void> {
  await page.fill('[autocomplete=username]', name);
  await page.fill('[autocomplete=current-password]', password);
  await send();
}

describe('the login form', () => {
  const alert = (): Promise<string | null> => page.textContent('p.note[role=alert]');

  it('stands ready to type in', async () => {
    page = await scene.open('/login');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('autocomplete'))).toBe('username');
    expect(await page.getAttribute('input[name=password]', 'type')).toBe('password');
    await page.click('[aria-label="نمایش رمز"]');
    expect(await page.getAttribute('input[name=password]', 'type')).toBe('text');
  });

  it.each([
    ['deputy', '/sittings'],
    ['clerk', '/intake'],
  ])('leads a %s to %s', async (role, home) => {
    scene.table['POST /api/auth/login'] = () => ({ body: { name: 'sara', role } });
    scene.table['GET /api/auth/me'] = () => as(role);
    page = await scene.open('/login');
    await enter(' Sara', 'right enough');
    await page.waitForURL(`**${home}`);
    expect(asked('POST /api/auth/login')).toEqual([{ name: 'sara', password: 'right enough' }]);
  });

  it.each([
    ['/displays?code=XPK34C', '/displays?code=XPK34C'],
    ['//elsewhere.example/', '/sittings'],
    ['/\t/elsewhere.example/', '/sittings'],
  ])('asked for by %s, it leads to %s', async (next, then) => {
    scene.table['POST /api/auth/login'] = () => ({ body: { name: 'sara', role: 'supervisor' } });
    page = await scene.open(`/login?next=${encodeURIComponent(next)}`);
    await enter('sara', 'right enough');
    await page.waitForURL(`**${then}`);
  });

  it('says in one sentence that name and password do not fit, and takes the next try', async () => {
    scene.table['POST /api/auth/login'] = () => problem(401, 'login-refused');
    page = await scene.open('/login');
    await enter('sara', 'wrong');
    await page.waitForSelector('[role=alert]');
    expect(await alert()).toBe('نام کاربری یا رمز عبور درست نیست.');
    expect(await page.isEnabled('button[type=submit]')).toBe(true);
  });

  it.each([
    ['240', 'fa', '۴ دقیقه'],
    ['20', 'fa', '۲۰ ثانیه'],
    ['61', 'en', '2 minutes'],
  ] as const)('told to wait %s seconds, it says so in %s', async (seconds, lang, words) => {
    scene.table['POST /api/auth/login'] = () => ({
      ...problem(429, 'too-many-requests'),
      headers: { 'retry-after': seconds },
    });
    page = await scene.open('/login', { lang });
    await enter('sara', 'wrong');
    await page.waitForSelector('[role=alert]');
    expect(await alert()).toContain(words);
  });

  it('reports a server that does not answer apart from other failures', async () => {
    page = await scene.open('/login', { lang: 'en' });
    await page.route('**/api/auth/login', (route) => route.abort());
    await enter('sara', 'right enough');
    await expect.poll(alert).toContain('does not answer');
    await page.unroute('**/api/auth/login');
    scene.table['POST /api/auth/login'] = () => problem(500, 'internal');
    await send();
    await expect.poll(alert).toContain('internal');
  });

  it('sends once, however often the button is pressed', async () => {
    let answer = (): void => {};
    scene.table['POST /api/auth/login'] = () =>
      new Promise((resolve) => (answer = () => resolve(problem(401, 'login-refused'))));
    page = await scene.open('/login');
    await enter('sara', 'wrong');
    await expect.poll(() => asked('POST /api/auth/login').length).toBe(1);
    expect(await page.isDisabled('button[type=submit]')).toBe(true);
    await page.press('input[name=password]', 'Enter');
    answer();
    await page.waitForSelector('[role=alert]');
    expect(asked('POST /api/auth/login')).toHaveLength(1);
  });

  it('recognises a Persian keyboard, and names who can set a new password', async () => {
    page = await scene.open('/login');
    await page.fill('[autocomplete=username]', 'سارا');
    await page.waitForSelector('[role=alert] >> text=زبان صفحه‌کلید');
    await page.click('summary');
    expect(await page.textContent('code')).toBe('npm run account -- --reset --name NAME');
    expect(await page.getAttribute('code', 'dir')).toBe('ltr');
    await page.fill('[autocomplete=username]', 'sara');
    await expect.poll(() => page.textContent('code')).toBe('npm run account -- --reset --name sara');
  });
});

describe('setting up', () => {
  async function fill(name: string, password: string, again = password): Promise<void> {
    await page.fill('[autocomplete=username]', name);
    await page.fill('input[name=password]', password);
    await page.fill('input[name=again]', again);
    await send();
  }
  const faults = (): Promise<string[]> => page.$$eval('.fault', (nodes) => nodes.map((node) => node.textContent ?? ''));

  it('takes the code out of the address and makes the first administrator', async () => {
    scene.table['POST /api/auth/setup'] = () => ({ status: 201, body: { name: 'sara', role: 'admin' } });
    page = await scene.open('/setup#code=one-use');
    expect(page.url()).not.toContain('one-use');
    await fill('sara', 'long enough 1');
    await page.waitForURL('**/admin');
    expect(asked('POST /api/auth/setup')).toEqual([{ code: 'one-use', name: 'sara', password: 'long enough 1' }]);
  });

  it('says its rules up front, and each fault at its field before anything is sent', async () => {
    page = await scene.open('/setup#code=one-use', { lang: 'en' });
    expect(await page.textContent('main')).toContain('At least 10 characters');
    expect(await faults()).toEqual([]);
    await fill('-sara', 'short', 'other');
    await expect.poll(async () => (await faults()).length).toBe(3);
    expect(await page.$$eval('[aria-invalid=true]', (nodes) => nodes.length)).toBe(3);
    expect(asked('POST /api/auth/setup')).toEqual([]);
  });

  it('shows at its field what the server refuses', async () => {
    scene.table['POST /api/auth/setup'] = () => problem(400, 'bad-parameters', { field: 'name' });
    page = await scene.open('/setup#code=one-use', { lang: 'en' });
    await fill('setup', 'long enough 1');
    await expect.poll(faults).toEqual(['This name is not accepted; choose another one.']);
  });

  it.each([
    ['common', 'این رمز از رمزهای پرکاربرد است'],
    ['context', 'بخش عمدهٔ این رمز نام کاربری، نام استان یا نام سامانه است'],
  ])('says at its field why a password is guessed first: %s', async (fault, sentence) => {
    scene.table['POST /api/auth/setup'] = () => problem(400, 'bad-parameters', { field: 'password', fault });
    page = await scene.open('/setup#code=one-use');
    await fill('sara', 'password123');
    await expect.poll(faults).toEqual([expect.stringContaining(sentence)]);
    expect(await page.$$eval('[aria-invalid=true]', (nodes) => nodes.map((node) => node.getAttribute('name')))).toEqual(
      ['password'],
    );
  });

  it('says where to find a link when there is no code, or it is refused', async () => {
    page = await scene.open('/setup', { lang: 'en' });
    expect(await page.textContent('main')).toContain('the server prints a new link at every start');
    expect(await page.$('form')).toBeNull();
    await page.context().close();
    scene.table['POST /api/auth/setup'] = () => problem(401, 'code-refused');
    page = await scene.open('/setup#code=old', { lang: 'en' });
    await fill('sara', 'long enough 1');
    await page.waitForSelector('h1 >> text=no longer valid');
    expect(await page.textContent('code')).toBe('npm start');
  });

  it('is offered at the address of the wall while nobody can sign in, and no longer afterwards', async () => {
    scene.server.admit(false);
    scene.table['GET /api/auth/setup'] = () => ({ body: { done: false } });
    page = await scene.open('/', { lang: 'en' });
    await page.waitForSelector('h1 >> text=This server is not set up yet');
    expect(await page.textContent('main')).toContain('journalctl -u wallboard');
    expect(await page.getAttribute('nav a', 'href')).toBe('/setup');
    scene.table['GET /api/auth/setup'] = () => ({ body: { done: true } });
    await page.waitForSelector('h1 >> text=Sign in to view this page');
    scene.server.admit(true);
  });

  it('leads to the login when there is an administrator already', async () => {
    scene.table['POST /api/auth/setup'] = () => problem(409, 'set-up-already');
    page = await scene.open('/setup#code=late', { lang: 'en' });
    await fill('sara', 'long enough 1');
    await page.click('a >> text=Sign in');
    await page.waitForURL('**/login');
  });
});

describe('my account', () => {
  async function change(old: string, next: string): Promise<void> {
    await page.fill('input[name=old]', old);
    await page.fill('input[name=password]', next);
    await page.fill('input[name=again]', next);
    await page.click('form:has(input[name=old]) button[type=submit]');
  }

  it('leads to the login without a session, and back afterwards', async () => {
    scene.table['GET /api/auth/me'] = nobody;
    page = await scene.open('/account');
    await page.waitForURL('**/login?next=%2Faccount');
  });

  it('says who I am and changes my password', async () => {
    scene.table['POST /api/auth/password'] = () => ({ status: 204 });
    page = await scene.open('/account', { lang: 'en' });
    expect(await page.textContent('strong')).toBe('sara');
    await change('the old one', 'a new long one');
    await page.waitForSelector('.good');
    expect(asked('POST /api/auth/password')).toEqual([{ old: 'the old one', new: 'a new long one' }]);
    expect(await page.inputValue('input[name=old]')).toBe('');
  });

  it('says at its field that the old password is wrong, and stays', async () => {
    scene.table['POST /api/auth/password'] = () => problem(401, 'login-refused');
    page = await scene.open('/account', { lang: 'en' });
    await change('not it', 'a new long one');
    await page.waitForSelector('.fault >> text=The current password is wrong.');
    expect(path()).toBe('/account');
  });

  it('signs out everywhere after asking once more', async () => {
    scene.table['POST /api/auth/leave-everywhere'] = () => ({ status: 204 });
    page = await scene.open('/account', { lang: 'en' });
    await page.click('button >> text=Sign out everywhere');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('No');
    expect(asked('POST /api/auth/leave-everywhere')).toEqual([]);
    await page.click('[role=alertdialog] .danger');
    await page.waitForURL('**/login');
  });

  it('offers no password to change after sign-in by a link', async () => {
    scene.table['GET /api/auth/me'] = () => ({ body: { name: 'code', role: 'display', account: false } });
    page = await scene.open('/account', { lang: 'en' });
    await page.waitForSelector('text=You opened this by link');
    expect(await page.$('form')).toBeNull();
  });
});
