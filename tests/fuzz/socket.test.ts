// What a screen may send, bent: handshakes, Engine.IO and Socket.IO packets, arguments. The server stays, and so does everybody else.
import { connect, type Socket } from 'node:net';
import { beforeAll, expect, it } from 'vitest';
import { textFrame } from '../push/raw-socket.ts';
import { buildOnce } from '../support/build-once.ts';
import { connectTestScreen, waitUntil } from '../support/test-push.ts';
import { startTestServer } from '../support/test-server.ts';
import { bentBytes, bentText, bentValue, strangeValue, type Chance } from './chance.ts';
import { fuzz, WITHIN } from './run.ts';
import { HOUR, MINUTE } from '../../shared/time.ts';

beforeAll(buildOnce);

/** Packets of one connection: a screen that sends more before it has joined is cut off. */
const LIFE = 18;
const here = { page: 'wall', rev: 7 };
const wish = { from: Date.now() - HOUR, to: Date.now() - MINUTE };
const moments = { at: Date.now() - MINUTE, speed: 4, playing: true };

const packets = (token: string): readonly string[] => [
  ...[
    `40/board,${JSON.stringify({ token })}`,
    `40/replay,${JSON.stringify({ token })}`,
    '40',
    '41/board,',
    '2',
    '3',
    '1',
  ],
  ...[
    '42/board,["resync"]',
    '42/board,1["resync"]',
    '42/replay,["resync"]',
    '5',
    '6',
    '451-/board,["here",{"_placeholder":true,"num":0}]',
  ],
];
function packetOf(token: string, chance: Chance): string {
  if (chance.yes(0.3)) return `42/board,${JSON.stringify(['here', bentValue(here, chance), strangeValue(chance)])}`;
  if (chance.yes(0.3)) return `42/replay,${JSON.stringify(['change', bentValue(moments, chance)])}`;
  if (chance.yes(0.2))
    return `40/${chance.pick(['board', 'replay'])},${JSON.stringify(bentValue({ token, ...wish }, chance))}`;
  const packet = chance.pick(packets(token));
  return chance.yes(0.5) ? bentText(packet, chance) : packet;
}
/** A frame that the protocol allows, one of another kind, or bytes that are none. */
function frameOf(text: string, chance: Chance): Buffer {
  const frame = textFrame(text);
  if (chance.yes(0.1)) frame[0] = 0x80 | chance.pick([0, 2, 8, 9, 10, 3]);
  return chance.yes(0.06) ? bentBytes(frame, chance) : frame;
}

/** Resolves with the first of these; whoever is cut off may get an error too. */
const any = (socket: Socket, ...names: string[]): Promise<void> =>
  new Promise((done) => {
    for (const name of names) socket.once(name, () => done());
  });

it('messages of any shape end at most their own connection', WITHIN, async () => {
  const server = await startTestServer('');
  const open = async (chance: Chance): Promise<Socket> => {
    const socket = connect(server.port, '127.0.0.1');
    socket.on('error', () => undefined);
    await any(socket, 'connect', 'close');
    const target = '/socket.io/?EIO=4&transport=websocket';
    const lines = [
      `GET ${chance.yes(0.1) ? bentText(target, chance).replace(/[^\x21-\x7e]/g, '') : target} HTTP/1.1`,
      `Host: 127.0.0.1:${server.port}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      `Sec-WebSocket-Version: ${chance.yes(0.02) ? 12 : 13}`,
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ];
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    await any(socket, 'readable', 'close');
    socket.resume();
    if (chance.yes(0.7))
      socket.write(
        textFrame(`40/${chance.pick(['board', 'replay'])},${JSON.stringify({ token: server.token, ...wish })}`),
      );
    return socket;
  };
  let socket: Socket | undefined;
  const outcomes = await fuzz('messages of screens', async (chance, n) => {
    if (n % LIFE === 0) {
      if (socket && !socket.destroyed) {
        socket.destroy();
        await any(socket, 'close');
      }
      socket = await open(chance);
    }
    if (!socket || socket.destroyed) return 'cut off';
    const frame = frameOf(packetOf(server.token, chance), chance);
    if (!socket.write(frame)) await any(socket, 'drain', 'close');
    await new Promise((done) => setImmediate(done));
    return 'sent';
  });
  socket?.destroy();
  expect(outcomes['sent']).toBeGreaterThan(0);
  const screen = connectTestScreen(server.url, { token: server.token });
  await waitUntil(() => screen.received.snapshots.length > 0, 'a snapshot');
  screen.socket.close();
  expect(server.logged.filter(({ level }) => level >= 50).slice(0, 3)).toEqual([]);
});
