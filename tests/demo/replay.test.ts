import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { readRecording } from '../../server/demo/recording.ts';
import { startReplay, type Replay, type ReplayOptions } from '../../server/demo/replay.ts';
import { connect, type Client } from './ami-client.ts';

const recordings = new URL('../fixtures/recordings/', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'replay-'));
const open: { replays: Replay[]; clients: Client[] } = { replays: [], clients: [] };
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(async () => {
  for (const client of open.clients.splice(0)) client.leave();
  for (const replay of open.replays.splice(0)) await replay.stop();
});

const packet = (...lines: string[]) => `${lines.join('\r\n')}\r\n\r\n`;
const login = packet('Response: Success', 'ActionID: rec-login', 'Message: Authentication accepted');
const ready = packet('Event: FullyBooted', 'Privilege: system,all', 'Status: Fully Booted');
const event = (n: number, ms: number) =>
  packet('Event: QueueCallerJoin', `Timestamp: ${(ms / 1000).toFixed(6)}`, `Uniqueid: p-${Math.floor(ms / 1000)}.${n}`);
const list = (n: number, waiting: number) =>
  packet('Response: Success', `ActionID: rec-qs-${n}`, 'EventList: start') +
  packet('Event: QueueParams', `Calls: ${waiting}`, `ActionID: rec-qs-${n}`) +
  packet('Event: QueueStatusComplete', `ActionID: rec-qs-${n}`, 'EventList: Complete', 'ListItems: 1');

/** A recording of chunks, each with its milliseconds since 2026-11-23 and a bit. */
const t0 = 1_795_455_800_000;
function recorded(name: string, chunks: [ms: number, bytes: string][]): string {
  writeFileSync(join(folder, `${name}.ami`), chunks.map(([, bytes]) => bytes).join(''));
  const index = chunks.map(([ms, bytes]) => `${t0 + ms} ${Buffer.byteLength(bytes)}`);
  writeFileSync(join(folder, `${name}.idx`), [`${t0} C`, ...index, ''].join('\n'));
  return join(folder, name);
}
async function replay(recording: string, more: Partial<ReplayOptions> = {}) {
  const started = await startReplay({ recording, now: Date.now, ...more });
  open.replays.push(started);
  return started;
}
async function client(port: number) {
  const connected = await connect(port);
  open.clients.push(connected);
  return connected;
}
const start: [number, string] = [0, `Asterisk Call Manager/11.0.0\r\n${login}${ready}`];
const quiet = recorded('quiet', [start, [1, list(1, 0)]]);

describe('logging in', () => {
  it('greets, takes the right secret, and says that it has booted', async () => {
    const { port } = await replay(quiet, { secret: 'راز', user: 'me' });
    const me = await client(port);
    me.logIn({ Username: 'me', Secret: 'راز' });
    await me.until(/Fully Booted/);
    expect(me.text()).toBe(
      'Asterisk Call Manager/11.0.0\r\n' +
        packet('Response: Success', 'ActionID: in', 'Message: Authentication accepted') +
        ready,
    );
  });
  it('refuses a wrong secret and hangs up', async () => {
    const { port } = await replay(quiet);
    const me = await client(port);
    me.logIn({ Secret: 'wrong' });
    await me.until(/Response: Error\r\nActionID: in\r\nMessage: Authentication failed/);
    expect(await me.gone()).toBe(true);
  });
  it('permits nothing before it, and no challenge', async () => {
    const { port } = await replay(quiet);
    const me = await client(port);
    me.act({ Action: 'Ping', ActionID: 'p' });
    me.act({ Action: 'Challenge', AuthType: 'MD5', ActionID: 'c' });
    await me.until(/ActionID: p\r\nMessage: Permission denied[\s\S]*Response: Error\r\nActionID: c/);
  });
});

