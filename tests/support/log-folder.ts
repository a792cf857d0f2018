// A log in a folder of its own that goes away with the test.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCalendar } from '../../shared/calendar.ts';
import { openSqliteLog, type SqliteLog, type SqliteLogOptions } from '../../server/log/sqlite.ts';

const calendar = createCalendar();

export type TempLogFolder = { path: string; remove: () => void };

export function tempLogFolder(): TempLogFolder {
  const dir = mkdtempSync(join(tmpdir(), 'wallboard-log-'));
  return { path: join(dir, 'log.sqlite'), remove: () => rmSync(dir, { recursive: true, force: true }) };
}

export const openLog = (path: string, more: Partial<SqliteLogOptions> = {}): SqliteLog =>
  openSqliteLog({ path, calendar, ...more });
