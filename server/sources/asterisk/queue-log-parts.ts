// The files that queue_log is made of: the one that Asterisk writes, and what logrotate made of former ones, packed or not.
import { createHash } from 'node:crypto';
import fs, { type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { timeOf } from './queue-line.ts';

/** `written`: when it was last written, epoch seconds; `born`: when it was made, as the file system says it. */
export type File = { name: string; inode: number; size: number; written: number; born: number };
/** `begins`: epoch seconds of its first line; Infinity where it has none. */
export type Part = File & { begins: number };
/** `end`: where it ends in what the file holds unpacked; `print`: by which the line is known again. */
export type Line = { text: string; end: number; print: () => Print };
export type Print = { bytes: number; hash: string };

const CHUNK = 1 << 20;
/** A file whose first bytes have no line of queue_log is none. */
const FIRST_BYTES = 64 << 10;
/** `.1`, `.1.gz`, `-20261129`, `-20261129.gz`: not copies that somebody made under other names. */
const rotated = /^[.-]\d[\d._-]*(\.gz)?$/;

/** Another file stands under that name meanwhile: it was rotated while it was read. */
class Moved extends Error {}
export const isMoved = (cause: unknown): boolean =>
  cause instanceof Moved || (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT');

/** In no order but that the one being written is the last. Rejects where one is moved meanwhile. */
export async function filesOf(file: string): Promise<File[]> {
  const [folder, base] = [path.dirname(file), path.basename(file)];
  const found = (await fs.readdir(folder)).filter(
    (name) => name.startsWith(base) && rotated.test(name.slice(base.length)),
  );
  // While a file is being packed both are there.
  const names = found.filter((name) => !(name.endsWith('.gz') && found.includes(name.slice(0, -3))));
  const files = await Promise.all([...names.map((one) => path.join(folder, one)), file].map(fileAt));
  return [...files.slice(0, -1).sort((a, b) => a.written - b.written), ...files.slice(-1)];
}

export async function fileAt(name: string): Promise<File> {
  const { ino, size, mtimeMs, birthtimeMs } = await fs.stat(name);
  return { name, inode: ino, size, written: mtimeMs / 1000, born: birthtimeMs };
}

/** Files with a line, in the order of their first ones, the one being written last; and whether any could not be read. */
export async function inOrder(files: readonly File[]): Promise<{ parts: Part[]; isBroken: boolean }> {
  const former: Part[] = [];
  let isBroken = false;
  for (const file of files.slice(0, -1))
    try {
      const begins = await beginsAt(file);
      if (begins !== undefined) former.push({ ...file, begins });
    } catch (cause) {
      if (isMoved(cause)) throw cause;
      isBroken = true;
    }
  const parts = former.sort((a, b) => a.begins - b.begins);
  for (const current of files.slice(-1)) parts.push({ ...current, begins: (await beginsAt(current)) ?? Infinity });
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
export async function holds(file: File, print: Print, end: number): Promise<boolean> {
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
    if (name.endsWith('.gz')) yield* unpacked(handle, offset);
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

async function* unpacked(handle: FileHandle, offset: number): AsyncGenerator<Buffer> {
  const plain = createGunzip();
  const piped = pipeline(Readable.from(raw(handle, 0)), plain).catch(() => {}); // whoever reads `plain` hears of it
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

const printOf = (bytes: Buffer): Print => ({
  bytes: bytes.length,
  hash: createHash('sha256').update(bytes).digest('hex').slice(0, 32),
});
