// A process of people who each watch a replay at 60×, from an hour of their own on. It says when all have a board, and in the end
// how many boards they were shown.
import { io } from 'socket.io-client';
import type { ReplayWish } from '../../shared/replay.ts';
import { HOUR } from '../../shared/time.ts';

const { url, deputies, from, to } = JSON.parse(process.argv[2] ?? '{}') as {
  url: string;
  deputies: readonly string[];
  from: number;
  to: number;
};
let shown = 0;
const sockets = deputies.map((token, n) => {
  const wish: ReplayWish = { from, to, at: from + n * HOUR, speed: 60, playing: true };
  const socket = io(`${url}/replay`, { transports: ['websocket'], forceNew: true, auth: { token, ...wish } });
  socket.on('replay', () => void shown++);
  return socket;
});
await Promise.all(sockets.map((socket) => new Promise<void>((ready) => socket.once('snapshot', () => ready()))));
process.send?.('ready');
process.on('message', () => {
  for (const socket of sockets) socket.close();
  process.send?.(shown);
});
