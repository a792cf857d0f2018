// The office before a real server: people who sign in in a real browser, in Persian, and colleagues who work without one.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { createPasswords } from '../../server/access/passwords.ts';
import type { ContactRow } from '../../shared/api/contacts.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { AccountRole } from '../../shared/role.ts';
import { MINUTE } from '../../shared/time.ts';
import { createColleagues } from './colleagues.ts';
import { noonClock } from './clock-at-noon.ts';
import { startTestServer } from './test-server.ts';

export const PASSWORD = 'باران می‌بارد بر ساری';
export const today = createCalendar().dayOf(noonClock());

/** A field of a form that is chosen from a list. */
export const field = (page: Page, name: string, within = 'form') =>
  page.locator(within).getByRole('combobox', { name, exact: true });
export async function pick(page: Page, name: string, text: string, within?: string): Promise<void> {
  await field(page, name, within).fill(text);
  await field(page, name, within).press('Enter');
}

const DESK = { width: 1280, height: 800 };
type Screen = { viewport?: typeof DESK; prepare?: (context: BrowserContext) => Promise<unknown> };
export type Office = Awaited<ReturnType<typeof openOffice>>;

/** A server of this test's own, whose clock stands at noon, and the people at it. */
export async function openOffice(browser: Browser) {
  const server = await startTestServer('', { world: { now: noonClock } });

  /** `prepare`: what is done to the browser before its first page. */
  async function signedIn(role: AccountRole, { viewport = DESK, prepare }: Screen = {}): Promise<Page> {
    server.vault.createAccount({
      name: role,
      role,
      by: 'test',
      now: noonClock(),
      password: await createPasswords().hash(PASSWORD, { key: role, priority: true }),
    });
    const context = await browser.newContext({ viewport, locale: 'fa-IR' });
    await prepare?.(context);
    const page = await context.newPage();
    await page.goto(`${server.url}/login`);
    await page.getByLabel('نام کاربری').fill(role);
    await page.getByLabel('رمز عبور', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL(role === 'clerk' ? '**/intake' : '**/sittings');
    return page;
  }

  const colleague = createColleagues(server, noonClock);
  const contacts = async (): Promise<ContactRow[]> =>
    (await colleague('supervisor')<{ rows: ContactRow[] }>('GET', `/api/contacts?day=${today}`)).rows;

  /** A call of this minute that an official answered. */
  async function call(): Promise<void> {
    const at = noonClock() - MINUTE;
    await colleague('ingest')('POST', '/api/events', [
      { type: 'call.joined', id: 'j', at, call: 'pbx-1', queue: 'samad' },
      { type: 'call.answered', id: 'a', at: at + 1_000, call: 'pbx-1', queue: 'samad', desk: 'm-1201', waited: 1 },
      { type: 'call.ended', id: 'e', at: at + 30_000, call: 'pbx-1', by: 'caller', talked: 29 },
    ] as object);
  }

  return { server, signedIn, colleague, contacts, call };
}
