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
import { HOUR } from '../../shared/time.ts';
import { tempLogFolder, openLog } from './log-folder.ts';
import { createCostly } from '../../server/http/costly.ts';
import { bearer, createTestApp, serve } from './test-app.ts';

export const calendar = createCalendar();
const mazandaran = loadProfile('mazandaran');
export { mazandaran as profile };

export type ContactsApi = Awaited<ReturnType<typeof startContactsApi>>;

export async function startContactsApi(start: number, profile = mazandaran) {
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
  const routesOf = () =>
    createContactRoutes({
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
  const contacts = routesOf();
  const api = createTestApp({ routes: contacts.routes });
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
    takeTable: contacts.takeTable,
    json: async <T>(as: Role, method: string, path: string, body?: unknown, key?: string): Promise<T> =>
      (await (await ask(as, method, path, body, key)).json()) as T,
    /** As the figures are by an index that is made from the log now. */
    async deadlinesMadeAnew(month: string): Promise<unknown> {
      const anew = routesOf();
      const second = createTestApp({ routes: anew.routes });
      const other = await serve(second.app);
      const answer = await fetch(`${other.url}/api/cases/deadlines?month=${month}`, {
        headers: bearer(second.vault.token('clerk')),
      });
      const figures: unknown = await answer.json();
      await other.close();
      await anew.stop();
      return figures;
    },
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
      now = calendar.startOf(day) + 12 * HOUR;
      await this.record([{ type: 'day.started', id: `day/${day}`, at: now, day }], 'clock');
    },
    async close(): Promise<void> {
      await server.close();
      await contacts.stop();
      await opened.close();
      place.remove();
    },
  };
}
