// Whether this server can read the queue_log, and whether it is the file that Asterisk writes.
import fs from 'node:fs/promises';
import type { Stats } from 'node:fs';
import { filesOf, type File } from '../sources/asterisk/queue-log-files.ts';
import { timeOf } from '../sources/asterisk/queue-line.ts';
import type { Steps } from './steps.ts';

/** The end of the file in which the newest line is looked for. */
const END_BYTES = 64 << 10;
/** Lines have whole seconds, and QUEUESTART is written a little after the start. */
const NEAR_MS = 10_000;
/** A file that was written this much later than the next one was made is still being written. */
const ROTATED_S = 5;

type Fault = 'queue-log-missing' | 'queue-log-unreadable' | 'queue-log-no-file';
type Seen = {
  inode: number;
  size: number;
  /** Epoch ms of the newest line, in the telephone system's time. */
  newest: number | undefined;
  /** There is text, and no line of queue_log. */
  isForeign: boolean;
  /** A former file is written, though there is a newer one. */
  isRotated: boolean;
};
export type QueueLogLook = Fault | Seen;

export async function lookAtQueueLog(file: string, old: string | undefined): Promise<QueueLogLook> {
  try {
    const stats = await fs.stat(file);
    if (!stats.isFile()) return 'queue-log-no-file';
    const here = await newestIn(file, stats);
    const former = (await filesOf(file, old)).former.filter(({ name }) => !/\.(gz|zst)$/.test(name));
    const last = former.at(-1);
    const isEmpty = stats.size === 0;
    const before = isEmpty && last ? await newestIn(last.name, await fs.stat(last.name)) : undefined;
    return {
      inode: stats.ino,
      size: stats.size,
      newest: here.newest ?? before?.newest,
      isForeign: here.isForeign,
      isRotated: isEmpty && isWritten(last, stats),
    };
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    return code === 'ENOENT' || code === 'ENOTDIR' ? 'queue-log-missing' : 'queue-log-unreadable';
  }
}

const isWritten = (last: File | undefined, current: Stats): boolean =>
  last !== undefined && last.written > current.mtimeMs / 1000 + ROTATED_S;

async function newestIn(file: string, { size }: Stats): Promise<{ newest: number | undefined; isForeign: boolean }> {
  const handle = await fs.open(file, 'r');
  try {
    const length = Math.min(size, END_BYTES);
    const bytes = Buffer.alloc(length);
    const { bytesRead } = await handle.read(bytes, 0, length, size - length);
    const lines = bytes
      .toString('utf8', 0, bytesRead)
      .split('\n')
      .filter((line) => line.trim() !== '');
    const newest = lines.map(timeOf).findLast((time) => time !== undefined);
    return {
      newest: newest === undefined ? undefined : newest * 1000,
      isForeign: lines.length > 0 && newest === undefined,
    };
  } finally {
    await handle.close();
  }
}

export type QueueLogFacts = {
  /** Before events were awaited, and afterwards. */
  before: QueueLogLook;
  after: QueueLogLook;
  /** When Asterisk started, between these moments (epoch ms, its time); at each start it writes a line. */
  startedAt: { least: number; most: number } | undefined;
  /** Time of the newest event that must have a line, epoch ms in its time. */
  logged: number | undefined;
};

/** Also into a new file. */
export const hasGrown = (before: QueueLogLook, after: QueueLogLook | undefined): boolean =>
  typeof before === 'object' &&
  typeof after === 'object' &&
  after.size > 0 &&
  (after.inode !== before.inode || after.size > before.size);

export function judgeQueueLog(steps: Steps, { before, after, startedAt, logged }: QueueLogFacts): void {
  const step = 'queue-log';
  if (typeof after === 'string') return steps.bad(step, after);
  if (after.isForeign) return steps.bad(step, 'queue-log-foreign');
  const { newest } = after;
  const until = newest !== undefined && { until: newest };
  if (hasGrown(before, after)) return steps.good(step, 'queue-log-grows', { ...until });
  if (after.isRotated) return steps.bad(step, 'queue-log-rotated', { ...until });
  const isOlder = (moment: number | undefined): boolean =>
    moment !== undefined && (newest ?? -Infinity) < moment - NEAR_MS;
  if (isOlder(startedAt?.least) || isOlder(logged)) return steps.bad(step, 'queue-log-stale', { ...until });
  if (newest !== undefined && startedAt !== undefined && newest >= startedAt.most - NEAR_MS)
    return steps.good(step, 'queue-log-current', { ...until });
  if (newest === undefined) return steps.open(step, 'queue-log-empty');
  steps.open(step, 'queue-log-unproved', { ...until });
}
