// Sockets that do not read: what lies unsent in our memory for them, and the end of those with too much of it.
import type { Socket } from 'socket.io';

/** What a screen may leave unread beside its snapshot before it is cut off; it comes back by itself and gets a snapshot. */
export const MOST_UNSENT = 1_000_000;

/** The parts of Engine.IO's socket and of its WebSocket that its types leave out. */
type Engine = {
  writeBuffer?: readonly { data?: unknown }[];
  transport: { socket?: { bufferedAmount: number; terminate: () => void } };
};

/** Bytes (roughly: characters count once) handed to a socket and not yet taken by the operating system. */
export function unsentBytes(socket: Socket): number {
  const engine = socket.conn as unknown as Engine;
  let bytes = engine.transport.socket?.bufferedAmount ?? 0;
  // Engine.IO holds back what comes while a write is under way.
  for (const { data } of engine.writeBuffer ?? []) if (typeof data === 'string') bytes += data.length;
  return bytes;
}

/** Ends the connection without a message, which would only queue behind all the rest. */
export function disconnect(socket: Socket): void {
  const { transport } = socket.conn as unknown as Engine;
  if (transport.socket) transport.socket.terminate();
  else socket.conn.close(true);
}
