// The timetable over HTTP: sittings are planned, edited by several people at once, brought in by a table, and read.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SittingRow, TableRow } from '../../shared/api/sittings.ts';
import { DAY, HOUR, MINUTE } from '../../shared/time.ts';
import { at, calendar, plan, startSittingsApi, type SittingsApi } from '../support/sittings-api.ts';

let api: SittingsApi;
beforeEach(async () => {
  api = await startSittingsApi();
});
afterEach(() => api.close());

describe('a sitting', () => {
  it('that is planned is listed, stands on the board, and has its author in the log', async () => {
    const { status, etag, json } = await api.ask('POST', '', { body: plan() });
    expect([status, etag]).toEqual([201, '"1"']);
    expect(json).toMatchObject({ id: 's-1', version: 1, state: 'scheduled', agencyName: 'فرمانداری بابل' });
    expect(await api.listed()).toEqual([json]);
    expect(api.fold.board.sittings['s-1']).toMatchObject({ from: at('08:00'), queue: 'samad', desk: 'm-1' });
    const [entry] = api.ledger.bySubject('sitting/s-1');
    expect(entry?.event).toMatchObject({
      source: 'office',
      id: 'sitting/s-1/1',
      by: expect.stringMatching(/^supervisor/),
    });
  });

  it('at a desk that is taken is refused, and the clash is named', async () => {
    await api.add();
    const { status, json } = await api.ask('POST', '', {
      body: plan({ official: { name: 'دیگری' }, from: at('09:00') }),
    });
    expect(status).toBe(409);
    expect(json).toMatchObject({ code: 'sitting-clash', clash: { id: 's-1', official: { name: 'مهدی رستمی' } } });
    expect(await api.listed()).toHaveLength(1);
    await api.add({ from: at('09:45'), to: at('10:45') });
    await api.add({ desk: 'm-2' });
  });

  it('moves, is cancelled, comes back, and leaves the board when it was a mistake', async () => {
    await api.add();
    const moved = await api.ask('PATCH', '/s-1', { ifMatch: '"1"', body: { from: at('10:00'), to: at('11:00') } });
    expect([moved.status, moved.etag]).toEqual([200, '"2"']);
    expect(moved.json).toMatchObject({ from: at('10:00'), version: 2 });
    expect(api.ledger.bySubject('sitting/s-1').map(({ event }) => event.type)).toEqual([
      ...['sitting.scheduled', 'sitting.moved'],
    ]);
    expect((await api.ask('DELETE', '/s-1', { ifMatch: '"2"' })).json).toMatchObject({
      state: 'cancelled',
      version: 3,
    });
    const back = await api.ask('PATCH', '/s-1', { ifMatch: '"3"', body: { cancelled: false } });
    expect(back.json).toMatchObject({ state: 'scheduled', from: at('10:00'), version: 4 });
    const unsaid = await api.ask('PATCH', '/s-1', { ifMatch: '"4"', body: { desk: null, agency: null } });
    expect(unsaid.json).not.toHaveProperty('desk');
    expect(unsaid.json).not.toHaveProperty('agencyName');
    expect((await api.ask('DELETE', '/s-1?mistaken=true', { ifMatch: '"5"' })).status).toBe(200);
    expect(await api.listed()).toEqual([]);
    expect(api.fold.board.sittings).toEqual({});
    // What was a mistake is not there any more: it is not cancelled into being.
    expect((await api.ask('DELETE', '/s-1', { ifMatch: '"6"' })).status).toBe(404);
    expect((await api.ask('PATCH', '/s-1', { ifMatch: '"6"', body: { cancelled: false } })).status).toBe(404);
    expect(api.fold.board.sittings).toEqual({});
  });

  it('edited by two at once keeps the first edit and shows the second both', async () => {
    await api.add();
    const edits = [at('10:00'), at('11:00')].map((from, n) =>
      api.ask('PATCH', '/s-1', {
        ifMatch: '"1"',
        body: { from, to: from + HOUR },
        as: n === 0 ? 'supervisor' : 'other',
      }),
    );
    const answers = await Promise.all(edits);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const won = answers.find(({ status }) => status === 200)?.json as SittingRow;
    const lost = answers.find(({ status }) => status === 409)?.json;
    expect(lost).toMatchObject({ code: 'edited-meanwhile', now: { version: 2, from: won.from } });
    expect((lost as { yours: { from: number } }).yours.from).not.toBe(won.from);
    expect(await api.listed()).toEqual([won]);
  });

  it('is not edited without a valid version', async () => {
    await api.add();
    const body = { from: at('10:00'), to: at('11:00') };
    expect((await api.ask('PATCH', '/s-1', { body })).json).toMatchObject({ status: 428, code: 'version-missing' });
    expect((await api.ask('DELETE', '/s-1')).status).toBe(428);
    for (const ifMatch of ['*', 'W/"1"', '"x"', '"1", "2"'])
      expect((await api.ask('PATCH', '/s-1', { body, ifMatch })).status, ifMatch).toBe(412);
    expect((await api.ask('PATCH', '/s-1', { body, ifMatch: '"7"' })).status).toBe(409);
    expect((await api.ask('PATCH', '/s-9', { body, ifMatch: '"1"' })).status).toBe(404);
    expect((await api.ask('GET', '/__proto__')).status).toBe(404);
  });

  it('is refused with what was expected when it is no sitting', async () => {
    const wrong: [unknown, RegExp][] = [
      [{}, /official/],
      ['{', /JSON/],
      [plan({ to: at('08:01') }), /5 minutes/],
      [plan({ to: at('08:00') + 13 * HOUR }), /12 hours/],
      [plan({ county: 'tehran' }), /county/],
      [plan({ official: { name: ' ' } }), /official.name/],
      [plan({ official: { name: 'الف 0911 234 5678 09112345678' } }), /telephone number/],
      [plan({ desk: '__proto__' }), /desk/],
      [plan({ official: { id: '09351234567', name: 'الف' } }), /official.id/],
      [plan({ queue: 'constructor' }), /queue/],
      [{ ...plan(), by: 'me' }, /by|key/],
      [[], /at least one/],
      [Array(501).fill(plan()), /Too big/],
    ];
    for (const [body, said] of wrong) {
      const { status, json } = await api.ask('POST', '', { body });
      expect([status, (json as { detail: string }).detail], JSON.stringify(body).slice(0, 80)).toEqual([
        400,
        expect.stringMatching(said),
      ]);
    }
    expect(await api.listed()).toEqual([]);
  });
});

