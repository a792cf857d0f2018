// The registry over HTTP, with the real log, fold and ledger behind it, at a time of the test's choice.
import { createFold } from '../../server/board/fold.ts';
import type { Fold } from '../../server/board/fold-type.ts';
import { createDoor } from '../../server/door/door.ts';
import { createIntake } from '../../server/log/intake.ts';
import { pastOf } from '../../server/ledger/past.ts';
import type { SqliteLog } from '../../server/log/sqlite.ts';
import { loadProfile } from '../../server/profiles/load.ts';
import { createContactRoutes } from '../../server/start-contacts.ts';
import { createHistory } from '../../server/sittings/history.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { RawEvent, StoredEvent } from '../../shared/event.ts';
import type { Role } from '../../shared/role.ts';
import { tempLogFolder, openLog } from './log-folder.ts';
import { createCostly } from '../../server/http/costly.ts';
import { bearer, createTestApp, serve } from './test-app.ts';

export const calendar = createCalendar();
export const profile = loadProfile('mazandaran');

export type ContactsApi = Awaited<ReturnType<typeof startContactsApi>>;

export async function startContactsApi(start: number) {
  const place = tempLogFolder();
  const opened: SqliteLog = openLog(place.path);
  let now = start;
  const { log, ledger } = opened;
  const fold: Fold = createFold({ profile, calendar, past: pastOf(ledger, calendar, () => undefined) });
  log.follow(0, (entries) => entries.forEach((entry) => fold.apply(entry)));
  const door = createDoor({ profile, calendar, now: () => now, targetAt: () => 20 });
  const history = createHistory(ledger);
  // Each look at the clock finds it a millisecond later, so that no two facts are of one moment.
  const later = (): number => ++now;
  const routes = createContactRoutes({
    profile,
    calendar,
    fold,
    ledger,
    history,
    intake: createIntake({ door, log, now: later }),
    now: later,
    costly: createCostly(),
    key: 'a key of this test',
  });
  const api = createTestApp({ routes });
  const server = await serve(api.app);
  const tokens = new Map<Role, string>();

  const ask = async (as: Role, method: string, path: string, body?: unknown, key?: string): Promise<Response> => {
    const token = tokens.get(as) ?? api.vault.token(as);
    tokens.set(as, token);
    return fetch(`${server.url}/api${path}`, {
      method,
      headers: {
        ...bearer(token),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  };

  return {
    fold,
    ledger,
    ask,
    json: async <T>(as: Role, method: string, path: string, body?: unknown, key?: string): Promise<T> =>
      (await (await ask(as, method, path, body, key)).json()) as T,
    setClock: (ms: number): void => void (now = ms),
    /** Each event passes the door by itself, as a source would send it. */
    async record(events: readonly RawEvent[], source = 'pbx'): Promise<void> {
      const stored: StoredEvent[] = events.map((event) => {
        const heard = door.fromSource(event, source);
        if (!heard.ok) throw new Error(`${heard.code}: ${heard.message}`);
        return heard.event;
      });
      for (let from = 0; from < stored.length; from += 500) await log.append(stored.slice(from, from + 500));
    },
    async startDay(day: string): Promise<void> {
      now = calendar.startOf(day) + 12 * 3_600_000;
      await this.record([{ type: 'day.started', id: `day/${day}`, at: now, day }], 'clock');
    },
    async close(): Promise<void> {
      await server.close();
      await opened.close();
      place.remove();
    },
  };
}
