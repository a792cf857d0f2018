// Forms of the office in a real browser and in Persian, while colleagues are at the same contacts: what somebody typed or
// tagged is neither lost nor sent as something else.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createPasswords } from '../../server/access/passwords.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { ContactRow } from '../../shared/api/contacts.ts';
import type { AccountRole, Role } from '../../shared/role.ts';
import { launchBrowser } from '../support/browser.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { buildOnce } from '../support/build-once.ts';

const PASSWORD = 'باران می‌بارد بر ساری';
const today = createCalendar().dayOf(Date.now());

let browser: Browser;
let server: TestServer;
beforeAll(async () => {
  buildOnce();
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = await startTestServer('');
});

async function signedIn(role: AccountRole): Promise<Page> {
  server.vault.createAccount({
    name: role,
    role,
    by: 'test',
    now: Date.now(),
    password: await createPasswords().hash(PASSWORD, { key: role, priority: true }),
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'fa-IR' });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(`${server.url}/login`);
  await page.getByLabel('نام کاربری').fill(role);
  await page.getByLabel('رمز عبور', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL(role === 'clerk' ? '**/intake' : '**/sittings');
  return page;
}

let colleagues = 0;
/** Somebody else, who works without a browser. */
function colleague(role: Role) {
  const { plain } = server.vault.createToken({ name: `${role}-${++colleagues}`, role, now: Date.now() });
  return async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(server.url + path, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${plain}` },
      ...(body && { body: JSON.stringify(body) }),
    });
    expect(response.ok, `${method} ${path}: ${response.status}`).toBe(true);
    return (await response.json()) as T;
  };
}
const contacts = async (): Promise<ContactRow[]> =>
  (await colleague('supervisor')<{ rows: ContactRow[] }>('GET', `/api/contacts?day=${today}`)).rows;

/** Pages that ask again and again do so at once when somebody comes back to them. */
const comeBack = (page: Page): Promise<unknown> =>
  page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
const field = (page: Page, name: string, within = 'form') =>
  page.locator(within).getByRole('combobox', { name, exact: true });
async function pick(page: Page, name: string, text: string, within?: string): Promise<void> {
  await field(page, name, within).fill(text);
  await field(page, name, within).press('Enter');
}

/** A call of this minute that an official answered. */
async function call(): Promise<void> {
  const at = Date.now() - 60_000;
  await colleague('ingest')('POST', '/api/events', [
    { type: 'call.joined', id: 'j', at, call: 'pbx-1', queue: 'samad' },
    { type: 'call.answered', id: 'a', at: at + 1_000, call: 'pbx-1', queue: 'samad', desk: 'm-1201', waited: 1 },
    { type: 'call.ended', id: 'e', at: at + 30_000, call: 'pbx-1', by: 'caller', talked: 29 },
  ] as object);
}

it('a call that two people tag keeps the tags of both', async () => {
  await call();
  const clerk = await signedIn('clerk');
  await clerk.goto(`${server.url}/intake/untagged`);
  await pick(clerk, 'شهرستان', 'ساری', 'li form');
  const [row] = await contacts();
  await colleague('supervisor')('PATCH', '/api/contacts', { subject: row?.subject, topic: 'water', county: 'amol' });
  await comeBack(clerk);
  await expect.poll(() => field(clerk, 'موضوع', 'li form').inputValue()).toMatch(/آب/);
  expect(await field(clerk, 'شهرستان', 'li form').inputValue()).toBe('ساری');
  await pick(clerk, 'نوع', 'درخواست', 'li form');
  await clerk.locator('li form').getByRole('button').click();
  await expect
    .poll(async () => (await contacts())[0])
    .toMatchObject({ county: 'sari', topic: 'water', kind: 'request' });
  await expect.poll(() => clerk.locator('li form').count()).toBe(0);
});

it('a call that a colleague tags while somebody types into it stays in the list with what was typed', async () => {
  await call();
  const clerk = await signedIn('clerk');
  await clerk.goto(`${server.url}/intake/untagged`);
  await pick(clerk, 'شهرستان', 'ساری', 'li form');
  const [row] = await contacts();
  const words = { topic: 'water', kind: 'request' };
  await colleague('supervisor')('PATCH', '/api/contacts', { subject: row?.subject, ...words });
  await comeBack(clerk);
  await clerk.getByText('هم‌زمان همکار دیگری').waitFor();
  expect(await field(clerk, 'شهرستان', 'li form').inputValue()).toBe('ساری');
  await clerk.locator('li form').getByRole('button').click();
  await expect.poll(async () => (await contacts())[0]).toMatchObject({ county: 'sari', ...words });
  await expect.poll(() => clerk.locator('li form').count()).toBe(0);
});

it('an entry that a colleague corrects while it stands open keeps what both wrote', async () => {
  const clerk = await signedIn('clerk');
  const register = clerk.getByRole('button', { name: 'ثبت', exact: true });
  await register.click();
  await clerk.getByRole('button', { name: 'اصلاح و پیگیری' }).click();
  await colleague('supervisor')('PATCH', '/api/contacts', { subject: (await contacts())[0]?.subject, topic: 'water' });
  // The list is read anew with the next entry.
  await register.click();
  await expect.poll(() => field(clerk, 'موضوع', 'tr.below form').inputValue()).toMatch(/آب/);
  await pick(clerk, 'شهرستان', 'آمل', 'tr.below form');
  await clerk.getByRole('button', { name: 'ثبت اصلاح' }).click();
  await clerk.getByText('ثبت شد.', { exact: true }).waitFor();
  expect((await contacts()).find(({ county }) => county === 'amol')).toMatchObject({ topic: 'water' });
});

it('a step of a case leaves a correction as it is being typed, and says that only the step was saved', async () => {
  await colleague('clerk')('POST', '/api/contacts', { channel: 'visit', county: 'sari', topic: 'water' });
  const supervisor = await signedIn('supervisor');
  await supervisor.goto(`${server.url}/contacts?day=${today}`);
  await supervisor.getByRole('button', { name: 'اصلاح و پیگیری' }).click();
  await pick(supervisor, 'شهرستان', 'آمل');
  await supervisor.getByRole('button', { name: 'ثبت پاسخ دستگاه' }).click();
  await supervisor.getByText('پاسخ گرفت', { exact: true }).waitFor();
  expect(await field(supervisor, 'شهرستان').inputValue()).toBe('آمل');
  expect((await contacts())[0]).toMatchObject({ county: 'sari' });
  await supervisor.getByText('پیگیری ثبت شد.', { exact: true }).waitFor();
  await supervisor.getByRole('button', { name: 'ثبت اصلاح' }).click();
  await supervisor.getByText('ثبت شد.', { exact: true }).waitFor();
  expect((await contacts())[0]).toMatchObject({ county: 'amol', topic: 'water', answeredAt: expect.any(Number) });
});

it('a word that the list does not have keeps its form from being sent, and gets the keyboard', async () => {
  await call();
  const clerk = await signedIn('clerk');
  const sent: (string | null)[] = [];
  clerk.on('request', (request) => {
    if (request.method() !== 'GET') sent.push(request.postData());
  });
  const refused = async (button: string, name: string, within: string): Promise<void> => {
    await clerk.locator(within).getByRole('button', { name: button, exact: true }).click();
    await expect.poll(() => field(clerk, name, within).evaluate((node) => node === document.activeElement)).toBe(true);
    expect(await field(clerk, name, within).getAttribute('aria-invalid')).toBe('true');
    expect(sent).toEqual([]);
  };

  await field(clerk, 'شهرستان').fill('تهران');
  await pick(clerk, 'موضوع', 'آب');
  await refused('ثبت', 'شهرستان', 'form');
  await pick(clerk, 'شهرستان', 'ساری');
  await clerk.getByRole('button', { name: 'ثبت', exact: true }).click();
  await expect.poll(() => sent.map((body) => JSON.parse(body ?? '') as object)).toMatchObject([{ county: 'sari' }]);
  await expect.poll(() => field(clerk, 'شهرستان').inputValue()).toBe('');

  // What was chosen before is not sent in its place; Escape brings it back.
  sent.length = 0;
  await clerk.getByRole('button', { name: 'اصلاح و پیگیری' }).click();
  const below = 'tr.below form';
  await field(clerk, 'شهرستان', below).fill('تهران');
  await refused('ثبت اصلاح', 'شهرستان', below);
  await pick(clerk, 'نوع', 'درخواست', below);
  await refused('ثبت اصلاح', 'شهرستان', below);
  await field(clerk, 'شهرستان', below).press('Escape');
  expect(await field(clerk, 'شهرستان', below).inputValue()).toBe('ساری');
  await clerk.locator(below).getByRole('button', { name: 'ثبت اصلاح' }).click();
  await expect.poll(async () => (await contacts()).find(({ kind }) => kind)).toMatchObject({ county: 'sari' });

  sent.length = 0;
  await clerk.goto(`${server.url}/intake/untagged`);
  await pick(clerk, 'موضوع', 'آب', 'li form');
  await field(clerk, 'نوع', 'li form').fill('گله');
  await refused('ثبت موضوع', 'نوع', 'li form');
});

it('the next contact begins empty, whatever was typed while the one before it was on its way', async () => {
  const clerk = await signedIn('clerk');
  await clerk.route('**/api/contacts', async (route) => {
    await field(clerk, 'شهرستان').fill('تهران');
    await route.continue();
  });
  await clerk.getByRole('button', { name: 'ثبت', exact: true }).click();
  await clerk.waitForFunction(() => document.activeElement?.getAttribute('type') === 'radio');
  expect(await field(clerk, 'شهرستان').inputValue()).toBe('');
  expect(await field(clerk, 'شهرستان').getAttribute('aria-invalid')).toBeNull();
});

it('a table is previewed and saved as it stands: what was chosen while it was on its way is looked at anew', async () => {
  await call();
  const supervisor = await signedIn('supervisor');
  await supervisor.goto(`${server.url}/sittings/plan`);
  await supervisor.getByRole('button', { name: 'وارد کردن از جدول' }).click();
  const area = supervisor.locator('textarea');
  const preview = supervisor.getByRole('button', { name: 'پیش‌نمایش' });
  await area.fill(`${today}\t8-9\tرضا رضایی`);
  let mayType: boolean | undefined;
  await supervisor.route('**/api/sittings/import', async (route) => {
    mayType = await area.isEditable();
    await supervisor.getByLabel('میز، اگر در جدول نباشد').selectOption('m-1201');
    await route.continue();
  });
  const answered = supervisor.waitForResponse('**/api/sittings/import');
  await preview.click();
  await (await answered).finished();
  await expect.poll(() => area.isEditable()).toBe(true);
  expect(mayType).toBe(false);
  await supervisor.unroute('**/api/sittings/import');
  await preview.click();
  await supervisor.getByRole('button', { name: /^ثبت/ }).click();
  await supervisor.locator('main li').getByText('رضا رضایی').waitFor();
  const path = `/api/sittings?from=${today}&to=${today}`;
  expect(await colleague('supervisor')('GET', path)).toMatchObject({ sittings: [{ desk: 'm-1201' }] });
});

it('a list of samples that comes late does not stand under another month', async () => {
  await colleague('supervisor')('POST', '/api/verification', { month: today.slice(0, 7), size: 5 });
  const deputy = await signedIn('deputy');
  const none = deputy.getByText('برای این ماه هنوز نمونه‌گیری نشده است.');
  const list = `**/api/verification?month=${today.slice(0, 7)}`;
  await deputy.route(list, async (route) => {
    await deputy.getByLabel('ماه').selectOption({ index: 1 });
    await none.waitFor();
    await route.continue();
  });
  const late = deputy.waitForResponse(list);
  await deputy.goto(`${server.url}/verification`);
  await (await late).finished();
  await deputy.waitForTimeout(300);
  expect(await none.count()).toBe(1);
});

it('a week that is copied by a double press is copied once, and one that is taken back so, by one step', async () => {
  const WEEK = 7 * 86_400_000;
  const [from, to] = [Date.now() - WEEK, Date.now() - WEEK + 3_600_000];
  const planned = async (): Promise<number> => {
    const path = `/api/sittings?from=${today}&to=${today}`;
    return (await colleague('supervisor')<{ sittings: object[] }>('GET', path)).sittings.length;
  };
  const official = { name: 'رضا رضایی' };
  await colleague('supervisor')('POST', '/api/sittings', { official, level: 'province', from, to });
  const supervisor = await signedIn('supervisor');
  await supervisor.goto(`${server.url}/sittings/plan`);
  const copy = supervisor.getByRole('button', { name: 'کپی از هفتهٔ قبل' });
  await copy.dblclick();
  await supervisor.locator('main li').waitFor();
  await supervisor.waitForTimeout(300);
  expect(await planned()).toBe(1);
  await copy.click();
  await expect.poll(planned).toBe(2);
  await supervisor.getByRole('button', { name: 'واگرد' }).dblclick();
  await expect.poll(planned).toBe(1);
  await supervisor.waitForTimeout(300);
  expect(await planned()).toBe(1);
});

it('whose time is over while they type keeps what was typed, and sends it once they are signed in again', async () => {
  const clerk = await signedIn('clerk');
  await pick(clerk, 'شهرستان', 'ساری');
  server.vault.signOutEverywhere('clerk', Date.now());
  await clerk.getByRole('button', { name: 'ثبت', exact: true }).click();
  await clerk.getByRole('alert').getByText('نشست کاربری شما منقضی شده است').waitFor();
  expect(new URL(clerk.url()).pathname).toBe('/intake');
  expect(await field(clerk, 'شهرستان').inputValue()).toBe('ساری');
  const entered = await clerk.request.post(`${server.url}/api/auth/login`, {
    headers: { origin: server.url },
    data: { name: 'clerk', password: PASSWORD },
  });
  expect(entered.ok()).toBe(true);
  await clerk.getByRole('button', { name: 'ثبت', exact: true }).click();
  await expect.poll(contacts).toMatchObject([{ county: 'sari', by: 'clerk' }]);
});

it('who could not be signed out is told so, and stays where they are', async () => {
  const deputy = await signedIn('deputy');
  const leave = deputy.getByRole('button', { name: 'خروج', exact: true });
  await deputy.route('**/api/auth/leave', (route) =>
    route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"code":"log-unwritable"}' }),
  );
  await leave.click();
  await deputy.getByRole('alert').getByText('سرور اکنون نمی‌تواند چیزی ثبت کند').waitFor();
  expect(new URL(deputy.url()).pathname).toBe('/sittings');
  await deputy.unroute('**/api/auth/leave');
  await leave.click();
  await deputy.waitForURL('**/login');
  expect((await deputy.request.get(`${server.url}/api/auth/me`)).status()).toBe(401);
});

it('an edited statement stays while the other language is looked at and edited too', async () => {
  const contact = { channel: 'visit', county: 'sari' };
  await colleague('clerk')('POST', '/api/contacts', contact);
  const deputy = await signedIn('deputy');
  await deputy.goto(`${server.url}/months`);
  const area = deputy.locator('textarea');
  const sheet = deputy.locator('section', { has: area });
  const text = (): Promise<string> => area.inputValue();
  const to = (lang: string): Promise<void> => sheet.getByRole('button', { name: lang, exact: true }).click();
  await expect.poll(text).toMatch(/[آ-ی]/);
  const written = await text();
  await area.fill('متن ما');
  await to('English');
  await expect.poll(text).toMatch(/[a-z]/);
  await area.fill('Our text');
  await to('فارسی');
  await expect.poll(text).toBe('متن ما');
  // Long enough for what the server would have written to have come.
  await deputy.waitForTimeout(1_500);
  expect(await text()).toBe('متن ما');
  await to('English');
  expect(await text()).toBe('Our text');
  await to('فارسی');
  await sheet.getByRole('button', { name: 'بازنویسی متن' }).click();
  await expect.poll(text).toBe(written);

  // What is typed while the next text is on its way stays as well.
  await deputy.route('**/*.txt?*', async (route) => {
    const answer = await route.fetch();
    await area.fill('تازه‌تر');
    await route.fulfill({ response: answer });
  });
  const answered = deputy.waitForResponse('**/*.txt?*');
  await colleague('clerk')('POST', '/api/contacts', contact);
  await answered;
  await deputy.waitForTimeout(300);
  expect(await text()).toBe('تازه‌تر');
});

it('a month that did not come is asked for again: by hand, after a while, and when the server is back', async () => {
  const deputy = await signedIn('deputy');
  const report = `**/api/months/${today.slice(0, 7)}`;
  const alert = deputy.getByRole('alert').getByText('سرور اکنون پرکار است');
  const empty = deputy.getByText('برای این ماه آماری ثبت یا وارد نشده است.');
  let asked = 0;
  const failing = async (): Promise<void> => {
    await deputy.route(report, (route) => {
      asked += 1;
      return route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"code":"too-busy"}' });
    });
    await deputy.goto(`${server.url}/months`);
    await alert.waitFor();
  };

  await failing();
  const before = asked;
  await deputy.getByRole('button', { name: 'تلاش مجدد' }).click();
  await expect.poll(() => asked).toBe(before + 1);
  await alert.waitFor();
  await deputy.unroute(report);
  await deputy.getByRole('button', { name: 'تلاش مجدد' }).click();
  await empty.waitFor({ timeout: 5_000 });
  expect(await alert.count()).toBe(0);

  await failing();
  await deputy.unroute(report);
  await empty.waitFor();
  expect(await alert.count()).toBe(0);

  await failing();
  await deputy.unroute(report);
  // In the background nothing is asked by the clock.
  await deputy.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' });
    document.documentElement.dataset['same'] = 'page';
  });
  const { dataDir, port } = server;
  await server.stop();
  await deputy.waitForSelector('html:not([data-link=live])');
  server = await startTestServer('', { dataDir, port });
  await empty.waitFor();
  expect(await deputy.getAttribute('html', 'data-same')).toBe('page');
}, 90_000);
