// A TCP line to a port of this machine that can be cut, or swallow whatever is sent, as networks do.
import { once } from 'node:events';
import net, { type AddressInfo, type Socket } from 'node:net';

export type Line = Awaited<ReturnType<typeof openLine>>;

export async function openLine(to: number) {
  let state: 'well' | 'cut' | 'silent' = 'well';
  const ends = new Set<Socket>();
  const cutAll = (): void => {
    for (const end of ends) end.destroy();
  };
  const server = net.createServer((near) => {
    if (state === 'cut') return void near.destroy();
    const far = net.connect(to, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(one);
      one.setNoDelay(true);
      one.on('error', () => one.destroy()); // the other end hears of it by the close
      one.on('close', () => {
        ends.delete(one);
        other.destroy();
      });
      one.on('data', (bytes: Buffer) => void (state === 'well' && other.write(bytes)));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    port: (server.address() as AddressInfo).port,
    /** Connections end, and no other is to be had. */
    cut: (): void => {
      state = 'cut';
      cutAll();
    },
    /** Connections stay, and nothing arrives; what was sent meanwhile never does. */
    silence: (): void => void (state = 'silent'),
    mend: (): void => {
      // A stream of bytes with a hole in it is no stream.
      if (state === 'silent') cutAll();
      state = 'well';
    },
    close: async (): Promise<void> => {
      const closed = once(server, 'close');
      server.close();
      cutAll();
      await closed;
    },
  };
}
