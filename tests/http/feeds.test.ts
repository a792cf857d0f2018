// Calendars by the secret in their address, on a whole server: what they have, how they follow changes, and how they end.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOUR } from '../../shared/time.ts';
import { startTimetableApi, type Json, type TimetableApi } from '../support/timetable-api.ts';

let api: TimetableApi;
beforeEach(async () => {
  api = await startTimetableApi();
});
afterEach(() => api.stop());

describe('a calendar', () => {
  it('of a county or an official has their sittings, and two parsers read the same', async () => {
    const { official } = await api.plan();
    await api.plan({ official: { name: 'دیگری' }, county: 'amol', desk: 'm-2' });
    const paths = {
      all: await api.makeFeed({ scope: 'province' }),
      county: await api.makeFeed({ scope: 'county', of: 'babol' }),
      official: await api.makeFeed({ scope: 'official', of: official.id }),
    };
    const count = async (path: string): Promise<[number, number]> => {
      const answer = await api.read(path);
      expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
      const file = await answer.text();
      return [
        new ICAL.Component(ICAL.parse(file)).getAllSubcomponents('vevent').length,
        Object.values(nodeIcal.sync.parseICS(file)).filter((part) => part?.type === 'VEVENT').length,
      ];
    };
    expect(await count(paths.all)).toEqual([2, 2]);
    expect(await count(paths.county)).toEqual([1, 1]);
    expect(await count(paths.official)).toEqual([1, 1]);
  });

  it('follows what is moved and cancelled under one id, and keeps what is over', async () => {
    const path = await api.makeFeed({ scope: 'province' });
    const sitting = await api.plan();
    const moved = await api.move(sitting, HOUR);
    const events = async () => (await (await api.read(path)).text()).replace(/\r\n[ \t]/g, '');
    expect(await events()).toMatch(/SEQUENCE:1\r\n/);
    expect(await events()).toContain('زمان قبلی');
    await api.ask('DELETE', `/api/sittings/${sitting.id}`, { version: moved.version });
    const off = await events();
    expect(off).toMatch(/SEQUENCE:2\r\n/);
    expect(off).toContain('STATUS:CANCELLED');
    expect(off).toContain(`UID:${sitting.id}@mazandaran.wallboard-111`);
  });

  it('tells an official who was relieved that the sitting is off', async () => {
    const sitting = await api.plan();
    const path = await api.makeFeed({ scope: 'official', of: sitting.official.id });
    await api.ask('PATCH', `/api/sittings/${sitting.id}`, {
      version: 1,
      body: { official: { name: 'جانشین' }, level: 'county' },
    });
    const file = await (await api.read(path)).text();
    expect(file).toContain('STATUS:CANCELLED');
    expect(file).not.toContain('جانشین');
  });

  it('is not sent again to those who have it, and changes its tag with a sitting', async () => {
    const path = await api.makeFeed({ scope: 'province' });
    const sitting = await api.plan();
    const first = await api.read(path);
    const etag = first.headers.get('etag') ?? '';
    expect(etag).not.toBe('');
    expect((await api.read(path, { 'if-none-match': etag })).status).toBe(304);
    await api.move(sitting, HOUR);
    expect((await api.read(path, { 'if-none-match': etag })).status).toBe(200);
  });

  it('answers nobody who guesses, and says that it is gone once it was revoked', async () => {
    const path = await api.makeFeed({ scope: 'province' });
    const { json } = await api.ask('GET', '/api/feeds');
    expect(json).toMatchObject({ open: false, feeds: [{ name: 'تقویم', scope: 'province' }] });
    expect(JSON.stringify(json)).not.toContain('f111_');
    for (const wrong of [
      '/calendar/f111_guess.ics',
      path.replace('.ics', ''),
      `${path}x`,
      `${path.slice(0, -5)}.ics`,
      '/calendar/.ics',
    ])
      expect((await api.read(wrong)).status, wrong).toBe(404);
    expect((await api.ask('DELETE', `/api/feeds/${json.feeds[0].id}`, { role: 'supervisor' })).status).toBe(403);
    expect((await api.ask('DELETE', `/api/feeds/${json.feeds[0].id}`)).status).toBe(204);
    const gone = await api.read(path);
    expect(gone.status).toBe(410);
    expect(await gone.json()).toMatchObject({ code: 'feed-revoked' });
    expect((await api.ask('DELETE', `/api/feeds/${json.feeds[0].id}`)).status).toBe(404);
    expect((await api.ask('GET', '/api/feeds')).json.feeds).toEqual([]);
    // The vault's changes reach the log a moment later.
    await expect
      .poll(async () => (await api.ask('GET', '/api/audit')).json.rows.map(({ type }: Json) => type))
      .toEqual(expect.arrayContaining(['feed.created', 'feed.revoked']));
  });

  it('has a secret that is in no file and no line of the log', async () => {
    const path = await api.makeFeed({ scope: 'province' });
    const secret = path.slice('/calendar/'.length, -'.ics'.length);
    await api.read(path);
    await api.read(`${path}/x`);
    await api.server.stop();
    for (const file of ['vault.sqlite', 'log.sqlite'])
      expect(readFileSync(join(api.server.dataDir, file)).includes(secret.slice(5)), file).toBe(false);
    expect(JSON.stringify(api.server.logged)).not.toContain(secret.slice(5));
  });

  it('is for a county or official that is known', async () => {
    for (const body of [
      { scope: 'county' },
      { scope: 'county', of: 'atlantis' },
      { scope: 'official', of: 'nobody' },
      { scope: 'province', of: 'babol' },
    ])
      expect((await api.ask('POST', '/api/feeds', { body: { name: 'x', ...body } })).status).toBe(400);
  });

  it('is read so often from one address and no more', async () => {
    const path = await api.makeFeed({ scope: 'province' });
    let refused: Response | undefined;
    for (let n = 0; n < 700 && !refused; n++) {
      const answer = await api.read(path);
      await answer.arrayBuffer();
      if (answer.status !== 200) refused = answer;
    }
    expect(refused?.status).toBe(429);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
