// A line to a server that a test can cut, as networks are cut: by a word to both ends, or without one.
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

/**
 * reset: both ends learn of it, and nobody can connect. hole: nobody learns of anything, and who connects waits for good. A
 * short hole is outlived by the connections in it, because TCP sends again; a long one has killed them without a word.
 */
export type Cut = 'reset' | 'hole';
type State = 'open' | Cut;

const OUTLIVED_MS = 4_000;

export type CuttableProxy = { url: string; cut: (how: Cut) => void; mend: () => void; stop: () => Promise<void> };

export async function openCuttableProxy(port: number): Promise<CuttableProxy> {
  let state: State = 'open';
  const ends = new Set<Socket>();
  /** How the two halves of each living connection are put together. */
  const joins = new Set<() => void>();
  let holeBegan = 0;

  const keep = (socket: Socket): Socket => {
    ends.add(socket);
    socket.on('close', () => ends.delete(socket));
    socket.on('error', () => socket.destroy()); // the other end was cut off: that is what this line is for
    return socket;
  };
  const line = createServer({ allowHalfOpen: false }, (near) => {
    keep(near);
    if (state === 'reset') return void near.resetAndDestroy();
    // Taken by the system, answered by nobody.
    if (state === 'hole') return void near.pause();
    near.setNoDelay(true);
    const far = keep(connect(port, '127.0.0.1'));
    far.setNoDelay(true);
    const join = (): void => {
      near.pipe(far);
      far.pipe(near);
    };
    join();
    joins.add(join);
    near.on('close', () => {
      joins.delete(join);
      far.destroy();
    });
    far.on('close', () => {
      // In a hole the farewell of the server is lost, too.
      if (state !== 'hole') near.destroy();
    });
  });
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(line.address() as AddressInfo).port}`,
    cut(how) {
      state = how;
      holeBegan = performance.now();
      for (const socket of ends) {
        if (how === 'reset') socket.resetAndDestroy();
        else {
          socket.unpipe();
          socket.pause();
        }
      }
    },
    mend() {
      const wasHole = state === 'hole';
      state = 'open';
      if (!wasHole) return;
      if (performance.now() - holeBegan < OUTLIVED_MS) for (const join of joins) join();
      else joins.clear();
    },
    async stop() {
      for (const socket of ends) socket.destroy();
      await new Promise((resolve) => line.close(resolve));
    },
  };
}
