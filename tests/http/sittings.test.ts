// The timetable over HTTP, with the real log, fold and planner behind it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFold } from '../../server/board/fold.ts';
import type { Fold } from '../../server/board/fold-type.ts';
import { createPastVisits } from '../../server/calls/past-visits.ts';
import { sittingRoutes } from '../../server/http/sittings.ts';
import { createDoor } from '../../server/door/door.ts';
import { createIntake } from '../../server/log/intake.ts';
import { pastOf } from '../../server/ledger/past.ts';
import type { SqliteLog } from '../../server/log/sqlite.ts';
import { loadProfile } from '../../server/profiles/load.ts';
import { createHistory } from '../../server/sittings/history.ts';
import { createOffice } from '../../server/sittings/office.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { Plan, SittingRow, TableRow } from '../../shared/api/sittings.ts';
import { tempLogFolder, openLog, type TempLogFolder } from '../support/log-folder.ts';
import { storedUnchecked } from '../support/stored-events.ts';
import { bearer, createTestApp, serve } from '../support/test-app.ts';

const calendar = createCalendar();
const profile = loadProfile('mazandaran');
const DAY = '1405-09-04';
const at = (clock: string): number => Date.parse(`2026-11-25T${clock}:00+03:30`);
const HOUR = 3_600_000;

let place: TempLogFolder;
let opened: SqliteLog;
let fold: Fold;
let api: ReturnType<typeof createTestApp>;
let server: Awaited<ReturnType<typeof serve>>;
let tokens: Record<'deputy' | 'supervisor' | 'other' | 'display', string>;
let now = at('07:00');
let made = 0;

beforeEach(async () => {
  place = tempLogFolder();
  opened = openLog(place.path);
  now = at('07:00');
  made = 0;
  const { log, ledger } = opened;
  fold = createFold({
    profile,
    calendar,
    past: pastOf(ledger, calendar, () => undefined),
  });
  log.follow(0, (entries) => entries.forEach((entry) => fold.apply(entry)));
  const history = createHistory(ledger);
  const past = createPastVisits({ fold, ledger, calendar, around: profile.sitting });
  const door = createDoor({ profile, calendar, now: () => now, targetAt: () => 20 });
  const office = createOffice({
    profile,
    calendar,
    fold,
    history,
    past,
    ledger,
    intake: createIntake({ door, log, now: () => now }),
    links: () => ({ pbx: { state: 'up', since: 0 } }),
    now: () => now,
    newId: () => `s-${++made}`,
  });
  api = createTestApp({ routes: sittingRoutes({ timetable: office.timetable, calendar }) });
  server = await serve(api.app);
  const { vault } = api;
  tokens = {
    deputy: vault.token('deputy'),
    supervisor: vault.token('supervisor'),
    other: vault.token('supervisor'),
    display: vault.token('display'),
  };
  await happen({ type: 'day.started', id: `day/${DAY}`, at: at('00:00'), day: DAY, source: 'clock' });
});
afterEach(async () => {
  await server.close();
  await opened.close();
  place.remove();
});

async function happen(...events: Record<string, unknown>[]): Promise<void> {
  const stored = storedUnchecked('pbx', now);
  await opened.log.append(events.map((event, n) => stored({ id: `e${now}-${n}`, ...event })));
}

