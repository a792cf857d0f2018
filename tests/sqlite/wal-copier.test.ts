// The WAL of a database that the main thread writes: its commits leave the file itself alone, and another thread copies.
import { copyFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createWalCopier } from '../../server/sqlite/wal-copier.ts';
import { tempLogFolder } from '../support/log-folder.ts';

const WAIT = { timeout: 50_000, interval: 20 };
const ROW = 'x'.repeat(2_000);

function open(start?: () => Worker) {
  const place = tempLogFolder();
  const file = join(dirname(place.path), 'a.sqlite');
  const errors: unknown[] = [];
  const wal = createWalCopier(file, (error) => errors.push(error), start);
  const db = new DatabaseSync(file);
  db.exec('pragma journal_mode = wal; create table a (text text)');
  wal.begin(db);
  onTestFinished(async () => {
    await wal.close();
    db.close();
    place.remove();
  });
  const add = db.prepare('insert into a values (?)');
  /** About a megabyte. */
  const commit = (): void => {
    db.exec('begin');
    for (let n = 0; n < 500; n++) add.run(ROW);
    db.exec('commit');
  };
  return { file, wal, commit, errors };
}

it('commits leave the file alone while the WAL is short of its bound', () => {
  const { file, commit } = open();
  const before = statSync(file);
  for (let n = 0; n < 8; n++) commit();
  const { size, mtimeMs } = statSync(file);
  expect({ size, mtimeMs }).toEqual({ size: before.size, mtimeMs: before.mtimeMs });
  expect(statSync(`${file}-wal`).size).toBeGreaterThan(7_000_000);
});

it('a long WAL is copied into the file while writing goes on, and is short again then', async () => {
  const { file, wal, commit } = open();
  let rows = 0;
  const write = (): void => {
    commit();
    rows += 500;
    wal.committed();
  };
  for (let n = 0; n < 8; n++) write();
  // A file that is being written meanwhile is no database.
  await vi.waitFor(() => {
    copyFileSync(file, `${file}-alone`);
    const alone = new DatabaseSync(`${file}-alone`);
    try {
      expect(alone.prepare('select count(*) as n from a').get()?.['n']).toBeGreaterThanOrEqual(3_500);
    } finally {
      alone.close();
    }
  }, WAIT);
  await vi.waitFor(() => {
    write();
    expect(statSync(`${file}-wal`).size).toBeLessThan(6_000_000);
  }, WAIT);
  expect(rows).toBeGreaterThan(4_000);
});

it('where the thread does not start, commits succeed, that is reported once, and the WAL has its bound', () => {
  const { file, wal, commit, errors } = open(() => {
    throw new Error('no threads left');
  });
  for (let n = 0; n < 72; n++) {
    commit();
    wal.committed();
  }
  expect(errors.map(String)).toEqual([expect.stringContaining('no threads left')]);
  expect(statSync(`${file}-wal`).size).toBeLessThan(70_000_000);
  expect(statSync(file).size).toBeGreaterThan(50_000_000);
});

it('a thread that cannot open the file is reported once, and asked again after the next commit', async () => {
  let starts = 0;
  const { wal, commit, errors } = open(() => {
    starts++;
    return new Worker(new URL('../../server/sqlite/wal-copier-thread.ts', import.meta.url), {
      workerData: { path: '/nowhere/a.sqlite' },
    });
  });
  for (let n = 0; n < 6; n++) commit();
  await vi.waitFor(() => {
    wal.committed();
    expect(starts).toBeGreaterThan(2);
  }, WAIT);
  expect(errors.map(String)).toEqual([expect.stringContaining('unable to open')]);
});
