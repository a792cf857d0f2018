// A port of this machine for a program that begins to listen later, or again after it was away.
import { once } from 'node:events';
import net from 'node:net';

/**
 * Below those that Linux gives to whoever asks for any (32768 and up): a test beside this one would be given the port while nobody
 * listens at it. The bus of a Redis cluster is 10,000 above its port, and has the ports up to there.
 */
const LOWEST = 11_000;
/** Each file that runs beside others takes from a share of its own. */
const SHARES = 8;
const SHARE = 1_250;
const first = LOWEST + (Number(process.env['VITEST_POOL_ID'] ?? 0) % SHARES) * SHARE;
let next = Math.floor(Math.random() * SHARE);

async function isFree(port: number): Promise<boolean> {
  const server = net.createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false; // somebody listens there already
  }
  server.close();
  await once(server, 'close');
  return true;
}

/** Of 127.0.0.1; no two calls of a file are given the same one. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < SHARE; tries++) {
    const port = first + (next++ % SHARE);
    if (await isFree(port)) return port;
  }
  throw new Error(`no port is free from ${first} on`);
}
