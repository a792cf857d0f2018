// What a Redis may answer, bent: as bytes through the client, and as values into what reads them. Each question is answered or
// rejected, and what is known of the neighbours and of the vault can be asked at any time.
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { connect, type Connection, type Reply } from '../../server/log/redis/connection.ts';
import { keysOf } from '../../server/log/redis/keys.ts';
import { createSeen } from '../../server/log/redis/last-seen.ts';
import { listedNodes, livingNodes } from '../../server/log/redis/listed.ts';
import { createNeighbours, type Neighbours } from '../../server/log/redis/peers.ts';
import { readStream } from '../../server/log/redis/read-stream.ts';
import { createVaultStream } from '../../server/log/redis/vault-stream.ts';
import { openVaultMirror, type VaultMirror } from '../../server/vault/mirror.ts';
import { AT, examples } from '../support/example-events.ts';
import { bentBytes, bentText, bentValue, type Chance } from './chance.ts';
import { fuzz, WITHIN } from './run.ts';

const keys = keysOf('mazandaran');
/** Longer than an answer takes that comes at all. */
const ANSWER_MS = 60;
/** A busy machine is no reason that a whole answer comes too late. */
const WHOLE_MS = 10_000;
/** Inputs of one life: then what is known begins anew, with one whole answer of the neighbours. */
const LIFE = 50;

/** RESP2. What has no place in it, such as a fraction, is a text. */
function encoded(value: unknown): string {
  if (value === null || value === undefined) return '$-1\r\n';
  if (Array.isArray(value)) return `*${value.length}\r\n${value.map(encoded).join('')}`;
  if (Number.isSafeInteger(value)) return `:${String(value)}\r\n`;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `$${Buffer.byteLength(text)}\r\n${text}\r\n`;
}

const reportOf = (chance: Chance): string => {
  const link = { state: 'up', since: AT, lastHeardAt: AT, skew: 3, queueLog: { code: 'reading', until: AT } };
  const whole = {
    where: 'a:1',
    at: Date.now(),
    poured: Date.now(),
    links: { pbx111: link },
    begun: [{ system: 'pbx111', at: '10.0.0.5:5038' }],
    present: { 'd-abc': { since: AT, asOf: AT, page: 'wall' } },
    screens: 1,
  };
  const bent = chance.yes(0.6) ? bentValue(whole, chance) : whole;
  return chance.yes(0.1) ? bentText(JSON.stringify(bent) ?? '', chance) : (JSON.stringify(bent) ?? '');
};

/** What an honest Redis would answer to a command; `seen`: how often it was asked for the same. */
function answerTo([command = '', key = '']: readonly string[], seen: number, change: string, chance: Chance): unknown {
  const events = examples.map((event, n) => [
    `${n + 1}-0`,
    ['e', JSON.stringify({ ...event, source: 'x', recordedAt: AT, v: 1 })],
  ]);
  switch (command.toUpperCase()) {
    case 'TIME':
      return [String(Math.floor(Date.now() / 1000)), '120'];
    case 'HKEYS':
      return ['a', 'b'];
    case 'MGET':
      return [reportOf(chance), reportOf(chance)];
    case 'HGETALL':
      return key === keys.seen ? ['d-abc', String(AT)] : ['a', '12', 'b', '40'];
    case 'HGET':
      return '2';
    case 'HMGET':
      return ['1', change];
    case 'XRANGE':
      if (seen > 0) return [];
      return key === keys.vault ? [['2-0', ['c', change]]] : events.slice(0, 1 + chance.below(40));
    case 'HSET':
    case 'DEL':
    case 'EVAL':
      return 1;
    default:
      return 'OK';
  }
}

