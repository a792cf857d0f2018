// A WebSocket over bare TCP, for a screen that does what no library does.
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';

/** Shakes hands and joins `/board` with a token. Nothing is read unless the caller resumes the socket. */
export async function joinRaw(port: number, token: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  // Whoever is cut off may get a reset; that is what the tests look for elsewhere.
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  const lines = [
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  await once(socket, 'readable');
  socket.pause();
  socket.write(textFrame(`40/board,${JSON.stringify({ token })}`));
  return socket;
}

/** A text frame as a client sends it: masked, here with zeros. */
export function textFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const head = Buffer.alloc(14);
  head[0] = 0x81;
  if (payload.length < 126) {
    head[1] = 0x80 | payload.length;
    return Buffer.concat([head.subarray(0, 6), payload]);
  }
  if (payload.length < 65_536) {
    head[1] = 0x80 | 126;
    head.writeUInt16BE(payload.length, 2);
    return Buffer.concat([head.subarray(0, 8), payload]);
  }
  head[1] = 0x80 | 127;
  head.writeBigUInt64BE(BigInt(payload.length), 2);
  return Buffer.concat([head, payload]);
}
