// Reads queue_log from where it was read before, also over rotations. The mark is kept once what was read is durable.
import {
  fileAt,
  filesOf,
  hasLineAt,
  sortByStart,
  isMoved,
  linesOf,
  type File,
  type Part,
  type Fingerprint,
} from './queue-log-files.ts';
import { timeOf } from './queue-line.ts';

/**
 * After which line reading goes on: the last one read ends at `offset` of the file that holds this `line` there, whatever
 * became of it: an inode may be another file's the next day. Before any line was read, the inode and when it was made name the
 * file. `until`: nothing older is unread, epoch seconds.
 */
type Mark = { inode: number; offset: number; born?: number; line?: () => Fingerprint; until?: number };
/** Beside the mark: the time of the newest line of queue_log among those read, and whether there was other text. */
type Seen = { newest?: number | undefined; isForeign?: boolean };
type Parts = {
  file: string;
  /** Where former files are moved to, if not beside it. */
  old?: string | undefined;
  mark: () => string | undefined;
  setMark: (value: string) => Promise<void>;
  /** Lines older than this are skipped the first time (epoch seconds): history has its own import. */
  firstFrom: number;
  /** There were lines that can no longer be read. */
  lost: () => void;
};
type Take = (line: string) => Promise<void> | void;

/** The first time, this much of the end of the file is looked at. */
const FIRST_LOOK = 64 << 20;
/** A file that was last written this many seconds before the marked line has none after it. */
const OLDER = 3_600;
/** A rotation may come between two looks; another one at once does not. */
const TRIES = 3;

export type QueueLogFile = ReturnType<typeof createQueueLogFile>;

export function createQueueLogFile({ file, old, mark, setMark, firstFrom, lost }: Parts) {
  const kept = mark();
  let at: Mark | undefined = parse(kept);
  // An older mark has only the line.
  let { newest, isForeign = false } = seenIn(kept) ?? { newest: at?.line && at.until };
  /** Lines up to here are not taken (epoch seconds). */
  let skipped = at ? -Infinity : firstFrom - 1;
  /** The file that is written, and all files, as they were when nothing more was in them. */
  let current = '';
  let all = '';

  const readPart = async (part: File, offset: number, take: Take): Promise<void> => {
    for await (const { text, end, print } of linesOf(part, offset)) {
      const time = timeOf(text);
      const until = time ?? at?.until;
      newest = time ?? newest;
      isForeign ||= time === undefined && text.trim() !== '';
      if ((until ?? Infinity) > skipped) await take(text);
      at = { inode: part.inode, offset: end, line: print, ...(until !== undefined && { until }) };
    }
  };

  const isIn = (part: File, { inode, offset, born = part.born, line }: Mark): boolean | Promise<boolean> =>
    line ? hasLineAt(part, line(), offset) : part.inode === inode && part.born === born && part.size >= offset;

  /** Where in the order the marked line is: in the last part that begins before it, or begins in its second. */
  const marked = async (parts: readonly Part[], from: Mark): Promise<number | undefined> => {
    const until = from.line && from.until;
    for (const [index, part] of [...parts.entries()].reverse()) {
      if (until !== undefined && part.begins > until) continue;
      if (await isIn(part, from)) return index;
      if (until !== undefined && part.begins < until) return undefined;
    }
    return undefined;
  };

  const readOver = async (from: Mark, take: Take): Promise<void> => {
    const { until } = from;
    const { former, current: now } = await filesOf(file, old);
    const files = former.filter(({ written }) => written >= (until ?? 0) - OLDER);
    const are = JSON.stringify([files, now]);
    if (are === all) return;
    const { parts, isBroken } = await sortByStart(files, now);
    const last = parts.at(-1);
    const first = await marked(parts, from);
    if (isBroken || first === undefined) lost();
    if (first === undefined && last) {
      // Whatever is surely younger than the marked line is read.
      skipped = until ?? -Infinity;
      at = { inode: last.inode, offset: 0, born: last.born, ...(until !== undefined && { until }) };
    }
    const rest = parts.slice(first ?? (until === undefined ? -1 : 0));
    for (const [index, part] of rest.entries())
      try {
        await readPart(part, index === 0 && first !== undefined ? from.offset : 0, take);
      } catch (cause) {
        if (isMoved(cause) || part === last) throw cause;
        lost();
      }
    all = are;
  };

  /** The current file, or while it is missing the last that was one. */
  const presentFile = async (): Promise<File> => {
    const { former, current: now } = await filesOf(file, old);
    return now ?? former.at(-1) ?? (await fileAt(file));
  };

  const readOnce = async (take: Take): Promise<void> => {
    const now = at ? await fileAt(file).catch(() => presentFile()) : await presentFile();
    const { inode, size, born, written } = now;
    at ??= {
      inode,
      offset: Math.max(0, size - FIRST_LOOK),
      born,
      ...(size === 0 && { until: Math.floor(written) - 1 }),
    };
    const is = JSON.stringify(now);
    if (inode === at.inode && is === current) return;
    if (inode === at.inode && size >= at.offset && (await isIn(now, at))) await readPart(now, at.offset, take);
    else await readOver(at, take);
    current = is;
  };

  return {
    /**
     * Gives every new whole line to `take`, in order. Rejects with the error of the file system; the lines before that count
     * as read.
     */
    async readNew(take: Take): Promise<void> {
      for (let tries = 1; ; tries++)
        try {
          await readOnce(take);
          return;
        } catch (cause) {
          if (!isMoved(cause) || tries === TRIES) throw cause;
        }
    },

    /** Epoch seconds of the newest line that was read, now or before; undefined where none was. */
    newest: (): number | undefined => newest,
    /** Whether there is text in it, and no line of queue_log. */
    isForeign: (): boolean => isForeign && newest === undefined,

    /** Where reading stands now, for `keep` once its facts are durable. */
    position: (): string => JSON.stringify(at ? { ...at, line: at.line?.(), newest, isForeign } : null),
    keep: (position: string): Promise<void> => setMark(position),
  };
}

function parse(text: string | undefined): Mark | undefined {
  if (text === undefined) return undefined;
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) return undefined;
  const { inode, offset, born, line, until } = value as Partial<Omit<Mark, 'line'> & { line: Fingerprint }>;
  if (typeof inode !== 'number' || typeof offset !== 'number') return undefined;
  return {
    inode,
    offset,
    ...(born !== undefined && { born }),
    ...(line && { line: () => line }),
    ...(until !== undefined && { until }),
  };
}

function seenIn(text: string | undefined): Seen | undefined {
  const { newest, isForeign } = (text === undefined ? {} : (JSON.parse(text) ?? {})) as Seen;
  return isForeign === undefined ? undefined : { newest, isForeign };
}