describe('actions', () => {
  it('are answered in order, by their id: Ping, Events, an unknown one, Logoff', async () => {
    const { port } = await replay(quiet);
    const me = await client(port);
    me.logIn();
    me.act({ Action: 'Ping', ActionID: 'p' });
    me.act({ Action: 'Events', EventMask: 'off', ActionID: 'e' });
    me.act({ Action: 'Dance', ActionID: 'd' });
    me.act({ Action: 'Logoff', ActionID: 'l' });
    await me.until(
      /ActionID: p\r\nPing: Pong\r\nTimestamp: \d+\.\d{6}\r\n[\s\S]*ActionID: e\r\nEvents: Off[\s\S]*ActionID: d\r\nMessage: Invalid\/unknown command: Dance\.[\s\S]*Response: Goodbye\r\nActionID: l/,
    );
    expect(await me.gone()).toBe(true);
  });
  it('may come in pieces, several at once, with plain line ends', async () => {
    const { port } = await replay(quiet);
    const me = await client(port);
    me.logIn();
    me.act({ Action: 'Ping', ActionID: 'one\r\n\r\nAction: ping\nActionID: two\n' });
    await me.until(/ActionID: one[\s\S]*ActionID: two/);
  });
});

describe('lists', () => {
  it('come from the recorder’s answer, at its place among the events, with the id of the request', async () => {
    const recording = recorded('lists', [
      start,
      [1, list(1, 0)],
      [2, event(1, t0)],
      [1_500, list(2, 1) + event(2, t0)],
    ]);
    const { port, ended } = await replay(recording, { epoch: 'recorded' });
    const me = await client(port);
    me.logIn();
    await me.until(/p-\d+\.1/);
    me.act({ Action: 'QueueStatus', ActionID: '$& mine' });
    await ended;
    await me.until(/Calls: 1\r\nActionID: \$& mine[\s\S]*ListItems: 1\r\n\r\nEvent: QueueCallerJoin[^]*p-\d+\.2/);
    expect(me.text()).not.toMatch(/rec-|Calls: 0/);
  });
  it('are the latest when the recorder did not ask again, and refused when it never asked', async () => {
    const { port, ended } = await replay(quiet, { speed: 0 });
    const me = await client(port);
    me.logIn();
    await ended;
    me.act({ Action: 'QueueStatus' });
    me.act({ Action: 'CoreShowChannels', ActionID: 'c' });
    await me.until(/Calls: 0\r\n\r\n[\s\S]*Response: Error\r\nActionID: c\r\nMessage: not in this recording/);
  });
});

describe('a packet that a chunk cuts in two', () => {
  const long = event(1, t0);
  const recording = recorded('cut', [
    start,
    [1, list(1, 0)],
    [100, long.slice(0, 30)],
    [1_500, long.slice(30) + event(2, t0)],
  ]);
  it('is never interrupted by a reply', async () => {
    const { port } = await replay(recording, { epoch: 'recorded' });
    const me = await client(port);
    me.logIn();
    await me.until(/QueueCallerJoin/);
    me.act({ Action: 'Ping', ActionID: 'p' });
    await me.until(/p-\d+\.2/);
    await me.until(/ActionID: p/);
    expect(me.text()).toContain(long);
    expect(me.text().indexOf('ActionID: p')).toBeGreaterThan(me.text().indexOf(long));
  });
  it('is not sent by halves to a client that comes in between, nor to one that mutes it', async () => {
    const { port } = await replay(recording, { epoch: 'recorded' });
    const [first, late] = [await client(port), await client(port)];
    first.logIn();
    await first.until(/QueueCallerJoin/);
    late.logIn();
    first.act({ Action: 'Events', EventMask: 'off', ActionID: 'e' });
    await late.until(/p-\d+\.2/);
    await first.until(/Events: Off/);
    expect(late.text()).toBe(
      `Asterisk Call Manager/11.0.0\r\n${packet('Response: Success', 'ActionID: in', 'Message: Authentication accepted')}${ready}${event(2, t0)}`,
    );
    expect(first.text()).toContain(`${long}Response: Success\r\nActionID: e\r\nEvents: Off\r\n\r\n`);
    expect(first.text()).not.toContain(event(2, t0));
  });
});

/** Two clocks of this machine, told apart by rounding. */
const SLACK_MS = 50;

