// Files of a past queue_log, plain or packed, as lines.
import { open, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { createUnpacker, PACKED_BYTES } from '../sources/asterisk/packed.ts';
import { errorText } from '../error-text.ts';

/** A file without a known line among this many is no queue_log. */
const TRIED_LINES = 200;

/** The files are no queue_log, or could not be read; the message names the file and what was expected. */
export class NoQueueLog extends Error {}

export async function* linesOf(file: string): AsyncGenerator<string> {
  try {
    const handle = await open(file);
    try {
      const begin = Buffer.alloc(PACKED_BYTES);
      const { bytesRead } = await handle.read(begin, 0, PACKED_BYTES, 0);
      const unpacker = createUnpacker(begin.subarray(0, bytesRead), file);
      const raw = handle.createReadStream({ start: 0, autoClose: false });
      const input = unpacker ? raw.pipe(unpacker) : raw;
      raw.on('error', (cause) => input.destroy(cause));
      input.on('error', () => {}); // reported by the iteration, unless that was given up
      try {
        yield* createInterface({ input, crlfDelay: Infinity });
      } finally {
        raw.destroy();
        input.destroy();
      }
    } finally {
      await handle.close();
    }
  } catch (cause) {
    if (cause instanceof NoQueueLog) throw cause;
    throw new NoQueueLog(`${file} cannot be read: ${errorText(cause)}`, {
      cause,
    });
  }
}

/** Epoch ms of a line of queue_log; undefined where it is none. */
export const lineTime = (line: string): number | undefined => {
  const [, seconds] = /^\uFEFF?(\d{9,11})\|[^|]*\|[^|]*\|[^|]*\|./.exec(line) ?? [];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
};

/** In the order of their first lines; empty files and folders, as a glob finds them, are left out. Rejects with NoQueueLog. */
export async function inTimeOrder(files: readonly string[]): Promise<string[]> {
  const begun: { file: string; first: number }[] = [];
  for (const file of files) {
    if ((await stat(file)).isDirectory()) continue;
    const first = await firstTime(file);
    if (first !== undefined) begun.push({ file, first });
  }
  return begun.sort((a, b) => a.first - b.first).map(({ file }) => file);
}

async function firstTime(file: string): Promise<number | undefined> {
  let tried = 0;
  for await (const line of linesOf(file)) {
    const at = lineTime(line);
    if (at !== undefined) return at;
    if (line.trim() !== '' && ++tried > TRIED_LINES) break;
  }
  if (tried === 0) return undefined;
  throw new NoQueueLog(
    `${file}: expected lines of queue_log, such as 1795455100|1795455100.7|samad|NONE|ENTERQUEUE||0113…|1`,
  );
}
