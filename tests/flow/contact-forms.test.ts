// Forms of contacts in a real browser, while colleagues are at the same contacts: what somebody typed or tagged is neither
// lost nor sent as something else.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { buildOnce } from '../support/build-once.ts';
import { field, openOffice, pick, today, type Office } from '../support/office.ts';

let browser: Browser;
let office: Office;
beforeAll(async () => {
  buildOnce();
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  office = await openOffice(browser);
});

/** Pages that ask again and again do so at once when somebody comes back to them. */
const comeBack = (page: Page): Promise<unknown> =>
  page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));

it('a call that two people tag keeps the tags of both', async () => {
  await office.call();
  const clerk = await office.signedIn('clerk');
  await clerk.goto(`${office.server.url}/intake/untagged`);
  await pick(clerk, 'شهرستان', 'ساری', 'li form');
  const [row] = await office.contacts();
  await office.colleague('supervisor')('PATCH', '/api/contacts', {
    subject: row?.subject,
    topic: 'water',
    county: 'amol',
  });
  await comeBack(clerk);
  await expect.poll(() => field(clerk, 'موضوع', 'li form').inputValue()).toMatch(/آب/);
  expect(await field(clerk, 'شهرستان', 'li form').inputValue()).toBe('ساری');
  await pick(clerk, 'نوع', 'درخواست', 'li form');
  await clerk.locator('li form').getByRole('button', { name: 'ثبت موضوع' }).click();
  await expect
    .poll(async () => (await office.contacts())[0])
    .toMatchObject({ county: 'sari', topic: 'water', kind: 'request' });
  await expect.poll(() => clerk.locator('li form').count()).toBe(0);
});

it('a call that a colleague tags while somebody types into it stays in the list with what was typed', async () => {
  await office.call();
  const clerk = await office.signedIn('clerk');
  await clerk.goto(`${office.server.url}/intake/untagged`);
  await pick(clerk, 'شهرستان', 'ساری', 'li form');
  const [row] = await office.contacts();
  const words = { topic: 'water', kind: 'request' };
  await office.colleague('supervisor')('PATCH', '/api/contacts', { subject: row?.subject, ...words });
  await comeBack(clerk);
  await clerk.getByText('هم‌زمان همکار دیگری').waitFor();
  expect(await field(clerk, 'شهرستان', 'li form').inputValue()).toBe('ساری');
  await clerk.locator('li form').getByRole('button', { name: 'ثبت موضوع' }).click();
  await expect.poll(async () => (await office.contacts())[0]).toMatchObject({ county: 'sari', ...words });
  await expect.poll(() => clerk.locator('li form').count()).toBe(0);
});

it('one press says that a call was settled in the talk, and saves what was typed beside it; a second press takes it back', async () => {
  await office.call();
  const clerk = await office.signedIn('clerk');
  await clerk.goto(`${office.server.url}/intake/untagged`);
  const press = (name: string) => clerk.locator('main li form').getByRole('button', { name, exact: true });
  await press('پاسخ در همان تماس').click();
  await expect.poll(async () => (await office.contacts())[0]).toMatchObject({ settled: 'advised' });
  await expect.poll(() => press('پاسخ در همان تماس').getAttribute('aria-pressed')).toBe('true');
  await press('پاسخ در همان تماس').click();
  await expect.poll(async () => (await office.contacts())[0]?.settled).toBeUndefined();
  await pick(clerk, 'موضوع', 'آب', 'li form');
  await pick(clerk, 'نوع', 'درخواست', 'li form');
  await clerk.screenshot({ path: 'tests/artefacts/settle-fa.png' });
  await press('پاسخ در همان تماس').click();
  await expect.poll(async () => (await office.contacts())[0]).toMatchObject({ settled: 'advised', kind: 'request' });
  await expect.poll(() => clerk.locator('main li form').count()).toBe(0);

  const supervisor = await office.signedIn('supervisor');
  await supervisor.goto(`${office.server.url}/contacts?state=advised`);
  await supervisor.locator('main').getByRole('button', { name: 'اصلاح و پیگیری' }).click();
  const settled = supervisor.locator('main tr.below').getByRole('button', { name: 'پاسخ در همان تماس', exact: true });
  await expect.poll(() => settled.getAttribute('aria-pressed')).toBe('true');
  await supervisor.screenshot({ path: 'tests/artefacts/settled-fa.png', fullPage: true });
  await supervisor.locator('main tr.below').getByRole('button', { name: 'غیرمرتبط', exact: true }).click();
  await expect.poll(async () => (await office.contacts())[0]?.settled).toBe('unrelated');
});

it('an entry that a colleague corrects while it stands open keeps what both wrote', async () => {
  const clerk = await office.signedIn('clerk');
  const register = clerk.getByRole('button', { name: 'ثبت', exact: true });
  await register.click();
  await clerk.getByRole('button', { name: 'اصلاح و پیگیری' }).click();
  await office.colleague('supervisor')('PATCH', '/api/contacts', {
    subject: (await office.contacts())[0]?.subject,
    topic: 'water',
  });
  // The list is reloaded with the next entry.
  await register.click();
  await expect.poll(() => field(clerk, 'موضوع', 'tr.below form').inputValue()).toMatch(/آب/);
  await pick(clerk, 'شهرستان', 'آمل', 'tr.below form');
  await clerk.getByRole('button', { name: 'ثبت اصلاح' }).click();
  await clerk.getByText('ثبت شد.', { exact: true }).waitFor();
  expect((await office.contacts()).find(({ county }) => county === 'amol')).toMatchObject({ topic: 'water' });
});

it('a step of a case leaves a correction as it is being typed, and says that only the step was saved', async () => {
  await office.colleague('clerk')('POST', '/api/contacts', { channel: 'visit', county: 'sari', topic: 'water' });
  const supervisor = await office.signedIn('supervisor');
  await supervisor.goto(`${office.server.url}/contacts?day=${today}`);
  await supervisor.getByRole('button', { name: 'اصلاح و پیگیری' }).click();
  await pick(supervisor, 'شهرستان', 'آمل', 'tr.below form');
  await supervisor.getByRole('button', { name: 'ثبت پاسخ دستگاه' }).click();
  await supervisor.getByRole('cell', { name: /^پاسخ گرفت/ }).waitFor();
  expect(await field(supervisor, 'شهرستان', 'tr.below form').inputValue()).toBe('آمل');
  expect((await office.contacts())[0]).toMatchObject({ county: 'sari' });
  await supervisor.getByText('پیگیری ثبت شد.', { exact: true }).waitFor();
  await supervisor.getByRole('button', { name: 'ثبت اصلاح' }).click();
  await supervisor.getByText('ثبت شد.', { exact: true }).waitFor();
  expect((await office.contacts())[0]).toMatchObject({
    county: 'amol',
    topic: 'water',
    answeredAt: expect.any(Number),
  });
});

it('a word that the list does not have keeps its form from being sent, and gets the keyboard', async () => {
  await office.call();
  const clerk = await office.signedIn('clerk');
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
  await expect.poll(async () => (await office.contacts()).find(({ kind }) => kind)).toMatchObject({ county: 'sari' });

  sent.length = 0;
  await clerk.goto(`${office.server.url}/intake/untagged`);
  await pick(clerk, 'موضوع', 'آب', 'li form');
  await field(clerk, 'نوع', 'li form').fill('گله');
  await refused('ثبت موضوع', 'نوع', 'li form');
});
