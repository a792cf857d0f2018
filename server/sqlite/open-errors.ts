// Why a log or vault file cannot be opened; the server does not start then.
import { FileGone } from './in-place.ts';
import { errorText } from '../error-text.ts';

export type UnusableCode = 'in-use' | 'newer-schema' | 'corrupt' | 'not-durable' | 'of-redis' | 'missing' | 'unopened';

/** A file in DATA_DIR cannot serve. The message names what was expected, what came, and what to do. */
export class FileUnusable extends Error {
  readonly code: UnusableCode;
  constructor(code: UnusableCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

// Primary result codes: https://www.sqlite.org/rescode.html
const SQLITE_BUSY = 5;
const SQLITE_READONLY = 8;
const SQLITE_IOERR = 10;
const SQLITE_CORRUPT = 11;
const SQLITE_FULL = 13;
const SQLITE_NOTADB = 26;

const primary = (error: unknown): number | undefined =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;

export const isBusy = (error: unknown): boolean => primary(error) === SQLITE_BUSY;

export const isCorrupt = (error: unknown): boolean => [SQLITE_CORRUPT, SQLITE_NOTADB].includes(primary(error) ?? 0);

/** The disk is full, fails, or takes no writes, or the file is gone; what was begun is undone. */
export const isUnwritable = (error: unknown): boolean =>
  error instanceof FileGone || [SQLITE_READONLY, SQLITE_IOERR, SQLITE_FULL].includes(primary(error) ?? 0);

/** An error of SQLite while a file was opened, as a FileUnusable. */
export function asOpenError(path: string, error: unknown): FileUnusable {
  if (error instanceof FileUnusable) return error;
  const said = errorText(error);
  if (isCorrupt(error))
    return new FileUnusable(
      'corrupt',
      `expected a sound SQLite file at ${path}, but it is damaged (${said}): restore the last backup, or move it away to start empty`,
      error,
    );
  return new FileUnusable(
    'unopened',
    `expected to open ${path} for writing, got: ${said}; check that the folder exists, belongs to this user and has room`,
    error,
  );
}