describe('time', () => {
  it('starts now, and again now in each further loop, with ids of its own', async () => {
    const recording = recorded('loop', [
      start,
      [1, list(1, 0)],
      [500, event(1, t0 + 499)],
      [1100, event(2, t0 + 1100)],
    ]);
    const before = Date.now();
    const { port } = await replay(recording, { loop: true });
    const me = await client(port);
    me.logIn();
    await me.until(/QueueCallerJoin/);
    const heard = Date.now();
    await me.until(/(QueueCallerJoin[\s\S]*){3}/);
    const asked = Date.now();
    me.act({ Action: 'Ping' });
    await me.until(/Pong/);
    const answered = Date.now();
    const times = [...me.text().matchAll(/Timestamp: (\S+)/g)].map((m) => Number(m[1]) * 1000);
    expect(times[0]! - before).toBeGreaterThan(450);
    expect(times[0]!).toBeLessThan(heard + SLACK_MS);
    expect(times[1]! - times[0]!).toBeCloseTo(601, 0);
    expect(times[2]! - times[0]!).toBeGreaterThan(1_050);
    // The Ping, in the telephone system's clock.
    expect(times.at(-1)!).toBeGreaterThan(asked - SLACK_MS);
    expect(times.at(-1)!).toBeLessThan(answered + SLACK_MS);
    const ids = [...me.text().matchAll(/Uniqueid: (\S+)/g)].map((m) => m[1]);
    expect(new Set(ids).size).toBe(ids.length);
  });
  it('never runs backwards when loops are played faster than they were recorded', async () => {
    const recording = recorded('fast', [
      start,
      [1, list(1, 0)],
      [500, event(1, t0 + 499)],
      [5000, event(2, t0 + 5000)],
    ]);
    const { port } = await replay(recording, { loop: true, speed: 100 });
    const me = await client(port);
    me.logIn();
    await me.until(/(QueueCallerJoin[\s\S]*){6}/);
    const times = [...me.text().matchAll(/Timestamp: (\S+)/g)].map((m) => Number(m[1]));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(new Set(me.text().match(/Uniqueid: \S+/g)).size).toBe(times.length);
  });
});

describe('a real recording', () => {
  it('reaches two clients whole, in order, untouched when its epoch is the recorded one', async () => {
    const { port, ended } = await replay(`${recordings}transfers`, { speed: 0, epoch: 'recorded' });
    const [one, two] = [await client(port), await client(port)];
    two.logIn();
    one.logIn();
    await ended;
    const own = /\r\nActionID: rec-/;
    const events = readRecording(`${recordings}transfers`)
      .bytes.split('\r\n\r\n')
      .filter((p) => !own.test(p) && !p.includes('Asterisk Call Manager') && !p.includes('FullyBooted'));
    const last = events.findLast((p) => p.trim())!;
    for (const me of [one, two]) {
      await me.until(new RegExp(/Timestamp: \S+/.exec(last)![0].replaceAll('.', '\\.')));
      const heard = me.packets().slice(3); // the banner with the login, the greeting
      const skipped = events.length - heard.length;
      expect(skipped).toBeLessThan(me === two ? 2 : 400);
      expect(Buffer.from(heard.join('\r\n\r\n')).toString('latin1').slice(-100_000)).toBe(
        events.join('\r\n\r\n').slice(-100_000),
      );
    }
  });

  it('cuts its clients off where Asterisk went away, and waits for them to come back', async () => {
    const { port, ended } = await replay(`${recordings}restart-early`, { speed: 0, epoch: 'recorded' });
    const before = await client(port);
    before.logIn();
    expect(await before.gone()).toBe(true);
    const after = await client(port);
    after.logIn({}, { Action: 'QueueStatus', ActionID: 'q' });
    await after.until(/ActionID: q\r\nMessage: Invalid\/unknown command: QueueStatus/);
    await ended;
    after.act({ Action: 'QueueStatus', ActionID: 'again' });
    await after.until(/ActionID: again\r\nEventList: start/);
    expect(after.text().match(/Event: FullyBooted/g)).toHaveLength(1);
  });
});
