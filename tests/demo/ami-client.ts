// The least AMI client a test needs: it keeps every byte and every read.
import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Half a minute: what is awaited comes when the machine comes to it. */
const LOOKS = 3_000;

export type Client = Awaited<ReturnType<typeof connect>>;

export async function connect(port: number) {
  const socket = net.connect(port, '127.0.0.1');
  const reads: Buffer[] = [];
  let closed = false;
  socket.on('data', (chunk: Buffer) => reads.push(chunk));
  socket.on('error', () => {}); // the end of the connection is looked at through `closed`
  socket.on('close', () => (closed = true));
  await once(socket, 'connect');
  const text = () => Buffer.concat(reads).toString('utf8');
  const client = {
    reads,
    text,
    packets: () => text().split('\r\n\r\n'),
    closed: () => closed,
    /** All of them in one write. */
    act: (...actions: Record<string, string>[]) =>
      void socket.write(
        actions
          .map(
            (a) =>
              `${Object.entries(a)
                .map(([k, v]) => `${k}: ${v}\r\n`)
                .join('')}\r\n`,
          )
          .join(''),
      ),
    logIn: (more: Record<string, string> = {}, ...then: Record<string, string>[]) =>
      client.act({ Action: 'Login', ActionID: 'in', Username: 'wallboard', Secret: 'demo', ...more }, ...then),
    /** Resolves when all bytes so far match. */
    until: async (what: RegExp) => {
      for (let i = 0; i < LOOKS && !what.test(text()); i++) await sleep(10);
      if (!what.test(text())) throw new Error(`expected ${what}, got: ${text().slice(-500)}`);
    },
    gone: async () => {
      for (let i = 0; i < LOOKS && !closed; i++) await sleep(10);
      return closed;
    },
    leave: () => socket.destroy(),
  };
  return client;
}
