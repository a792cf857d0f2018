// Reads queue_log from where it was read before, also over a rotation. The mark is kept once what was read is durable.
import fs from 'node:fs/promises';
import path from 'node:path';

type Mark = { inode: number; offset: number };
type Parts = {
  file: string;
  mark: () => string | undefined;
  setMark: (value: string) => Promise<void>;
  /** Lines older than this are skipped the first time (epoch seconds): history has an import of its own. */
  firstFrom: number;
};

const CHUNK = 1 << 20;
/** The first time, this much of the end of the file is looked at. */
const FIRST_LOOK = 64 << 20;

export type QueueLogFile = ReturnType<typeof createQueueLogFile>;

export function createQueueLogFile({ file, mark, setMark, firstFrom }: Parts) {
  let at: Mark | undefined = parse(mark());

  /** Whole lines of a file from an offset; `end` is where the last of them ends. */
  async function* linesFrom(name: string, offset: number): AsyncGenerator<{ line: string; end: number }> {
    const handle = await fs.open(name, 'r');
    try {
      let rest: Buffer = Buffer.alloc(0);
      let end = offset;
      for (;;) {
        const chunk = Buffer.alloc(CHUNK);
        const { bytesRead } = await handle.read(chunk, 0, CHUNK, end + rest.length);
        if (bytesRead === 0) return;
        rest = Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
        for (let newline = rest.indexOf(10); newline >= 0; newline = rest.indexOf(10)) {
          end += newline + 1;
          yield { line: rest.toString('utf8', 0, newline), end };
          rest = rest.subarray(newline + 1);
        }
        if (rest.length > CHUNK) {
          end += rest.length; // a line of over 1 MB is no line of queue_log
          rest = Buffer.alloc(0);
        }
      }
    } finally {
      await handle.close();
    }
  }

  /** The rotated file that still has the inode, or undefined when it is gone or compressed. */
  async function rotated(inode: number): Promise<string | undefined> {
    const folder = path.dirname(file);
    for (const name of await fs.readdir(folder)) {
      if (!name.startsWith(path.basename(file))) continue;
      const stat = await fs.stat(path.join(folder, name)).catch(() => undefined);
      if (stat?.ino === inode) return path.join(folder, name);
    }
    return undefined;
  }

  return {
    /** Gives every new whole line to `take`. Throws what the file system throws. */
    async readNew(take: (line: string) => void): Promise<void> {
      const stat = await fs.stat(file);
      const isFirst = at === undefined;
      at ??= { inode: stat.ino, offset: Math.max(0, stat.size - FIRST_LOOK) };
      if (at.inode !== stat.ino) {
        const old = await rotated(at.inode);
        if (old !== undefined) for await (const { line } of linesFrom(old, at.offset)) take(line);
        at = { inode: stat.ino, offset: 0 };
      }
      if (at.offset > stat.size) at = { inode: stat.ino, offset: 0 }; // truncated in place
      const mine = at;
      for await (const { line, end } of linesFrom(file, mine.offset)) {
        if (!isFirst || Number(line.split('|', 1)[0]) >= firstFrom) take(line);
        mine.offset = end;
      }
    },

    /** Where reading stands now, for `keep` once its facts are durable. */
    position: (): string => JSON.stringify(at ?? null),
    keep: (position: string): Promise<void> => setMark(position),
  };
}

function parse(text: string | undefined): Mark | undefined {
  if (text === undefined) return undefined;
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) return undefined;
  const { inode, offset } = value as Partial<Mark>;
  return typeof inode === 'number' && typeof offset === 'number' ? { inode, offset } : undefined;
}
