// The promise ledger in a real browser and in Persian: what was announced and what became of it, the seals, and the proof of a case.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { checkProof } from '../../server/promises/check-proof.ts';
import type { BodyOf } from '../../shared/api/types.ts';
import { createCalendar } from '../../shared/calendar.ts';
import { DAY, HOUR, MINUTE } from '../../shared/time.ts';
import { seriousFaults } from '../support/axe.ts';
import { createColleagues } from '../support/colleagues.ts';
import { faultsOf } from '../support/geometry.ts';
import { useBrowser } from '../support/shared-browser.ts';
import { eventsTo, openSignedIn } from '../support/signed-in-page.ts';
import { startTestServer } from '../support/test-server.ts';

const calendar = createCalendar();
const browser = useBrowser();

it('a kept and a broken promise are behind their figures, the days are sealed, and a code proves its case', async () => {
  const day = calendar.dayOf(Date.now() - 3 * DAY);
  const month = day.slice(0, 7);
  const start = calendar.startOf(day);
  let now = start - 10 * HOUR;
  const server = await startTestServer('', { world: { now: () => now } });
  const ask = createColleagues(server, () => now)('supervisor');
  const plan = (name: string, desk: string, from: number) =>
    ask<{ id: string }>('POST', '/api/sittings', {
      ...{ official: { name, title: 'فرماندار' }, agency: 'فرمانداری', level: 'county', county: 'babol', desk },
      ...{ queue: 'samad', from: start + from, to: start + from + HOUR },
    });
  await plan('مهدی رستمی', 'm-1', 8 * HOUR);
  const { id: broken } = await plan('زهرا یوسفی', 'm-2', 10 * HOUR);

  now = start + 8 * HOUR + 10 * MINUTE;
  await server.until('the day has begun', (board) => board.day === day);
  const visit = { call: 'c-1', queue: 'samad' };
  await eventsTo(
    server,
    now,
  )([
    { type: 'call.joined', ...visit, at: now - 9 * MINUTE },
    { type: 'call.answered', ...visit, desk: 'm-1', waited: 60, at: now - 8 * MINUTE },
    { type: 'call.ended', ...visit, by: 'caller', talked: 60, at: now - 7 * MINUTE },
  ]);
  await ask('DELETE', `/api/sittings/${broken}`, undefined, { 'if-match': '"1"' });
  const body = { channel: 'visit' } satisfies BodyOf<'POST /api/contacts'>;
  const { subject, ref } = await ask<{ subject: string; ref: string }>('POST', '/api/contacts', body);
  await ask('POST', '/api/cases', { subject, step: 'referred' });
  // The day before is sealed with this one; the figure of this one with the next.
  for (const seals of [2, 3]) {
    now = start + (seals - 1) * DAY + 10 * HOUR;
    const sealed = () => ask<{ seals: object[] }>('GET', '/api/promises').then((answer) => answer.seals.length);
    await expect.poll(sealed).toBe(seals);
  }
  now = Date.now();

  const page = await openSignedIn(browser(), server, `/promises/${month}`, { role: 'deputy', now });
  const main = page.locator('main');
  const figure = (name: string) =>
    main
      .locator('dl')
      .first()
      .locator('div', { has: page.getByText(name, { exact: true }) })
      .locator('dd')
      .first();
  await expect.poll(() => figure('به‌موقع').textContent()).toBe('۱');
  expect(await figure('برگزارنشده').textContent()).toBe('۱');
  expect(await figure('همه').textContent()).toBe('۲');
  expect(await main.getByRole('row', { name: /زهرا یوسفی/ }).textContent()).toContain('لغو شد');
  expect(await main.getByRole('row', { name: /مهدی رستمی/ }).count()).toBe(0);
  const seals = main.locator('section', { has: page.getByRole('heading', { name: 'مُهر روزها' }) });
  await expect.poll(() => seals.textContent()).toMatch(/[0-9a-f]{64}/);
  for (const [width, height] of [
    [1280, 900],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    expect(await faultsOf(page, true, 13)).toEqual([]);
  }
  expect(await seriousFaults(page)).toEqual([]);

  await figure('به‌موقع').getByRole('link').click();
  await main.getByRole('row', { name: /مهدی رستمی/ }).waitFor();
  expect(await main.getByRole('row', { name: /زهرا یوسفی/ }).count()).toBe(0);
  await figure('برگزارنشده').getByRole('link').click();
  await main.getByRole('row', { name: /زهرا یوسفی/ }).waitFor();
  expect(await main.getByRole('row', { name: /مهدی رستمی/ }).count()).toBe(0);

  const ofCases = main
    .locator('dl')
    .last()
    .locator('div', { has: page.getByText('بدون مهلت', { exact: true }) });
  await ofCases.getByRole('link', { name: '۱' }).click();
  await expect.poll(() => main.locator('form').getByLabel('مهلت پاسخ').inputValue()).toBe('noDeadline');
  await expect.poll(() => main.locator('tbody tr').count()).toBe(1);
  await page.goBack();
  await main.getByLabel('کد پیگیری').fill(ref);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    main.getByRole('button', { name: 'دریافت گواهی' }).click(),
  ]);
  expect(checkProof(readFileSync(await file.path(), 'utf8'))).toMatchObject({ ok: true, month, row: { code: ref } });
  await page.context().close();
});