it('answers of a Redis of any shape are taken or rejected, and harm nothing', WITHIN, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wallboard-fuzz-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  let current: { chance: Chance; asked: Map<string, number> } | undefined;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let held = '';
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (more) => {
      held += more.toString('latin1');
      for (let command = commandIn(held); command; command = commandIn(held)) {
        held = command.rest;
        const { chance, asked } = current!;
        const name = command.words.slice(0, 2).join(' ');
        const seen = asked.get(name) ?? 0;
        asked.set(name, seen + 1);
        const isEntrance = /^(?:CLIENT|AUTH|SELECT|HELLO)/i.test(name);
        const honest = isEntrance ? 'OK' : answerTo(command.words, seen, change, chance);
        const bent = !isEntrance && chance.yes(0.5) ? bentValue(honest, chance) : honest;
        const text = !isEntrance && chance.yes(0.05) ? '-ERR something\r\n' : encoded(bent);
        const bytes = chance.yes(isEntrance ? 0.01 : 0.08) ? bentBytes(Buffer.from(text), chance) : Buffer.from(text);
        socket.write(bytes);
        if (chance.yes(0.01)) socket.destroy();
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });

  let connection: Connection | undefined;
  let isFirst = false;
  const send: Connection['send'] = (args) =>
    connection === undefined
      ? Promise.reject(new Error('not connected'))
      : connection.send(args, isFirst ? WHOLE_MS : ANSWER_MS);
  const openMirror = (name: string): VaultMirror =>
    openVaultMirror({
      path: join(folder, name),
      changes: createVaultStream({ send, keys, stream: () => 's' }),
    });
  // A change as another node made it.
  const other = openVaultMirror({
    path: join(folder, 'other'),
    changes: { version: async () => 1, add: async () => true, after: async () => [], keep: async () => {} },
  });
  await other.vault.createAccount({ name: 'maryam', role: 'admin', password: 'p', by: 'x', now: AT });
  const change = Buffer.from(other.whole().change).toString('base64');
  other.vault.close();

  let life: { neighbours: Neighbours; mirror: VaultMirror } | undefined;
  const end = async (): Promise<void> => {
    life?.mirror.vault.close();
    await life?.neighbours.leave();
    life = undefined;
  };
  const begin = async (n: number) => {
    await end();
    const neighbours = createNeighbours({
      ...{ send, keys, node: { name: () => 'me', where: 'here', rename: () => {} }, read: () => 1 },
      ...{ check: async () => {}, clock: Date.now, seen: createSeen(), onClock: () => {}, onError: () => {} },
    });
    neighbours.share({ links: () => ({}), begun: () => [], present: () => new Map(), drained: async () => {} });
    return { neighbours, mirror: openMirror(`mirror-${n}`) };
  };

  /** Lives in which links of neighbours were known. */
  let knowing = 0;
  const outcomes = await fuzz('answers of Redis', async (chance, n) => {
    isFirst = life === undefined || n % LIFE === 0;
    current = { chance: isFirst ? { ...chance, yes: () => false } : chance, asked: new Map() };
    if (isFirst) life = await begin(n);
    const { neighbours, mirror } = life!;
    const seen = createSeen();
    const ask: Record<string, () => Promise<unknown>> = {
      neighbours: () => neighbours.meet(),
      stream: async () => {
        for await (const entries of readStream(send, keys)) if (entries.length > 100) return;
      },
      nodes: async () => [await listedNodes(send, keys), await livingNodes(send, keys)],
      seen: () => seen.exchange(send, keys),
      vault: () => mirror.catchUp(),
      look: async () => mirror.vault.findAccount('maryam'),
    };
    const name = isFirst ? 'neighbours' : chance.pick(Object.keys(ask));
    let outcome = 'answered';
    try {
      connection ??= await connect(`redis://127.0.0.1:${port}`);
      const opened = connection;
      void opened.ended.then(() => (connection === opened ? (connection = undefined) : undefined));
      await ask[name]?.();
    } catch (error) {
      if (!(error instanceof Error))
        throw new Error(`${name} rejects with no error: ${String(error)}`, { cause: error });
      outcome = 'rejected';
    }
    if (isFirst && neighbours.links().length > 0) knowing++;
    // What the screens and pages ask at any time.
    const links: Reply[] = neighbours.links().flatMap((all) => Object.keys(all));
    const known = [links, neighbours.begun(), [...neighbours.present()], await mirror.vault.listAccounts()];
    if (known.some((one) => !Array.isArray(one))) throw new Error('what is known is no list');
    return `${name} ${outcome}`;
  });
  await end();
  connection?.end(new Error('over'));
  expect(knowing).toBeGreaterThan(0);
  expect(Object.keys(outcomes).some((outcome) => outcome.endsWith('answered'))).toBe(true);
});

/** The first whole command in what a client sent, and what comes after it. */
function commandIn(text: string): { words: string[]; rest: string } | undefined {
  const [head, count = ''] = /^\*(\d+)\r\n/.exec(text) ?? [];
  if (head === undefined) return undefined;
  const words: string[] = [];
  let at = head.length;
  for (let n = 0; n < Number(count); n++) {
    const [length, bytes = ''] = /^\$(\d+)\r\n/.exec(text.slice(at, at + 20)) ?? [];
    if (length === undefined) return undefined;
    const from = at + length.length;
    at = from + Number(bytes) + 2;
    if (text.length < at) return undefined;
    words.push(text.slice(from, at - 2));
  }
  return { words, rest: text.slice(at) };
}
