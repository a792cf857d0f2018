// Data files that are deleted, swapped, missing or damaged: noticed within seconds, and nothing is acknowledged into the void.
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tempDataDir, startTestServer, type TestServer } from '../support/test-server.ts';

function post(server: TestServer, token: string, id: string): Promise<Response> {
  return fetch(`${server.url}/api/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ id, type: 'contact.registered', at: Date.now(), contact: id, channel: 'message' }),
  });
}
const ingestOf = (server: TestServer): string =>
  server.vault.createToken({ name: 'ingest', role: 'ingest', now: Date.now() }).plain;

type Ready = { reasons?: string[]; warnings?: string[] };
const reasonsOf = async (server: TestServer): Promise<string[]> =>
  ((await (await server.get('/readyz')).json()) as Ready).reasons ?? [];

/** Moves a database with its -wal and -shm out of the data folder; returns what puts it back. */
function takeAway(dataDir: string, name: string): () => void {
  const aside = join(dataDir, 'aside');
  mkdirSync(aside, { recursive: true });
  const files = readdirSync(dataDir).filter((one) => one.startsWith(name) && !one.endsWith('.lock'));
  for (const file of files) renameSync(join(dataDir, file), join(aside, file));
  return () => {
    for (const file of files) renameSync(join(aside, file), join(dataDir, file));
  };
}

it('a log that is deleted under the server: not ready, reported, posts refused; put back, all goes on and all is there', async () => {
  const server = await startTestServer('');
  const ingest = ingestOf(server);
  expect((await post(server, ingest, 'a')).status).toBe(200);
  const putBack = takeAway(server.dataDir, 'log.sqlite');
  const refused = await post(server, ingest, 'b');
  expect(refused.status).toBe(503);
  await expect.poll(() => reasonsOf(server)).toEqual(['log-unwritable']);
  expect((await server.board()).recording.since).toEqual(expect.any(Number));
  expect(JSON.stringify(server.warnings())).toContain('log.sqlite was deleted or replaced');
  expect(existsSync(join(server.dataDir, 'log.sqlite'))).toBe(false);

  putBack();
  await expect.poll(() => reasonsOf(server)).toEqual([]);
  expect((await post(server, ingest, 'b')).status).toBe(200);
  expect((await server.board()).months[(await server.board()).month ?? '']?.contacts).toBe(2);
});

it('a deleted log is noticed though nobody writes', async () => {
  const server = await startTestServer('');
  await expect.poll(() => reasonsOf(server)).toEqual([]);
  for (const file of readdirSync(server.dataDir)) if (file.startsWith('log.sqlite')) rmSync(join(server.dataDir, file));
  await expect.poll(() => reasonsOf(server), { timeout: 10_000 }).toEqual(['log-unwritable']);
});

it('a log that is swapped for another, also before the first write after a start, takes nothing', async () => {
  const dataDir = tempDataDir();
  const first = await startTestServer('', { dataDir });
  const ingest = ingestOf(first);
  expect((await post(first, ingest, 'a')).status).toBe(200);
  await first.stop();
  const server = await startTestServer('', { dataDir });
  const path = join(dataDir, 'log.sqlite');
  copyFileSync(path, `${path}.copy`);
  renameSync(`${path}.copy`, path);
  expect((await post(server, ingest, 'b')).status).toBe(503);
  const swapped = new DatabaseSync(path, { readOnly: true });
  expect(swapped.prepare("select id from event where id in ('a', 'b')").all()).toEqual([{ id: 'a' }]);
  swapped.close();
});

it('a vault that is deleted under the server: not ready, reported, and it stores nothing', async () => {
  const server = await startTestServer('');
  const admin = server.vault.createToken({ name: 'boss', role: 'admin', now: Date.now() }).plain;
  const putBack = takeAway(server.dataDir, 'vault.sqlite');
  const create = () =>
    fetch(`${server.url}/api/tokens`, {
      method: 'POST',
      headers: { authorization: `Bearer ${admin}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'new-one', role: 'display' }),
    });
  expect((await create()).status).toBe(503);
  await expect.poll(() => reasonsOf(server)).toEqual(['vault-unwritable']);
  expect(JSON.stringify(server.warnings())).toContain('vault.sqlite was deleted or replaced');
  putBack();
  await expect.poll(() => reasonsOf(server)).toEqual([]);
  expect((await create()).status).toBe(201);
});

it('a start without the log of its vault is refused with what to do; an empty file starts a new one', async () => {
  const dataDir = tempDataDir();
  await (await startTestServer('', { dataDir })).stop();
  takeAway(dataDir, 'log.sqlite');
  await expect(startTestServer('', { dataDir })).rejects.toThrow(/expected .*log\.sqlite beside the vault.*touch/);
  expect(existsSync(join(dataDir, 'log.sqlite'))).toBe(false);
  writeFileSync(join(dataDir, 'log.sqlite'), '');
  const server = await startTestServer('', { dataDir });
  expect((await server.get('/readyz')).status).toBe(200);
});

it('a start with a log and without its vault reports what starts from nothing', async () => {
  const dataDir = tempDataDir();
  await (await startTestServer('', { dataDir })).stop();
  takeAway(dataDir, 'vault.sqlite');
  const server = await startTestServer('', { dataDir });
  expect(server.warnings().map(({ msg }) => msg)).toContainEqual(expect.stringContaining('the vault is missing'));
});

it('a bad event in the log is refused at start with its file, its position and what to do', async () => {
  const dataDir = tempDataDir();
  const first = await startTestServer('', { dataDir });
  const ingest = ingestOf(first);
  for (const id of ['a', 'b', 'c']) expect((await post(first, ingest, id)).status).toBe(200);
  await first.stop();
  const db = new DatabaseSync(join(dataDir, 'log.sqlite'));
  db.exec("delete from checkpoint; update event set body = '{garbage' where position = 3");
  db.close();
  await expect(startTestServer('', { dataDir })).rejects.toThrow(
    /position 3 of .*log\.sqlite.*restore the last backup/,
  );
});

it('damaged pages where events lie: not recorded until mended, without going to and fro', async () => {
  const dataDir = tempDataDir();
  const first = await startTestServer('', { dataDir });
  const ingest = ingestOf(first);
  for (const id of ['a', 'b', 'c']) expect((await post(first, ingest, id)).status).toBe(200);
  await first.stop();
  const path = join(dataDir, 'log.sqlite');
  const db = new DatabaseSync(path);
  const page = Number(
    db.prepare("select rootpage from sqlite_schema where name = 'sqlite_autoindex_event_1'").get()?.['rootpage'],
  );
  const size = Number(db.prepare('pragma page_size').get()?.['page_size']);
  db.exec('pragma wal_checkpoint(truncate)');
  db.close();
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(size, 0xff), 0, size, (page - 1) * size);
  closeSync(file);
  const server = await startTestServer('', { dataDir });
  expect((await post(server, ingest, 'd')).status).toBe(503);
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  const said = server.logged.filter(({ msg }) => msg.startsWith('events are'));
  expect(said.map(({ msg }) => msg)).toEqual(['events are not being recorded']);
  expect(JSON.stringify(said)).toMatch(/log\.sqlite.*damaged.*restore the last backup/);
});
