// The real application on a free port of 127.0.0.1, with the real door, and a vault, a log and a board in memory behind it.
import { usualLevels } from '../../shared/rules.ts';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { emptyBoard } from '../../shared/board.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { createDoor } from '../../server/door/door.ts';
import { createApp, type AppOptions } from '../../server/http/app.ts';
import type { CallQuery, CallPage } from '../../shared/calls.ts';
import type { Appended } from '../../server/log/log.ts';
import { LogUnwritable } from '../../server/log-unwritable.ts';
import { loadProfile } from '../../server/profiles/load.ts';
import { createRevisions } from '../../server/push/revisions.ts';
import { createFakeVault } from './fake-vault.ts';

export const NOW = 1_795_455_100_000;

const door = createDoor({
  profile: loadProfile('mazandaran'),
  calendar: createCalendar(),
  now: () => NOW,
  targetAt: () => 20,
});

export function createFakeLog() {
  const kept = new Map<string, StoredEvent>();
  let writable = true;
  return {
    kept,
    writable: (is: boolean) => void (writable = is),
    async append(events: readonly StoredEvent[]): Promise<Appended[]> {
      await new Promise((done) => setImmediate(done));
      if (!writable) throw new LogUnwritable(new Error('disk full at /secret/place'));
      return events.map((event) => {
        const key = `${event.source}/${event.id}`;
        const repeated = kept.has(key);
        kept.set(key, event);
        return { position: kept.size, repeated };
      });
    },
  };
}

export function createTestApp(more: Partial<AppOptions> = {}) {
  const vault = createFakeVault();
  const log = createFakeLog();
  const board = emptyBoard({ id: 'mazandaran', fa: 'مازندران', en: 'Mazandaran' }, ['sari', 'babol']);
  const revisions = createRevisions({ board, takePatches: () => [] });
  const asked: CallQuery[] = [];
  const errors: object[] = [];
  let page: CallPage = { rows: [] };
  const app: Express = createApp({
    credentials: vault,
    sessions: vault,
    door,
    log,
    board: {
      read: (view, take) =>
        take({
          protocol: 1,
          epoch: 'e1',
          rev: 7,
          board: revisions.see(view),
          serverNow: NOW,
          utcOffset: 210,
          links: { pbx111: { state: 'up', since: 1 } },
          recording: {},
          profile: {
            line: '111',
            timezone: 'Asia/Tehran',
            target: 20,
            counties: {},
            topics: {},
            agencies: {},
            kinds: {},
            channels: {},
            dueSoonDays: 2,
            around: { before: 15, after: 30 },
            thresholds: usualLevels,
          },
        }),
    },
    calls: {
      list(query) {
        asked.push(query);
        return page;
      },
    },
    reasons: () => [],
    now: () => NOW,
    errors: { error: (facts) => void errors.push(facts), info: (facts) => void errors.push(facts) },
    dist: 'tests/no-such-folder',
    topics: false,
    trustProxy: 0,
    ...more,
  });
  const guard = { credentials: vault, now: () => NOW };
  return { app, guard, vault, log, board, asked, errors, answerCalls: (next: CallPage) => void (page = next) };
}

/** Listens on a free port; `close` ends every connection. */
export async function serve(app: Express): Promise<{ url: string; port: number; close: () => Promise<void> }> {
  const server = createServer(app);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

export const bearer = (token: string): { authorization: string } => ({ authorization: `Bearer ${token}` });
