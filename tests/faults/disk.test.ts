// A full and a read-only disk while calls flow: said at once, nothing acknowledged that is not durable, nothing lost.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { createCalendar } from '../../shared/calendar.ts';
import { MINUTE } from '../../shared/time.ts';
import { openSqliteLog } from '../../server/log/sqlite.ts';
import { connectTestScreen } from '../support/test-push.ts';
import { unbalanced } from '../support/balance.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { startOneQueueAsterisk, QUEUE, reconciled } from '../support/one-queue-asterisk.ts';

type Disk = { dataDir: string; world: { breakable?: (pragma: (sql: string) => Promise<void>) => void } };
/** `fill` and `free` the disk that the server writes to. */
type Broken = Disk & { fill: () => Promise<unknown>; free: () => Promise<unknown> };

/** SQLite's own limits: everywhere, and the very errors of a real disk. */
function byPragma(fill: string, free: string): Broken {
  const dataDir = mkdtempSync(join(tmpdir(), 'wallboard-disk-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  let pragma: (sql: string) => Promise<void> = () => Promise.reject(new Error('the log gave no pragma'));
  const world = { breakable: (given: typeof pragma) => void (pragma = given) };
  return { dataDir, world, fill: () => pragma(fill), free: () => pragma(free) };
}

/** A file system of 4 MB, where this user may mount one. */
function bySmallDisk(): Broken | undefined {
  const dataDir = mkdtempSync(join(tmpdir(), 'wallboard-disk-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'none', dataDir], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  onTestFinished(() => void execFileSync('umount', ['-l', dataDir]));
  const ballast = join(dataDir, 'ballast');
  const fill = async (): Promise<void> => {
    try {
      writeFileSync(ballast, Buffer.alloc(8 << 20));
    } catch {
      // Full is what it should be.
    }
  };
  return { dataDir, world: {}, fill, free: async () => rmSync(ballast) };
}

const disks = {
  'full, by the page limit': () => byPragma('pragma max_page_count = 1', 'pragma max_page_count = 1000000'),
  'read-only': () => byPragma('pragma query_only = on', 'pragma query_only = off'),
  'really full': bySmallDisk,
};

async function post(server: TestServer, token: string, id: string): Promise<Response> {
  return fetch(`${server.url}/api/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ id, type: 'contact.registered', at: Date.now(), contact: id, channel: 'message' }),
  });
}

it.each(Object.keys(disks) as (keyof typeof disks)[])('a disk that is %s', { timeout: MINUTE }, async (kind) => {
  const disk = disks[kind]();
  if (!disk) return; // only where this user may mount one
  const asterisk = await startOneQueueAsterisk();
  const server = await startTestServer(asterisk.ami('?system=pbx111'), disk);
  const ingest = server.vault.createToken({ name: 'ingest', role: 'ingest', now: Date.now() }).plain;
  const screen = connectTestScreen(server.url, { token: server.token });
  onTestFinished(() => void screen.socket.close());
  await reconciled(server, asterisk);
  const said: string[] = [];
  let calls = 0;
  const flow = async (count: number): Promise<void> => {
    for (let n = 0; n < count; n++) {
      const call = asterisk.calls.call(QUEUE);
      said.push(call.uniqueid);
      call.join();
      await sleep(5);
      call.abandon();
      calls++;
    }
  };
  await flow(5);
  expect((await post(server, ingest, 'before')).status).toBe(200);

  await disk.fill();
  // Until the disk is really out of pages, posts may still fit: an answer is 200 and durable, or 503.
  let acknowledged = 1;
  let refused: Response;
  for (;;) {
    refused = await post(server, ingest, `filling-${acknowledged}`);
    if (refused.status !== 200) break;
    acknowledged++;
  }
  expect(refused.status).toBe(503);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await refused.json()).toMatchObject({ code: 'log-unwritable' });
  await flow(20);
  const ready = await server.get('/readyz');
  expect(ready.status).toBe(503);
  expect(await ready.json()).toMatchObject({ reasons: ['log-unwritable'] });
  const recording = () => screen.received.beats.at(-1)?.recording;
  await expect.poll(() => recording()?.waiting).toBeGreaterThan(0);
  expect(recording()?.since).toEqual(expect.any(Number));
  expect((await server.link())?.state).toBe('up');
  expect(unbalanced(await server.board())).toEqual({ [QUEUE]: 0 });

  await disk.free();
  const { board } = await server.until(
    'every call is on the board',
    ({ queues, recording }) => queues[QUEUE]?.today.offered === calls && recording.since === undefined,
    25_000,
  );
  expect(board.queues[QUEUE]?.today).toMatchObject({ offered: calls, abandoned: calls, waiting: 0, lost: 0 });
  expect((await server.get('/readyz')).status).toBe(200);
  expect((await post(server, ingest, 'after')).status).toBe(200);
  await expect.poll(() => screen.received.beats.at(-1)?.recording).toEqual({});
  expect(server.warnings().filter(({ msg }) => msg === 'events are not being recorded')).toHaveLength(1);

  // In the file: each once, in the order in which Asterisk said them.
  await server.stop();
  const { ledger, close } = openSqliteLog({ path: join(disk.dataDir, 'log.sqlite'), calendar: createCalendar() });
  const events = ledger.after(0, 100_000).map(({ event }) => event);
  await close();
  const joined = events.flatMap((event) => (event.type === 'call.joined' ? [event.call] : []));
  expect(joined).toEqual(said.map((uniqueid) => uniqueid.replace('.', '-')));
  expect(events.filter(({ type }) => type === 'call.left')).toHaveLength(calls);
  expect(events.filter(({ type }) => type === 'contact.registered')).toHaveLength(acknowledged + 1);
});
