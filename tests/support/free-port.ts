// A port of a test's own, which stays its own while whoever listens there is away for a moment: the system gives those of this
// range to nobody who asks for any port, and each worker has its share of it.
import { once } from 'node:events';
import { createServer } from 'node:net';

/** The bus of a Redis Cluster lies 10,000 above each port, and still below those that the system gives away. */
const FIRST = 10_000;
const SHARES = 10;
const OF_EACH = 1_000;
const first = FIRST + OF_EACH * (Number(process.env['VITEST_POOL_ID'] ?? 0) % SHARES);
let next = Math.floor(Math.random() * OF_EACH);

async function isFree(port: number, host: string): Promise<boolean> {
  const server = createServer().listen({ port, host, exclusive: true });
  try {
    await once(server, 'listening');
  } catch {
    return false; // another program of this machine has it
  }
  server.close();
  await once(server, 'close');
  return true;
}

export async function freePort(host = '127.0.0.1'): Promise<number> {
  for (let tries = 0; tries < OF_EACH; tries++) {
    const port = first + (next++ % OF_EACH);
    if (await isFree(port, host)) return port;
  }
  throw new Error(`expected a free port from ${first} on`);
}
