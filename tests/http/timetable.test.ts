// The timetable as everybody reads it, on a whole server: the public page and the emblem, and who decides about both.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../shared/time.ts';
import { dayOf, startTimetableApi, type Json, type TimetableApi } from '../support/timetable-api.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let api: TimetableApi;
beforeEach(async () => {
  api = await startTimetableApi();
});
afterEach(() => api.stop());

describe('the public page', () => {
  it('is off until an administrator turns it on, and off again when they turn it off', async () => {
    await api.plan();
    await api.publish();
    const off = await api.read('/timetable');
    expect([off.status, off.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(await off.text()).not.toContain('رستمی');
    for (const role of ['supervisor', 'deputy'])
      expect((await api.ask('PUT', '/api/timetable', { body: { open: true }, role })).status).toBe(403);
    await api.open();
    expect(await (await api.read('/timetable')).text()).toContain('مهدی رستمی');
    await api.open(false);
    expect((await api.read('/timetable')).status).toBe(404);
    const { json } = await api.ask('GET', '/api/audit');
    expect(json.rows.filter(({ type }: Json) => type === 'timetable.set')).toMatchObject([
      { open: false, by: 'the-admin' },
      { open: true, by: 'the-admin' },
    ]);
  });

  it('shows announced sittings only: time, official and office, and neither desk, queue nor account', async () => {
    await api.plan();
    await api.plan({ official: { name: 'نفر پس‌فردا' }, from: api.morning + DAY, to: api.morning + DAY + HOUR });
    await api.open();
    expect(await (await api.read('/timetable')).text()).toContain('در حال حاضر نوبتی اعلام نشده است');
    await api.publish();
    const page = await (await api.read('/timetable')).text();
    for (const shown of ['مهدی رستمی', 'فرماندار بابل', '۰۸:۰۰ تا ۱۰:۰۰', 'lang="fa" dir="rtl"'])
      expect(page).toContain(shown);
    for (const hidden of ['نفر پس‌فردا', 'm-1201', 'samad', 'the-supervisor', 'the-admin', '<script'])
      expect(page).not.toContain(hidden);
    const english = await (await api.read('/timetable?lang=en')).text();
    expect(english).toContain('08:00 to 10:00');
    expect(english).toContain('lang="en" dir="ltr"');
  });

  it('may be kept by caches, and is not sent again to those who have it', async () => {
    await api.plan();
    await api.publish();
    await api.open();
    const first = await api.read('/timetable');
    expect(first.headers.get('cache-control')).toBe('public, max-age=60');
    const etag = first.headers.get('etag') ?? '';
    expect((await api.read('/timetable', { 'if-none-match': etag })).status).toBe(304);
    await api.plan({ official: { name: 'تازه' }, desk: 'm-2' });
    expect((await api.read('/timetable', { 'if-none-match': etag })).status).toBe(200);
  });

  it('marks what was added, moved, cancelled and given to another since it was announced', async () => {
    const [moved, off, other] = [
      await api.plan(),
      await api.plan({ official: { name: 'لغوی' }, desk: 'm-2' }),
      await api.plan({ official: { name: 'اولی' }, desk: 'm-3' }),
    ];
    await api.publish();
    expect((await api.listed()).map(({ change }) => change)).toEqual([undefined, undefined, undefined]);
    await api.move(moved, HOUR);
    await api.ask('DELETE', `/api/sittings/${off.id}`, { version: 1 });
    await api.ask('PATCH', `/api/sittings/${other.id}`, {
      version: 1,
      body: { official: { name: 'دومی' }, level: 'county' },
    });
    await api.plan({
      official: { name: 'افزوده' },
      desk: 'm-4',
      from: api.morning + 5 * HOUR,
      to: api.morning + 6 * HOUR,
    });
    const found = Object.fromEntries((await api.listed()).map((one) => [one.official.fa, one]));
    expect(found['مهدی رستمی']).toMatchObject({
      change: 'moved',
      was: { from: api.morning },
      from: api.morning + HOUR,
    });
    expect(found['لغوی']).toMatchObject({ change: 'cancelled', state: 'cancelled' });
    expect(found['دومی']).toMatchObject({ change: 'changed', instead: { fa: 'اولی' } });
    expect(found['افزوده']).toMatchObject({ change: 'added' });
    await api.open();
    const page = await (await api.read('/timetable')).text();
    for (const mark of ['زمان قبلی: ۰۸:۰۰ تا ۱۰:۰۰', 'لغو شد', 'به‌جای اولی', 'اضافه شد']) expect(page).toContain(mark);
  });

  it('shows on the announced day where a sitting went that is on another day now', async () => {
    const sitting = await api.plan();
    await api.publish();
    await api.move(sitting, 3 * DAY);
    expect(await api.listed()).toMatchObject([
      { state: 'moved', from: api.morning, movedTo: { from: api.morning + 3 * DAY } },
    ]);
  });

  it('takes a name for text, whatever stands in it', async () => {
    await api.plan({ official: { name: '<script>alert(1)</script>' }, agency: '"><img src=x onerror=y>' });
    await api.publish();
    await api.open();
    const page = await (await api.read('/timetable')).text();
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).not.toMatch(/<script|<img src=x/);
  });

  it('refuses days that are none, or too many', async () => {
    expect((await api.publish('1405-13-01')).status).toBe(400);
    expect((await api.publish(dayOf(api.morning + DAY), api.day)).status).toBe(400);
    expect((await api.publish(api.day, dayOf(api.morning + 200 * DAY))).status).toBe(400);
  });
});

describe('the emblem', () => {
  const set = (bytes: Buffer, role = 'admin') =>
    api.ask('PUT', '/api/emblem', { body: { picture: bytes.toString('base64') }, role });

  it('is a small PNG or JPEG that everybody may see, on the public page too', async () => {
    expect((await api.read('/api/emblem')).status).toBe(404);
    const { json } = await set(PNG);
    const picture = await api.read('/api/emblem');
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(Buffer.from(await picture.arrayBuffer()).equals(PNG)).toBe(true);
    await api.open();
    expect(await (await api.read('/timetable')).text()).toContain(`/api/emblem?v=${json.version}`);
    expect((await api.ask('DELETE', '/api/emblem')).status).toBe(204);
    expect(await (await api.read('/timetable')).text()).not.toContain('/api/emblem');
  });

  it('is refused where it is another kind of file, or too large', async () => {
    expect((await set(Buffer.from('<svg onload="x"/>'))).status).toBe(400);
    expect((await set(Buffer.concat([PNG, Buffer.alloc(97 * 1024)]))).status).toBe(400);
    expect((await set(PNG, 'supervisor')).status).toBe(403);
  });
});
