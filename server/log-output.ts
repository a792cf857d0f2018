// Where the server's log lines go: standard output, which may fail (disk full, terminal closed, reader gone) or stop
// reading. Neither may end the server or make it wait, so a line that cannot be written is dropped and counted.
import { constants, fstatSync, openSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';

export type LogOutput = {
  /** Never throws and never waits. */
  write: (text: string) => void;
};

/** Text that waits for a slow reader; beyond it lines are dropped. */
const MOST_WAITING_BYTES = 1_000_000;
const RETRY_MS = 100;

/** `fd`: an open file descriptor, usually 1. `now`: epoch ms, for the line that reports dropped ones. */
export function openLogOutput(fd: number, now: () => number): LogOutput {
  ignoreStreamErrors();
  return isSocket(fd) ? overSocket(fd) : overFile(reopened(fd), now);
}

/** Node's own streams on the same descriptors report a closed terminal as an error event, which would end the process. */
function ignoreStreamErrors(): void {
  for (const stream of [process.stdout, process.stderr])
    if (stream.listenerCount('error') === 0) stream.on('error', () => {});
}

function isSocket(fd: number): boolean {
  try {
    return fstatSync(fd).isSocket();
  } catch {
    return false; // Closed: each write fails and is dropped.
  }
}

/**
 * A pipe or terminal opened again for ourselves, without blocking: the flag on the inherited descriptor would also hold for
 * the processes that share it. Files never block and keep their descriptor, and with it their position.
 */
function reopened(fd: number): number {
  try {
    if (fstatSync(fd).isFile()) return fd;
    return openSync(`/proc/self/fd/${fd}`, constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  } catch {
    return fd; // Not Linux, or another user's terminal.
  }
}

function overFile(fd: number, now: () => number): LogOutput {
  let waiting = Buffer.alloc(0);
  let dropped = 0;
  /** Whether the last write ended within a line. */
  let isTorn = false;
  let retry: NodeJS.Timeout | undefined;

  /** Writes what waits; whatever cannot be written now or ever stays out of the way. */
  const flush = (): void => {
    retry = undefined;
    try {
      while (waiting.length > 0) {
        const written = writeSync(fd, waiting);
        isTorn = waiting[written - 1] !== LINE_END;
        waiting = waiting.subarray(written);
      }
    } catch (cause) {
      if (isCode(cause, 'EAGAIN')) {
        retry ??= setTimeout(flush, RETRY_MS).unref();
        return;
      }
      dropped += countLines(waiting);
      waiting = Buffer.alloc(0);
    }
  };

  // Without waiting: what a slow reader has not taken by then is lost.
  process.once('exit', flush);

  const add = (text: string): void => {
    const bytes = Buffer.from(text);
    if (waiting.length + bytes.length > MOST_WAITING_BYTES) dropped += countLines(bytes);
    else waiting = waiting.length === 0 ? bytes : Buffer.concat([waiting, bytes]);
  };

  return {
    write(text) {
      if (dropped > 0 && waiting.length === 0) {
        const report = { level: 40, time: now(), dropped, msg: 'log lines were dropped: the output took none' };
        const before = dropped;
        dropped = 0;
        add(`${isTorn ? '\n' : ''}${JSON.stringify(report)}\n`);
        flush();
        // The report itself was dropped: the count goes on from before.
        if (dropped > 0) dropped = before;
      }
      add(text);
      if (retry === undefined) flush();
    },
  };
}

/** A socket cannot be opened again; libuv makes it non-blocking. */
function overSocket(fd: number): LogOutput {
  const socket = new Socket({ fd, readable: false, writable: true });
  socket.on('error', () => {}); // The reader is gone, so there is no place to report it.
  socket.unref();
  return {
    write(text) {
      if (socket.writable && socket.writableLength < MOST_WAITING_BYTES) socket.write(text);
    },
  };
}

const LINE_END = 10;
const countLines = (bytes: Uint8Array): number => bytes.reduce((count, byte) => count + (byte === LINE_END ? 1 : 0), 0);
const isCode = (cause: unknown, code: string): boolean =>
  cause instanceof Error && 'code' in cause && cause.code === code;
