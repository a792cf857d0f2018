// A line to a Redis that a test cuts for some of those who use it. Who somebody is shows in the first that he says: a Sentinel
// names its connections, and a replica asks for the replication stream.
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export type Peer = 'sentinel' | 'replica' | 'client';

export type PeerLine = {
  port: number;
  /** Where it leads; to be set before anybody comes. */
  leadTo: (port: number) => void;
  /** Nothing passes for these any more, in no direction, and nobody learns of it. */
  cut: (...peers: Peer[]) => void;
  mend: () => void;
  stop: () => Promise<void>;
};

const peerOf = (said: string): Peer | undefined =>
  /sentinel-|SENTINEL|__sentinel__/.test(said) ? 'sentinel' : /REPLCONF|PSYNC/i.test(said) ? 'replica' : undefined;

/** `isCut`: whether nothing passes for somebody who said this first. */
export async function openPeerLine(given: { isCut?: (said: string) => boolean } = {}): Promise<PeerLine> {
  let target = 0;
  let isCut: readonly Peer[] = [];
  const sockets = new Set<Socket>();
  /** Connections that lost something in a cut. */
  const torn = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy()); // the other end is gone
  };
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    let said = '';
    let peer: Peer = 'client';
    keep(near);
    keep(far);
    const pass = (from: Socket, to: Socket, bytes: Buffer): void => {
      if (isCut.includes(peer) || given.isCut?.(said)) return void torn.add(from);
      to.write(bytes);
    };
    near.on('data', (bytes: Buffer) => {
      if (said.length < 2_000) said += bytes.toString('latin1');
      peer = peerOf(said) ?? peer;
      pass(near, far, bytes);
    });
    far.on('data', (bytes: Buffer) => pass(far, near, bytes));
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    leadTo: (port) => void (target = port),
    cut: (...peers) => void (isCut = peers),
    mend: () => {
      isCut = [];
      // TCP would have ended them: bytes are missing.
      for (const socket of torn) socket.destroy();
      torn.clear();
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
