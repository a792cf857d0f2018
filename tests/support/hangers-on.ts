// A process that opens many connections which send little or nothing, and reports how many of them the server has ended.
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const [port = '', token = '', count = ''] = process.argv.slice(2);
/** Connections begun at once: fewer than a kernel holds until they are let in. */
const AT_ONCE = 250;

const beginnings = [
  '',
  'GET /api/board HTTP/1.1\r\nHost: x\r\n',
  `POST /api/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer ${token}\r\nContent-Length: 100\r\n\r\n{`,
];

function open(n: number): Socket {
  const socket = connect(Number(port), '127.0.0.1').on('error', () => {});
  socket.resume();
  socket.write(beginnings[n % beginnings.length] ?? '');
  return socket;
}

const all: Socket[] = [];
let longest = 0;
while (all.length < Number(count)) {
  const some = Array.from({ length: AT_ONCE }, (_, n) => open(all.length + n));
  all.push(...some);
  await Promise.all(
    some.map(async (socket) => {
      await new Promise((done) => socket.once('connect', done).once('close', done));
      const began = performance.now();
      socket.once('close', () => (longest = Math.max(longest, performance.now() - began)));
    }),
  );
}
process.send?.({ opened: all.length });
while (all.some(({ closed }) => !closed)) await sleep(100);
process.send?.({ longest });
