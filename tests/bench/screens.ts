// Many screens without a browser: `node tests/bench/screens.ts URL TOKEN COUNT`. Prints "ready" when all have a snapshot and,
// at SIGTERM, how long after it was sent each patch reached a screen (`each`) and the last of them (`all`), ms.
import { io } from 'socket.io-client';
import { wallClock } from './measure.ts';

const [url = '', token = '', count = '1'] = process.argv.slice(2);
const last = new Map<number, { ms: number; screens: number }>();
const each: number[] = [];
let ready = 0;

for (let n = 0; n < Number(count); n++) {
  const socket = io(`${url}/board`, { transports: ['websocket'], forceNew: true, auth: { token } });
  socket.once('snapshot', () => {
    if (++ready === Number(count)) process.stdout.write('ready\n');
  });
  socket.on('patch', ({ to, serverNow }: { to: number; serverNow: number }) => {
    const ms = wallClock() - serverNow;
    each.push(ms);
    const known = last.get(to) ?? { ms: 0, screens: 0 };
    last.set(to, { ms: Math.max(known.ms, ms), screens: known.screens + 1 });
  });
}
process.once('SIGTERM', () => {
  const all = [...last.values()].filter(({ screens }) => screens === Number(count)).map(({ ms }) => ms);
  process.stdout.write(JSON.stringify({ all, each: each.slice(0, 100_000) }), () => process.exit(0));
});
