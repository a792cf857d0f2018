// The timetable over HTTP, with the real log, fold and planner behind it, at a time of the test's choice.
import { expect } from 'vitest';
import { createFold } from '../../server/board/fold.ts';
import { createPastVisits } from '../../server/calls/past-visits.ts';
import { createDoor } from '../../server/door/door.ts';
import { actRoutes } from '../../server/http/sitting-acts.ts';
import { sittingRoutes } from '../../server/http/sittings.ts';
import { createIntake } from '../../server/log/intake.ts';
import { pastOf } from '../../server/ledger/past.ts';
import { loadProfile } from '../../server/profiles/load.ts';
import { createHistory } from '../../server/sittings/history.ts';
import { createOffice } from '../../server/sittings/office.ts';
import type { Plan, SittingRow } from '../../shared/api/sittings.ts';
import { createCalendar } from '../../shared/calendar.ts';
import { openLog, tempLogFolder } from './log-folder.ts';
import { storedUnchecked } from './stored-events.ts';
import { bearer, createTestApp, serve } from './test-app.ts';

export const calendar = createCalendar();
const profile = loadProfile('mazandaran');
const DAY = '1405-09-04';
export const at = (clock: string): number => Date.parse(`2026-11-25T${clock}:00+03:30`);

/** A sitting as a form sends it. */
export const plan = (more: Partial<Plan> = {}): Plan => ({
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

export type SittingsApi = Awaited<ReturnType<typeof startSittingsApi>>;

/** At seven in the morning of DAY. */
export async function startSittingsApi() {
  const place = tempLogFolder();
  const opened = openLog(place.path);
  let now = at('07:00');
  let made = 0;
  const { log, ledger } = opened;
  const fold = createFold({ profile, calendar, past: pastOf(ledger, calendar, () => undefined) });
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
  const { timetable, acts } = office;
  const api = createTestApp({
    routes: [...sittingRoutes({ timetable, calendar }), ...actRoutes({ acts, timetable })],
  });
  const server = await serve(api.app);
  const { vault } = api;
  const tokens = {
    deputy: vault.token('deputy'),
    supervisor: vault.token('supervisor'),
    other: vault.token('supervisor'),
    display: vault.token('display'),
  };

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
  const add = async (more: Partial<Plan> = {}): Promise<SittingRow> => {
    const { status, json } = await ask('POST', '', { body: plan(more) });
    expect(status, JSON.stringify(json)).toBe(201);
    return json as SittingRow;
  };
  const listed = async (from = DAY, to = DAY): Promise<SittingRow[]> =>
    ((await ask('GET', `?from=${from}&to=${to}`, { as: 'deputy' })).json as { sittings: SittingRow[] }).sittings;

  await happen({ type: 'day.started', id: `day/${DAY}`, at: at('00:00'), day: DAY, source: 'clock' });
  return {
    fold,
    ledger,
    happen,
    ask,
    add,
    listed,
    setClock: (ms: number): void => void (now = ms),
    async close(): Promise<void> {
      await server.close();
      await opened.close();
      place.remove();
    },
  };
}
