// The rows of calls behind a figure, over a real log, ledger and fold that a test fills with what callers live through.
import { createFold } from '../../server/board/fold.ts';
import { createCallRows } from '../../server/calls/call-rows.ts';
import { createPastVisits } from '../../server/calls/past-visits.ts';
import { pastOf } from '../../server/ledger/past.ts';
import { createHistory } from '../../server/sittings/history.ts';
import type { CallRow } from '../../shared/api/calls.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { CallQuery } from '../../shared/calls.ts';
import { profileSchema } from '../../shared/profile.ts';
import { openLog, tempLogFolder } from './log-folder.ts';
import { storedUnchecked } from './stored-events.ts';

export const calendar = createCalendar();
const profile = profileSchema.parse({ id: 'test', name: { fa: 'آ', en: 'T' }, counties: {} });
export const TEN = Date.parse('2026-11-23T10:00:00+03:30');
export const DAY = '1405-09-02';

export const joined = (call: string, at: number, more: Record<string, unknown> = {}) => ({
  type: 'call.joined',
  call,
  at,
  queue: 'sari',
  target: 20,
  ...more,
});
export const answered = (call: string, at: number, more: Record<string, unknown> = {}) => ({
  type: 'call.answered',
  call,
  at,
  queue: 'sari',
  desk: 'd1',
  waited: 5,
  ...more,
});
export const ended = (call: string, at: number, more: Record<string, unknown> = {}) => ({
  type: 'call.ended',
  call,
  at,
  by: 'caller',
  talked: 60,
  ...more,
});
export const left = (call: string, at: number, reason: string) => ({
  type: 'call.left',
  call,
  at,
  queue: 'sari',
  reason,
  waited: 9,
});

export type CallRowsScene = ReturnType<typeof openCallRows>;

export function openCallRows() {
  const place = tempLogFolder();
  const opened = openLog(place.path);
  const { ledger } = opened;
  const fold = createFold({ profile, calendar, past: pastOf(ledger, calendar, () => undefined) });
  const past = createPastVisits({ fold, ledger, calendar, around: profile.sitting });
  const findSitting = createHistory(ledger).find;
  const rows = createCallRows({ fold, past, calendar, findSitting });
  const byPbx = storedUnchecked('pbx', 0);

  const list = async (query: Partial<CallQuery> = {}) => rows.list({ limit: 200, ...query });
  const pages = async (query: Partial<CallQuery>): Promise<CallRow[][]> => {
    const found: CallRow[][] = [];
    for (let after: string | undefined; ;) {
      const page = await list({ ...query, after });
      found.push([...page.rows]);
      if (page.next === undefined || found.length > 1_000) return found;
      after = page.next;
    }
  };

  return {
    fold,
    past,
    findSitting,
    list,
    /** All rows, in the pages in which they come. */
    pages,
    async happen(...events: Record<string, unknown>[]): Promise<void> {
      const stored = events.map((event) =>
        byPbx({ id: `${String(event['call'])}/${String(event['visit'] ?? 1)}/${String(event['type'])}`, ...event }),
      );
      const appended = await opened.log.append(stored);
      for (const [i, event] of stored.entries()) fold.apply({ position: appended[i]!.position, event });
    },
    async close(): Promise<void> {
      await opened.close();
      place.remove();
    },
  };
}
