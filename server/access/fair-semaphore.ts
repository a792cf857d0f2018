// Runs a few expensive jobs at a time and queues the rest per client, so that one client cannot fill the queue.

/** `key`: whose crowd this is. `first`: somebody known, who is served before strangers and never finds their queue full. */
export type Lane = { key: string; priority: boolean };

/** More wait already than will be served soon. */
export class Overloaded extends Error {
  constructor() {
    super('too many wait for their turn already');
  }
}

type Limits = { atOnce: number; mostWaiting: number; mostOfLane: number };

export function createFairSemaphore({ atOnce, mostWaiting, mostOfLane }: Limits) {
  const known: (() => void)[] = [];
  const strangers: (() => void)[] = [];
  const ofLane = new Map<string, number>();
  let running = 0;

  const next = (): void => {
    if (running >= atOnce) return;
    const start = known.shift() ?? strangers.shift();
    if (!start) return;
    running += 1;
    start();
  };
  const count = (key: string, by: 1 | -1): void => {
    const now = (ofLane.get(key) ?? 0) + by;
    if (now > 0) ofLane.set(key, now);
    else ofLane.delete(key);
  };

  return {
    /** Rejects with Overloaded at once when the lane or its queue is full; else as the job does. */
    async take<T>({ key, priority: first }: Lane, job: () => Promise<T>): Promise<T> {
      const queue = first ? known : strangers;
      if (queue.length >= mostWaiting || (ofLane.get(key) ?? 0) >= mostOfLane) throw new Overloaded();
      count(key, 1);
      await new Promise<void>((start) => {
        queue.push(start);
        next();
      });
      try {
        return await job();
      } finally {
        running -= 1;
        count(key, -1);
        next();
      }
    },
  };
}
