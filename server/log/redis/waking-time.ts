// A limit to how long another may take, counted in the time that this process ran: after a long computation, on a busy machine or
// a suspended one, timers fire before the answers are read that have lain there all along.

/** However long it was held up, a process reads what has come this often before it gives up. */
const LOOKS = 10;

/** Calls `over` after that time at the earliest. Returns what calls it off. */
export function limitWakingTime(ms: number, over: () => void): () => void {
  let timer: NodeJS.Timeout;
  let reading: NodeJS.Immediate | undefined;
  let looks = 0;
  const wait = (): void => {
    timer = setTimeout(
      () => {
        // Sockets are read between timers and this.
        reading = setImmediate(() => (++looks < LOOKS ? wait() : over()));
      },
      Math.ceil(ms / LOOKS),
    );
  };
  wait();
  return () => {
    clearTimeout(timer);
    clearImmediate(reading);
  };
}
