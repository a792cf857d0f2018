// One connection to Redis: commands and their answers, a limit to how long an answer may take, and one end.
import { createClient } from 'redis';

/** What Redis answers (RESP2). */
export type Reply = string | number | null | Reply[];

export type Connection = {
  /** Rejects with what Redis answered, or with why the connection ended; then a command may or may not have been carried out. */
  send: (args: readonly string[], withinMs?: number) => Promise<Reply>;
  end: (cause: Error) => void;
  /** Resolves with the cause of its end. */
  ended: Promise<Error>;
};

const CONNECT_MS = 2_000;
/** A Redis that is busy for longer counts as away: the wall should show it. */
export const ANSWER_MS = 3_000;

/** Rejects when Redis cannot be reached or does not let us in. */
export async function connect(url: string): Promise<Connection> {
  const client = createClient({
    url,
    name: 'wallboard',
    RESP: 2,
    // The caller retries by itself; nothing is sent late without its knowledge.
    disableOfflineQueue: true,
    maintNotifications: 'disabled',
    socket: { connectTimeout: CONNECT_MS, reconnectStrategy: false },
  });
  let over: ((cause: Error) => void) | undefined;
  const ended = new Promise<Error>((resolve) => (over = resolve));
  let cause: Error | undefined;
  const end = (why: Error): void => {
    cause ??= why;
    over?.(cause);
    if (client.isOpen) client.destroy();
  };
  client.on('error', (error: unknown) => end(error instanceof Error ? error : new Error(String(error))));
  client.on('end', () => end(new Error('Redis closed the connection')));
  let late: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    late = setTimeout(() => reject(new Error(`Redis did not answer within ${CONNECT_MS} ms`)), CONNECT_MS);
  });
  try {
    await Promise.race([client.connect(), tooLate]);
  } catch (error) {
    end(error instanceof Error ? error : new Error(String(error)));
    throw error;
  } finally {
    clearTimeout(late);
  }

  return {
    async send(args, withinMs = ANSWER_MS) {
      if (cause) throw cause;
      let timer: NodeJS.Timeout | undefined;
      const silent = new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          const why = new Error(`Redis did not answer within ${withinMs} ms`);
          reject(why);
          end(why);
        }, withinMs);
      });
      try {
        return (await Promise.race([client.sendCommand([...args]), silent])) as unknown as Reply;
      } finally {
        clearTimeout(timer);
      }
    },
    end,
    ended,
  };
}
