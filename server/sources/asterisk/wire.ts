// Bytes of an AMI connection → packets. Pure: keeps only what has not ended yet.
import { isPossibleTime } from '../../../shared/event-fields.ts';

/** One AMI packet: header → value as sent; of a repeated header the first. No prototype, so that any header name is safe. */
export type Packet = Readonly<Record<string, string | undefined>>;

export type Wire = {
  /** Packets that end in this chunk, in order. */
  push: (chunk: Uint8Array) => Packet[];
  /** Packets dropped because they were longer than the limit. */
  readonly dropped: number;
  /** The greeting line, once it was read: "Asterisk Call Manager/11.0.0". */
  readonly banner: string | undefined;
};

/** The largest packet seen from a real Asterisk is 2.7 kB; a 10 MB line is not one. */
export const PACKET_LIMIT = 256 * 1024;
const END = Buffer.from('\r\n\r\n');

/**
 * Reads packets (lines end CRLF, packets with an empty line; extra empty lines between packets occur and are skipped).
 * Text is decoded per whole packet, so a character split over two chunks is safe and invalid UTF-8 becomes U+FFFD.
 */
export function createWire(): Wire {
  let rest: Buffer = Buffer.alloc(0);
  let banner: string | undefined;
  let dropped = 0;
  /** Inside a packet that is too long: everything up to its end is thrown away. */
  let skipping = false;

  const takeBanner = (): boolean => {
    const end = rest.indexOf('\n');
    if (end < 0) {
      if (rest.length > 1024) rest = Buffer.alloc(0);
      return false;
    }
    const line = rest.subarray(0, end).toString('utf8').trim();
    banner = line;
    // A stream that was cut into may start with a packet at once.
    if (/^Asterisk Call Manager/.test(line)) rest = rest.subarray(end + 1);
    return true;
  };

  return {
    get dropped() {
      return dropped;
    },
    get banner() {
      return banner;
    },
    push(chunk) {
      rest = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
      const packets: Packet[] = [];
      if (banner === undefined && !takeBanner()) return packets;
      let from = 0;
      for (;;) {
        if (!skipping) while (rest[from] === 13 || rest[from] === 10) from++;
        const end = rest.indexOf(END, from);
        if (end < 0) break;
        if (skipping) skipping = false;
        else if (end - from > PACKET_LIMIT) dropped++;
        else packets.push(parse(rest.toString('utf8', from, end)));
        from = end + END.length;
      }
      rest = rest.subarray(from);
      if (rest.length > PACKET_LIMIT) {
        if (!skipping) dropped++;
        skipping = true;
        rest = rest.subarray(rest.length - (END.length - 1));
      }
      // What is left may be a small view of a large buffer.
      if (rest.byteLength * 4 < rest.buffer.byteLength) rest = Buffer.from(rest);
      return packets;
    },
  };
}

function parse(text: string): Packet {
  const packet = Object.create(null) as Record<string, string | undefined>;
  for (let from = 0, end = 0; from <= text.length; from = end + 2) {
    end = text.indexOf('\r\n', from);
    if (end < 0) end = text.length;
    const colon = text.indexOf(':', from);
    if (colon < 0) break;
    if (colon === from || colon >= end) continue;
    const key = text.slice(from, colon).trim();
    packet[key] ??= text.slice(colon + 1, end).trim();
  }
  return packet;
}

/** An action as bytes. Line breaks cannot be smuggled in. */
export function action(name: string, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries({ Action: name, ...headers }).map(
    ([key, value]) => `${key}: ${value.replace(/[\r\n]+/g, ' ')}`,
  );
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/**
 * AMI's Timestamp (seconds and a fraction) as epoch ms; undefined where a packet has none. The clock of a machine that has lost its
 * battery begins in a year that no event may have: then it is no time either, and the packet counts when it arrives.
 */
export function sentAt({ Timestamp: timestamp }: Packet): number | undefined {
  if (timestamp === undefined || !/^\d{9,11}(\.\d+)?$/.test(timestamp)) return undefined;
  const ms = Number(timestamp) * 1000;
  return isPossibleTime(ms) ? ms : undefined;
}
