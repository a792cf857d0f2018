// Bytes of an event socket → frames → events, however they are cut and whatever stands in them.
import { describe, expect, it } from 'vitest';
import { isEvent, ofMicroseconds, ofSeconds, ordinalOf, readEvent } from '../../../server/sources/freeswitch/event.ts';
import { readChannels, readTable } from '../../../server/sources/freeswitch/tables.ts';
import {
  BODY_LIMIT,
  command,
  createWire,
  HEADER_LIMIT,
  type Frame,
  type Headers,
} from '../../../server/sources/freeswitch/wire.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { bytesOf } from '../../support/replay-freeswitch.ts';
import { randomRuns } from '../../support/random-runs.ts';

const all = (text: string | Buffer, wire = createWire()): Frame[] => wire.push(Buffer.from(text as string));
const plainObject = (headers: Headers | undefined): object | undefined => headers && { ...headers };
const eventsOf = (frames: readonly Frame[]) => frames.filter(isEvent).map((frame) => plainObject(readEvent(frame)));
const framed = (type: string, body: string): string =>
  `Content-Length: ${Buffer.byteLength(body)}\nContent-Type: ${type}\n\n${body}`;

describe('the wire', () => {
  it('reads frames with a body of so many bytes, and frames without one', () => {
    const frames = all(
      `Content-Type: auth/request\n\nContent-Type: command/reply\nReply-Text: +OK accepted\n\n${framed('api/response', 'سلام\n')}`,
    );
    expect(frames.map(({ type, body }) => [type, body])).toEqual([
      ['auth/request', ''],
      ['command/reply', ''],
      ['api/response', 'سلام\n'],
    ]);
    expect(frames[1]?.headers['Reply-Text']).toBe('+OK accepted');
  });

  it.each([
    ['fs-day-small', 1026],
    ['fs-day-small-json', 1026],
    ['fs-reconnect-2', 500],
  ])('gives the same frames of %s in any chunks (seeded)', (name, least) => {
    const bytes = bytesOf(name);
    const whole = all(bytes);
    expect(whole.length).toBeGreaterThanOrEqual(least);
    for (const seed of [1, 2, 3]) {
      const random = seededRandom(seed);
      const wire = createWire();
      const frames: Frame[] = [];
      for (let from = 0; from < bytes.length;) {
        const to = from + 1 + Math.floor(random() ** 6 * 40_000);
        frames.push(...wire.push(bytes.subarray(from, to)));
        from = to;
      }
      expect(frames, `seed ${seed}`).toEqual(whole);
      expect(wire.fault).toBeUndefined();
    }
  });

  it('gives the same events of one traffic in the plain form and in JSON', () => {
    const [plain, json] = ['fs-day-small', 'fs-day-small-json'].map((name) => eventsOf(all(bytesOf(name))));
    expect(plain).toHaveLength(1023);
    expect(json).toEqual(plain);
  });

  it('reads single bytes, also inside a character, and a JSON body with a header right behind it', () => {
    const wire = createWire();
    const text = framed('text/event-json', '{"CC-Agent":"میز ۱"}') + framed('text/event-json', '{"CC-Agent":"b"}');
    const frames = [...Buffer.from(text)].flatMap((byte) => wire.push(Buffer.from([byte])));
    expect(eventsOf(frames)).toEqual([{ 'CC-Agent': 'میز ۱' }, { 'CC-Agent': 'b' }]);
  });

  it('takes keys that objects have by birth, and of a repeated one the first', () => {
    const [event] = eventsOf(all(framed('text/event-plain', '__proto__: x\nconstructor: y\nA: 1\nA: 2\nno colon\n\n')));
    expect(event).toEqual(Object.assign(Object.create(null), { ['__proto__']: 'x', constructor: 'y', A: '1' }));
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('reports what it expected when headers do not end, and reads no more', () => {
    const wire = createWire();
    for (let i = 0; i < HEADER_LIMIT / 1024 + 2; i++) expect(wire.push(Buffer.alloc(1024, 'a'))).toEqual([]);
    expect(wire.fault).toMatch(/^expected headers of at most 64 kB and an empty line after them/);
    expect(wire.push(Buffer.from('Content-Type: auth/request\n\n'))).toEqual([]);
  });

  it.each([
    ['a length beyond the limit', `Content-Length: ${BODY_LIMIT + 1}\nContent-Type: x\n\n`, 'a body of at most 16 MB'],
    ['a length of many digits', `Content-Length: ${'9'.repeat(15)}\nContent-Type: x\n\n`, 'a body of at most 16 MB'],
    [
      'a length of far too many',
      `Content-Length: ${'9'.repeat(400)}\nContent-Type: x\n\n`,
      'a Content-Length in digits',
    ],
    ['a negative length', 'Content-Length: -1\nContent-Type: x\n\n', 'a Content-Length in digits'],
    ['a length in words', 'Content-Length: 0x10\nContent-Type: x\n\n', 'a Content-Length in digits'],
    ['no type', 'Event: x\n\n', 'a Content-Type'],
    ['another protocol', 'HTTP/1.1 400 Bad Request\nServer: x\n\n', 'a Content-Type'],
  ])('says what it expected of %s, without repeating what came', (_what, text, expected) => {
    const wire = createWire();
    expect(all(text, wire)).toEqual([]);
    expect(wire.fault).toContain(expected);
    expect(wire.fault).not.toMatch(/\d{8}/);
    expect(all(framed('x', 'y'), wire)).toEqual([]);
  });

  it('never throws on random bytes, cut anywhere (seeded)', () => {
    for (let seed = 1; seed <= randomRuns(200); seed++) {
      const random = seededRandom(seed);
      const bytes = Buffer.from(bytesOf('fs-reconnect-1').subarray(0, 20_000));
      for (let n = 0; n < 20; n++) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
      const wire = createWire();
      for (let from = 0; from < bytes.length; from += 700)
        for (const frame of wire.push(bytes.subarray(from, from + 700))) readEvent(frame);
    }
  });

  it('writes commands in which nothing can begin a new one', () => {
    expect(command('auth a\r\n\nexit')).toBe('auth a exit\n\n');
  });
});

describe('an event', () => {
  const plain = (body: string) => eventsOf(all(framed('text/event-plain', body)))[0];
  const json = (body: string) => eventsOf(all(framed('text/event-json', body)))[0];

  it('of the plain form is URL-encoded, and stands as it came where it is not', () => {
    expect(plain('CC-Queue: samad-sari%40default\nN: %D9%85\nBad: 100%\nHalf: %D9\n\nbody')).toEqual({
      'CC-Queue': 'samad-sari@default',
      N: 'م',
      Bad: '100%',
      Half: '%D9',
    });
  });

  it('of JSON is dropped when it cannot be read, and has no values but text and lists', () => {
    for (const body of ['{', 'null', '[]', '"x"', '7', '']) expect(json(body), body).toBeUndefined();
    expect(json('{"A":"1","B":["x","y"],"C":{"D":1},"E":null,"F":2}')).toEqual({ A: '1', B: 'ARRAY::x|:y' });
  });

  it('has times in microseconds or seconds, of which 0 is never', () => {
    expect(ofMicroseconds('1795455117387233')).toBe(1795455117387.233);
    // The clock of a machine that has lost its battery.
    expect([ofMicroseconds('946684800000000'), ofSeconds('946684800'), ofSeconds('99999999999')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect([ofMicroseconds('0'), ofMicroseconds(undefined), ofMicroseconds('17954551173872331234')]).toEqual([
      ...[undefined, undefined, undefined],
    ]);
    expect([ofSeconds('1795455117'), ofSeconds('0'), ofSeconds('')]).toEqual([1795455117000, undefined, undefined]);
    expect([ordinalOf({ 'Event-Sequence': '36' }), ordinalOf({}), ordinalOf({ 'Event-Sequence': 'x' })]).toEqual([
      ...['10', undefined, undefined],
    ]);
  });
});

describe('a table', () => {
  it('has the rows between its names and +OK; empty it has only that', () => {
    expect(readTable('queue|agent|state\nq@default|a|Ready\n+OK\n')?.map((row) => ({ ...row }))).toEqual([
      { queue: 'q@default', agent: 'a', state: 'Ready' },
    ]);
    expect(readTable('+OK\n')).toEqual([]);
  });

  it('is none when it was cut off, or is an error', () => {
    for (const text of ['', 'queue|agent\nq|a\n', '-ERR callcenter_config Command not found!\n', '-USAGE: x\n'])
      expect(readTable(text), text).toBeUndefined();
  });

  it('takes pipes in what people write: a caller’s name, a dial string', () => {
    const [row] = readTable('queue|cid_name|state|score\nq|Ali|Reza||x|Waiting|3\n+OK\n') ?? [];
    expect({ ...row }).toEqual({ queue: 'q', cid_name: 'Ali|Reza||x', state: 'Waiting', score: '3' });
    const [agent] = readTable('name|contact|status\na|user/1|user/2|Available\n+OK') ?? [];
    expect(agent?.['contact']).toBe('user/1|user/2');
  });

  it('of channels is JSON with a count, and without rows when there are none', () => {
    expect(readChannels('{"row_count":1,"rows":[{"uuid":"a"},{"x":1},null]}')).toEqual(['a']);
    expect(readChannels('{"row_count":0}')).toEqual([]);
    for (const text of ['', '-ERR', '{}', '[]', '{"row_count":1,"rows":3}']) expect(readChannels(text)).toBeUndefined();
  });
});
