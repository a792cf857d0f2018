// The files that queue_log is made of: the one that Asterisk writes, and what logrotate made of former ones, packed or not.
import { createHash } from 'node:crypto';
import fs, { type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createUnpacker, PACKED_BYTES } from './packed.ts';
import { timeOf } from './queue-line.ts';

/** `written`: when it was last written, epoch seconds; `born`: when it was made, by the file system. */
export type File = { name: string; inode: number; size: number; written: number; born: number };
/** `begins`: epoch seconds of its first line; Infinity where it has none. */
export type Part = File & { begins: number };
/** `end`: where it ends in what the file holds unpacked; `print`: by which the line is known again. */
export type Line = { text: string; end: number; print: () => Fingerprint };
export type Fingerprint = { bytes: number; hash: string };

const CHUNK = 1 << 20;
/** A file whose first bytes have no line of queue_log is none. */
const FIRST_BYTES = 64 << 10;
/** `.1`, `.1.gz`, `-20261129`, `-20261129.zst`: not copies under other names. */
const rotated = /^[.-]\d[\d._-]*(\.(gz|zst))?$/;
const packing = /\.(gz|zst)$/;

/** Another file has that name now: it was rotated while it was read. */
class Moved extends Error {}
export const isMoved = (cause: unknown): boolean => cause instanceof Moved || isMissing(cause);

/**
 * Former files in the order in which they were last written, beside the current one or in the folder `old`; the current one
 * is undefined between its renaming and the next line. Rejects where there is none at all, and where one is moved during the
 * search.
 */
export async function filesOf(file: string, old?: string): Promise<{ former: File[]; current: File | undefined }> {
  const base = path.basename(file);
  const folders = new Set([path.dirname(file), ...(old === undefined ? [] : [path.resolve(old)])]);
  const former: File[] = [];
  for (const folder of folders) {
    const found = (await namesIn(folder, folder === path.dirname(file))).filter(
      (name) => name.startsWith(base) && rotated.test(name.slice(base.length)),
    );
    // While a file is being packed both are there.
    const names = found.filter((name) => !packing.test(name) || !found.includes(name.replace(packing, '')));
    former.push(...(await Promise.all(names.map((one) => fileAt(path.join(folder, one))))));
  }
  const current = await fileAt(file).catch((cause: unknown) => {
    if (isMissing(cause) && former.length > 0) return undefined;
    throw cause;
  });
  return { former: former.sort((a, b) => a.written - b.written), current };
}

const isMissing = (cause: unknown): boolean => cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';

/** A folder for former files may be made by the first rotation only. */
const namesIn = (folder: string, isNeeded: boolean): Promise<string[]> =>
  fs.readdir(folder).catch((cause: unknown) => {
    if (!isNeeded && isMissing(cause)) return [];
    throw cause;
  });

export async function fileAt(name: string): Promise<File> {
  const { ino, size, mtimeMs, birthtimeMs } = await fs.stat(name);
  return { name, inode: ino, size, written: mtimeMs / 1000, born: birthtimeMs };
}

/** Files with a line, in the order of their first ones, the current one last; and whether any could not be read. */
export async function sortByStart(
  former: readonly File[],
  current: File | undefined,
): Promise<{ parts: Part[]; isBroken: boolean }> {
  const parts: Part[] = [];
  let isBroken = false;
  for (const file of former)
    try {
      const startsAt = await beginsAt(file);
      if (startsAt !== undefined) parts.push({ ...file, begins: startsAt });
    } catch (cause) {
      if (isMoved(cause)) throw cause;
      isBroken = true;
    }
  parts.sort((a, b) => a.begins - b.begins);
  if (current) parts.push({ ...current, begins: (await beginsAt(current)) ?? Infinity });
  return { parts, isBroken };
}

async function beginsAt(file: File): Promise<number | undefined> {
  for await (const { text, end } of linesOf(file, 0)) {
    const time = timeOf(text);
    if (time !== undefined || end > FIRST_BYTES) return time;
  }
  return undefined;
}

/** Whether the line of this print ends there. */
export async function hasLineAt(file: File, print: Fingerprint, end: number): Promise<boolean> {
  try {
    for await (const line of linesOf(file, end - print.bytes))
      return line.end === end && line.print().hash === print.hash;
  } catch (cause) {
    if (isMoved(cause)) throw cause;
  }
  return false;
}

/** Whole lines from an offset into what the file holds unpacked. */
export async function* linesOf(file: File, offset: number): AsyncGenerator<Line> {
  let rest: Buffer = Buffer.alloc(0);
  let end = offset;
  for await (const chunk of bytesOf(file, offset)) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let newline = rest.indexOf(10); newline >= 0; newline = rest.indexOf(10)) {
      const bytes = rest.subarray(0, newline + 1);
      rest = rest.subarray(newline + 1);
      end += bytes.length;
      yield { text: bytes.toString('utf8', 0, newline), end, print: () => printOf(bytes) };
    }
    if (rest.length > CHUNK) {
      end += rest.length; // a line of over 1 MB is no line of queue_log
      rest = Buffer.alloc(0);
    }
  }
}

async function* bytesOf({ name, inode }: File, offset: number): AsyncGenerator<Buffer> {
  const handle = await fs.open(name, 'r');
  try {
    if ((await handle.stat()).ino !== inode) throw new Moved(`${name} is another file now`);
    const begin = Buffer.alloc(PACKED_BYTES);
    const { bytesRead } = await handle.read(begin, 0, PACKED_BYTES, 0);
    const unpacker = createUnpacker(begin.subarray(0, bytesRead), name);
    if (unpacker) yield* unpacked(handle, unpacker, offset);
    else yield* raw(handle, offset);
  } finally {
    await handle.close();
  }
}

async function* raw(handle: FileHandle, from: number): AsyncGenerator<Buffer> {
  for (let at = from; ;) {
    const chunk = Buffer.allocUnsafe(CHUNK);
    const { bytesRead } = await handle.read(chunk, 0, CHUNK, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield chunk.subarray(0, bytesRead);
  }
}

async function* unpacked(handle: FileHandle, plain: Transform, offset: number): AsyncGenerator<Buffer> {
  const piped = pipeline(Readable.from(raw(handle, 0)), plain).catch(() => {}); // the reader of `plain` gets the error
  let before = offset;
  try {
    for await (const chunk of plain as AsyncIterable<Buffer>) {
      if (before < chunk.length) yield chunk.subarray(before);
      before = Math.max(0, before - chunk.length);
    }
  } finally {
    plain.destroy();
    await piped;
  }
}

const printOf = (bytes: Buffer): Fingerprint => ({
  bytes: bytes.length,
  hash: createHash('sha256').update(bytes).digest('hex').slice(0, 32),
});