type Asked = { body?: unknown; ifMatch?: string; as?: keyof typeof tokens };
async function ask(method: string, path: string, { body, ifMatch, as = 'supervisor' }: Asked = {}) {
  const response = await fetch(`${server.url}/api/sittings${path}`, {
    method,
    headers: {
      ...bearer(tokens[as]),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(ifMatch !== undefined && { 'if-match': ifMatch }),
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, etag: response.headers.get('etag'), json: (await response.json()) as unknown };
}
const plan = (more: Partial<Plan> = {}): Plan => ({
  official: { name: 'مهدی رستمی', title: 'فرماندار بابل' },
  agency: 'فرمانداری بابل',
  level: 'county',
  county: 'babol',
  desk: 'm-1',
  queue: 'samad',
  from: at('08:00'),
  to: at('09:45'),
  ...more,
});
const add = async (more: Partial<Plan> = {}): Promise<SittingRow> => {
  const { status, json } = await ask('POST', '', { body: plan(more) });
  expect(status, JSON.stringify(json)).toBe(201);
  return json as SittingRow;
};
const listed = async (from = DAY, to = DAY): Promise<SittingRow[]> =>
  ((await ask('GET', `?from=${from}&to=${to}`, { as: 'deputy' })).json as { sittings: SittingRow[] }).sittings;

describe('a sitting', () => {
  it('that is planned is listed, stands on the board, and says who entered it in the log', async () => {
    const { status, etag, json } = await ask('POST', '', { body: plan() });
    expect([status, etag]).toEqual([201, '"1"']);
    expect(json).toMatchObject({ id: 's-1', version: 1, state: 'scheduled', agencyName: 'فرمانداری بابل' });
    expect(await listed()).toEqual([json]);
    expect(fold.board.sittings['s-1']).toMatchObject({ from: at('08:00'), queue: 'samad', desk: 'm-1' });
    const [entry] = opened.ledger.bySubject('sitting/s-1');
    expect(entry?.event).toMatchObject({
      source: 'office',
      id: 'sitting/s-1/1',
      by: expect.stringMatching(/^supervisor/),
    });
  });

  it('at a desk that is taken is refused, and the clash is named', async () => {
    await add();
    const { status, json } = await ask('POST', '', { body: plan({ official: { name: 'دیگری' }, from: at('09:00') }) });
    expect(status).toBe(409);
    expect(json).toMatchObject({ code: 'sitting-clash', clash: { id: 's-1', official: { name: 'مهدی رستمی' } } });
    expect(await listed()).toHaveLength(1);
    await add({ from: at('09:45'), to: at('10:45') });
    await add({ desk: 'm-2' });
  });

  it('moves, is cancelled, comes back, and leaves the board when it was a mistake', async () => {
    await add();
    const moved = await ask('PATCH', '/s-1', { ifMatch: '"1"', body: { from: at('10:00'), to: at('11:00') } });
    expect([moved.status, moved.etag]).toEqual([200, '"2"']);
    expect(moved.json).toMatchObject({ from: at('10:00'), version: 2 });
    expect(opened.ledger.bySubject('sitting/s-1').map(({ event }) => event.type)).toEqual([
      ...['sitting.scheduled', 'sitting.moved'],
    ]);
    expect((await ask('DELETE', '/s-1', { ifMatch: '"2"' })).json).toMatchObject({ state: 'cancelled', version: 3 });
    const back = await ask('PATCH', '/s-1', { ifMatch: '"3"', body: { cancelled: false } });
    expect(back.json).toMatchObject({ state: 'scheduled', from: at('10:00'), version: 4 });
    const unsaid = await ask('PATCH', '/s-1', { ifMatch: '"4"', body: { desk: null, agency: null } });
    expect(unsaid.json).not.toHaveProperty('desk');
    expect(unsaid.json).not.toHaveProperty('agencyName');
    expect((await ask('DELETE', '/s-1?mistaken=true', { ifMatch: '"5"' })).status).toBe(200);
    expect(await listed()).toEqual([]);
    expect(fold.board.sittings).toEqual({});
    // What was a mistake is not there any more: it is not cancelled into being.
    expect((await ask('DELETE', '/s-1', { ifMatch: '"6"' })).status).toBe(404);
    expect((await ask('PATCH', '/s-1', { ifMatch: '"6"', body: { cancelled: false } })).status).toBe(404);
    expect(fold.board.sittings).toEqual({});
  });

  it('edited by two at once keeps the first edit and shows the second both', async () => {
    await add();
    const edits = [at('10:00'), at('11:00')].map((from, n) =>
      ask('PATCH', '/s-1', { ifMatch: '"1"', body: { from, to: from + HOUR }, as: n === 0 ? 'supervisor' : 'other' }),
    );
    const answers = await Promise.all(edits);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const won = answers.find(({ status }) => status === 200)?.json as SittingRow;
    const lost = answers.find(({ status }) => status === 409)?.json;
    expect(lost).toMatchObject({ code: 'edited-meanwhile', now: { version: 2, from: won.from } });
    expect((lost as { yours: { from: number } }).yours.from).not.toBe(won.from);
    expect(await listed()).toEqual([won]);
  });

  it('is not edited without its version, or with one that is none', async () => {
    await add();
    const body = { from: at('10:00'), to: at('11:00') };
    expect((await ask('PATCH', '/s-1', { body })).json).toMatchObject({ status: 428, code: 'version-missing' });
    expect((await ask('DELETE', '/s-1')).status).toBe(428);
    for (const ifMatch of ['*', 'W/"1"', '"x"', '"1", "2"'])
      expect((await ask('PATCH', '/s-1', { body, ifMatch })).status, ifMatch).toBe(412);
    expect((await ask('PATCH', '/s-1', { body, ifMatch: '"7"' })).status).toBe(409);
    expect((await ask('PATCH', '/s-9', { body, ifMatch: '"1"' })).status).toBe(404);
    expect((await ask('GET', '/__proto__')).status).toBe(404);
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
      const { status, json } = await ask('POST', '', { body });
      expect([status, (json as { detail: string }).detail], JSON.stringify(body).slice(0, 80)).toEqual([
        400,
        expect.stringMatching(said),
      ]);
    }
    expect(await listed()).toEqual([]);
  });
});

describe('many at once', () => {
  it('are saved each for itself, those that clash say with whom', async () => {
    const { json } = await ask('POST', '', {
      body: [plan(), plan({ from: at('09:00') }), plan({ from: at('10:00'), to: at('11:00') })],
    });
    expect(json).toMatchObject({
      saved: [
        { id: 's-1' },
        { refused: { code: 'clash', with: { name: 'مهدی رستمی', from: at('08:00') } } },
        { version: 1 },
      ],
    });
    expect(await listed()).toHaveLength(2);
  });

  it('come in by a table, which saves nothing until it is told to', async () => {
    const text = 'تاریخ\t8-9:45\t10-11:45\n1405/09/04\tساری\tآمل\n1405/09/32\tبابل\t';
    const preview = (await ask('POST', '/import', { body: { text, desk: 'm-1' } })).json as { rows: TableRow[] };
    expect(preview.rows.map(({ ok }) => ok)).toEqual([true, true, false]);
    expect(await listed()).toEqual([]);
    const { json } = await ask('POST', '/import', { body: { text, desk: 'm-1', save: true } });
    expect((json as { saved: unknown[] }).saved).toHaveLength(2);
    expect((await listed()).map(({ official }) => official.name)).toEqual(['فرماندار ساری', 'فرماندار آمل']);
    const again = (await ask('POST', '/import', { body: { text, desk: 'm-1', save: true } })).json;
    expect(again).toMatchObject({ saved: [], rows: [{ problems: [{ code: 'there-already' }] }, {}, {}] });
  });
});

describe('reading', () => {
  it('gives the days asked for, with state, counters and forecast of this moment', async () => {
    await add();
    await add({ from: at('08:00') + 24 * HOUR, to: at('09:00') + 24 * HOUR });
    const visit = (n: number) => ({ call: `c-${n}`, queue: 'samad' });
    for (let n = 0; n < 4; n++) {
      const joined = at('08:00') + n * 300_000;
      await happen(
        { ...visit(n), type: 'call.joined', id: `${n}/j`, at: joined },
        { ...visit(n), type: 'call.answered', id: `${n}/a`, at: joined + 10_000, desk: 'm-1', waited: 10 },
      );
      if (n < 3)
        await happen({
          ...visit(n),
          type: 'call.ended',
          id: `${n}/e`,
          at: joined + 190_000,
          by: 'caller',
          talked: 180,
        });
    }
    await happen({ ...visit(9), type: 'call.joined', id: '9/j', at: at('08:16') });
    now = at('08:17');
    const [first, ...others] = await listed();
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      state: 'live',
      counts: { offered: 5, answered: 4, completed: 3, talking: 1, waiting: 1, lastTalks: { 1: 180, 2: 180, 3: 180 } },
      forecast: { expected: 1, low: 1, high: 1 },
    });
    expect(await listed('1405-09-05', '1405-09-05')).toHaveLength(1);
    expect((await ask('GET', '/s-1', { as: 'deputy' })).json).toEqual(first);
  });

  it('counts an old sitting, which the board has left, from the ledger', async () => {
    await add();
    await happen(
      { type: 'call.joined', id: 'j', call: 'c', queue: 'samad', at: at('08:10') },
      { type: 'call.answered', id: 'a', call: 'c', queue: 'samad', at: at('08:11'), desk: 'm-1', waited: 60 },
      { type: 'call.ended', id: 'e', call: 'c', queue: 'samad', at: at('08:15'), by: 'desk', talked: 240 },
    );
    for (const days of [3, 100]) {
      now = at('12:00') + days * 24 * HOUR;
      const day = calendar.dayOf(now);
      await happen({ type: 'day.started', id: `day/${day}`, at: now, day, source: 'clock' });
      expect(fold.board.sittings).toEqual({});
      expect((await ask('GET', '/s-1')).json).toMatchObject({
        state: 'closed',
        counts: { answered: 1, talkSeconds: 240 },
      });
    }
  });

  it('says what it expected instead of wrong days', async () => {
    for (const query of [
      '',
      '?from=1405-09-04',
      '?from=x&to=y',
      '?from=1405-09-31&to=1405-10-01',
      '?from=1405-09-04&to=1405-09-01',
      '?from=1404-01-01&to=1405-01-01',
    ])
      expect((await ask('GET', query)).status, query).toBe(400);
  });
});
