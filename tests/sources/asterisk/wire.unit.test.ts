// Bytes of AMI → packets, however they are cut and whatever stands between them.
import { describe, expect, it } from 'vitest';
import { action, createWire, PACKET_LIMIT, sentAt, type Packet } from '../../../server/sources/asterisk/wire.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { loadRecording } from '../../support/replay-asterisk.ts';

const GREETING = 'Asterisk Call Manager/11.0.0\r\n';
const all = (text: string | Buffer, wire = createWire()): Packet[] => wire.push(Buffer.from(text));
const plain = (packets: readonly Packet[]): Record<string, string | undefined>[] =>
  packets.map((packet) => ({ ...packet }));

describe('the wire', () => {
  it('reads a greeting and packets', () => {
    const wire = createWire();
    expect(plain(all(`${GREETING}Event: A\r\nX: 1\r\n\r\nEvent: B\r\n\r\n`, wire))).toEqual([
      { Event: 'A', X: '1' },
      { Event: 'B' },
    ]);
    expect(wire.banner).toBe('Asterisk Call Manager/11.0.0');
  });

  it('skips extra empty lines between packets', () => {
    expect(plain(all(`${GREETING}Event: A\r\n\r\n\r\nEvent: B\r\n\r\n\r\n\r\nEvent: C\r\n\r\n`))).toEqual([
      { Event: 'A' },
      { Event: 'B' },
      { Event: 'C' },
    ]);
  });

  it('keeps the first of a repeated key, values with colons, and keys that objects have by birth', () => {
    const [packet] = all(
      `${GREETING}Event: A\r\nState: one\r\nState: two\r\nUrl: sip:1@2:5060\r\n__proto__: x\r\nconstructor: y\r\n\r\n`,
    );
    expect(packet?.['State']).toBe('one');
    expect(packet?.['Url']).toBe('sip:1@2:5060');
    expect(packet?.['__proto__']).toBe('x');
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('gives the same packets of a recording in any chunks (seeded)', () => {
    const bytes = Buffer.concat(loadRecording('transfers').flatMap((chunk) => ('bytes' in chunk ? [chunk.bytes] : [])));
    const whole = plain(all(bytes));
    expect(whole.length).toBeGreaterThan(5_000);
    for (const seed of [1, 2, 3]) {
      const random = seededRandom(seed);
      const wire = createWire();
      const packets: Packet[] = [];
      for (let from = 0; from < bytes.length;) {
        const to = from + 1 + Math.floor(random() ** 6 * 40_000);
        packets.push(...wire.push(bytes.subarray(from, to)));
        from = to;
      }
      expect(plain(packets), `seed ${seed}`).toEqual(whole);
    }
  });

  it('reads UTF-8 split inside a character, and turns invalid bytes into a mark instead of failing', () => {
    const text = Buffer.from(`${GREETING}Name: سید حسین\r\n\r\n`);
    const wire = createWire();
    const packets = [...text].flatMap((byte) => wire.push(Buffer.from([byte])));
    expect(packets[0]?.['Name']).toBe('سید حسین');
    const broken = wire.push(
      Buffer.concat([Buffer.from('Name: '), Buffer.from([0xff, 0xfe, 0x41]), Buffer.from('\r\n\r\n')]),
    );
    expect(broken[0]?.['Name']).toBe('\ufffd\ufffdA');
  });

  it('drops a line of 10 MB, counts it, and reads what follows', () => {
    const wire = createWire();
    wire.push(Buffer.from(`${GREETING}Event: Before\r\n\r\nEvent: Huge\r\nX: `));
    for (let i = 0; i < 160; i++) expect(wire.push(Buffer.alloc(65_536, 'a'))).toEqual([]);
    expect(plain(wire.push(Buffer.from('\r\n\r\nEvent: After\r\n\r\n')))).toEqual([{ Event: 'After' }]);
    expect(wire.dropped).toBe(1);
  });

  it('finds the end of a too long packet also when it is split over two chunks', () => {
    const wire = createWire();
    wire.push(Buffer.from(GREETING));
    wire.push(Buffer.alloc(PACKET_LIMIT + 10, 'b'));
    wire.push(Buffer.from('\r\n\r'));
    expect(plain(wire.push(Buffer.from('\nEvent: After\r\n\r\n')))).toEqual([{ Event: 'After' }]);
  });

  it('writes actions in which no value can begin a new line', () => {
    expect(action('Login', { Secret: 'a\r\nAction: Originate' })).toBe(
      'Action: Login\r\nSecret: a Action: Originate\r\n\r\n',
    );
  });

  it('takes no time of a machine whose clock has lost its year: the packet counts when it arrives', () => {
    expect(sentAt({ Timestamp: '1795456079.25' })).toBe(1795456079250);
    for (const Timestamp of ['946684800.1', '4102444800', '99999999999', '100'])
      expect(sentAt({ Timestamp }), Timestamp).toBeUndefined();
  });
});
