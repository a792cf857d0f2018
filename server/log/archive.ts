// What leaves the stream lies in archives, a file a day: gzipped NDJSON, a line on the stream and then a line an entry.
import { createReadStream, createWriteStream, existsSync, openSync, closeSync, fsyncSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { LogEntry, StoredEvent } from '../../shared/event.ts';
import { FileUnusable } from '../sqlite/unusable.ts';

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

/** In order, some at a time. Rejects with FileUnusable when the last one is not what its head says. */
export async function* entriesOf(file: string, atOnce = 2_000): AsyncGenerator<LogEntry[]> {
  const head = await readHead(file);
  let some: LogEntry[] = [];
  let last = 0;
  let isHead = true;
  for await (const line of linesOf(file)) {
    if (isHead) {
      isHead = false;
      continue;
    }
    const { position, event } = JSON.parse(line) as { position: number; event: StoredEvent };
    last = position;
    if (some.push({ position, event }) < atOnce) continue;
    yield some;
    some = [];
  }
  if (last !== head.to) throw new FileUnusable('corrupt', `${file} ends at ${last}, and should at ${head.to}`);
  if (some.length > 0) yield some;
}

function headIn(line: string): Partial<ArchiveHead> | undefined {
  try {
    return JSON.parse(line) as Partial<ArchiveHead>;
  } catch {
    return undefined; // another file that somebody gzipped
  }
}

async function* linesOf(file: string): AsyncGenerator<string> {
  if (!existsSync(file)) throw new FileUnusable('unopened', `there is no ${file}`);
  const raw = createReadStream(file);
  const bytes = raw.pipe(createGunzip());
  raw.on('error', (cause) => bytes.destroy(cause));
  try {
    yield* createInterface({ input: bytes, crlfDelay: Infinity });
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new FileUnusable('corrupt', `${file} cannot be read: ${said}`, cause);
  }
}