describe('many at once', () => {
  it('are saved one by one; those that clash name the other', async () => {
    const { json } = await api.ask('POST', '', {
      body: [plan(), plan({ from: at('09:00') }), plan({ from: at('10:00'), to: at('11:00') })],
    });
    expect(json).toMatchObject({
      saved: [
        { id: 's-1' },
        { refused: { code: 'clash', with: { name: 'مهدی رستمی', from: at('08:00') } } },
        { version: 1 },
      ],
    });
    expect(await api.listed()).toHaveLength(2);
  });

  it('come in by a table, which saves nothing before it is confirmed', async () => {
    const text = 'تاریخ\t8-9:45\t10-11:45\n1405/09/04\tساری\tآمل\n1405/09/32\tبابل\t';
    const preview = (await api.ask('POST', '/import', { body: { text, desk: 'm-1' } })).json as { rows: TableRow[] };
    expect(preview.rows.map(({ ok }) => ok)).toEqual([true, true, false]);
    expect(await api.listed()).toEqual([]);
    const { json } = await api.ask('POST', '/import', { body: { text, desk: 'm-1', save: true } });
    expect((json as { saved: unknown[] }).saved).toHaveLength(2);
    expect((await api.listed()).map(({ official }) => official.name)).toEqual(['فرماندار ساری', 'فرماندار آمل']);
    const again = (await api.ask('POST', '/import', { body: { text, desk: 'm-1', save: true } })).json;
    expect(again).toMatchObject({ saved: [], rows: [{ problems: [{ code: 'there-already' }] }, {}, {}] });
  });
});

describe('reading', () => {
  it('gives the days asked for, with state, counters and forecast of this moment', async () => {
    await api.add();
    await api.add({ from: at('08:00') + DAY, to: at('09:00') + DAY });
    const visit = (n: number) => ({ call: `c-${n}`, queue: 'samad' });
    for (let n = 0; n < 4; n++) {
      const joined = at('08:00') + n * 5 * MINUTE;
      await api.happen(
        { ...visit(n), type: 'call.joined', id: `${n}/j`, at: joined },
        { ...visit(n), type: 'call.answered', id: `${n}/a`, at: joined + 10_000, desk: 'm-1', waited: 10 },
      );
      if (n < 3)
        await api.happen({
          ...visit(n),
          type: 'call.ended',
          id: `${n}/e`,
          at: joined + 190_000,
          by: 'caller',
          talked: 180,
        });
    }
    await api.happen({ ...visit(9), type: 'call.joined', id: '9/j', at: at('08:16') });
    api.setClock(at('08:17'));
    const [first, ...others] = await api.listed();
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      state: 'live',
      counts: { offered: 5, answered: 4, completed: 3, talking: 1, waiting: 1, lastTalks: { 1: 180, 2: 180, 3: 180 } },
      forecast: { expected: 1, low: 1, high: 1 },
    });
    expect(await api.listed('1405-09-05', '1405-09-05')).toHaveLength(1);
    expect((await api.ask('GET', '/s-1', { as: 'deputy' })).json).toEqual(first);
  });

  it('counts an old sitting, which the board has left, from the ledger', async () => {
    await api.add();
    await api.happen(
      { type: 'call.joined', id: 'j', call: 'c', queue: 'samad', at: at('08:10') },
      { type: 'call.answered', id: 'a', call: 'c', queue: 'samad', at: at('08:11'), desk: 'm-1', waited: 60 },
      { type: 'call.ended', id: 'e', call: 'c', queue: 'samad', at: at('08:15'), by: 'desk', talked: 240 },
    );
    for (const days of [3, 100]) {
      const now = at('12:00') + days * DAY;
      api.setClock(now);
      const day = calendar.dayOf(now);
      await api.happen({ type: 'day.started', id: `day/${day}`, at: now, day, source: 'clock' });
      expect(api.fold.board.sittings).toEqual({});
      expect((await api.ask('GET', '/s-1')).json).toMatchObject({
        state: 'closed',
        counts: { answered: 1, talkSeconds: 240 },
      });
    }
  });

  it('names what was expected instead of wrong days', async () => {
    for (const query of [
      '',
      '?from=1405-09-04',
      '?from=x&to=y',
      '?from=1405-09-31&to=1405-10-01',
      '?from=1405-09-04&to=1405-09-01',
      '?from=1404-01-01&to=1405-01-01',
    ])
      expect((await api.ask('GET', query)).status, query).toBe(400);
  });
});
