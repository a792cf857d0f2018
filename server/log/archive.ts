// What leaves the stream lies in archives, a file a day: gzipped NDJSON, a line on the stream and then a line an entry.
import { createReadStream, createWriteStream, existsSync, openSync, closeSync, fsyncSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { LogEntry } from '../../shared/event.ts';
import { readStored } from '../door/stored.ts';
import { FileUnusable } from '../sqlite/open-errors.ts';
import { errorText } from '../error-text.ts';

/** `stream`: id of the stream. Positions of the first and the last entry. */
export type ArchiveHead = { archive: 1; stream: string; day: string; from: number; to: number };

/** mazandaran-1405-09-02-1-420.ndjson.gz */
export const archiveName = (province: string, { day, from, to }: ArchiveHead): string =>
  `${province}-${day}-${from}-${to}.ndjson.gz`;

/** Resolves when it is on disk. Rejects where a file of that name is. */
export async function writeArchive(file: string, head: ArchiveHead, entries: AsyncIterable<LogEntry>): Promise<void> {
  const lines = async function* (): AsyncGenerator<string> {
    yield `${JSON.stringify(head)}\n`;
    for await (const entry of entries) yield `${JSON.stringify(entry)}\n`;
  };
  await pipeline(Readable.from(lines()), createGzip(), createWriteStream(file, { flags: 'wx', mode: 0o600 }));
  for (const one of [file, path.dirname(path.resolve(file))]) {
    const handle = openSync(one, 'r');
    fsyncSync(handle);
    closeSync(handle);
  }
}

export const isArchive = (file: string): boolean => file.endsWith('.ndjson.gz');

/** Rejects with FileUnusable. */
export async function readHead(file: string): Promise<ArchiveHead> {
  for await (const line of linesOf(file)) {
    const head = headIn(line);
    if (head?.archive === 1 && typeof head.stream === 'string') return head as ArchiveHead;
    break;
  }
  throw new FileUnusable('corrupt', `expected an archive at ${file}, as \`npm run -s redis -- trim\` makes them`);
}

/** A line that is not restored, and what was expected there. */
export type BadLine = { file: string; line: number; message: string };

/**
 * In order, some at a time; a line without an event of ours is passed to `bad` and left out. Rejects with FileUnusable when
 * the last one does not match its header.
 */
export async function* entriesOf(
  file: string,
  { atOnce = 2_000, bad }: { atOnce?: number; bad: (line: BadLine) => void },
): AsyncGenerator<LogEntry[]> {
  const head = await readHead(file);
  let some: LogEntry[] = [];
  let last = 0;
  let line = 0;
  for await (const text of linesOf(file)) {
    if (++line === 1) continue;
    const read = readEntry(text, last);
    if ('position' in read) last = read.position;
    if ('message' in read) {
      bad({ file, line, message: read.message });
      continue;
    }
    if (some.push(read) < atOnce) continue;
    yield some;
    some = [];
  }
  if (last !== head.to) throw new FileUnusable('corrupt', `${file} ends at ${last}, and should at ${head.to}`);
  if (some.length > 0) yield some;
}

type Unfit = { message: string; position?: number };

function readEntry(text: string, after: number): LogEntry | Unfit {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { message: 'expected JSON' };
  }
  const { position, event } = (typeof value === 'object' && value !== null ? value : {}) as Partial<LogEntry>;
  if (!Number.isSafeInteger(position) || position === undefined || position <= after)
    return { message: 'position: expected a whole number above the one before' };
  const stored = readStored(event);
  return stored.ok ? { position, event: stored.event } : { position, message: stored.message };
}

function headIn(line: string): Partial<ArchiveHead> | undefined {
  try {
    return JSON.parse(line) as Partial<ArchiveHead>;
  } catch {
    return undefined; // another gzipped file
  }
}

/** Longer than any event: the calls in progress of a busy system take some 500 kB. */
const LONGEST_LINE = 8 * 1024 * 1024;

/** Its lines, the head first. Rejects with FileUnusable. */
export async function* linesOf(file: string): AsyncGenerator<string> {
  if (!existsSync(file)) throw new FileUnusable('unopened', `there is no ${file}`);
  const raw = createReadStream(file);
  const bytes = raw.pipe(createGunzip());
  raw.on('error', (cause) => bytes.destroy(cause));
  let begun: Buffer[] = [];
  let length = 0;
  let line = 1;
  try {
    // Not by readline, which would gather a line of any length.
    for await (const chunk of bytes as AsyncIterable<Buffer>)
      for (let from = 0; from < chunk.length;) {
        const end = chunk.indexOf(0x0a, from);
        const part = chunk.subarray(from, end === -1 ? chunk.length : end);
        from += part.length + 1;
        begun.push(part);
        length += part.length;
        if (length > LONGEST_LINE)
          throw new FileUnusable(
            'corrupt',
            `${file}: line ${line} is longer than 8 MiB, so this is no archive of events`,
          );
        if (end === -1) break;
        yield Buffer.concat(begun).toString('utf8');
        [begun, length] = [[], 0];
        line++;
      }
    if (length > 0) yield Buffer.concat(begun).toString('utf8');
  } catch (cause) {
    if (cause instanceof FileUnusable) throw cause;
    const said = errorText(cause);
    throw new FileUnusable('corrupt', `${file} cannot be read: ${said}`, cause);
  } finally {
    raw.destroy();
  }
}
