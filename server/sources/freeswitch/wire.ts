// Bytes of an event socket → frames: a block of headers, an empty line, and a body of the length that they give. Pure: keeps
// only what has not ended yet.

/** Header → value. No prototype, so that any header name is safe. */
export type Headers = Readonly<Record<string, string | undefined>>;

/** `type`: the frame's Content-Type. */
export type Frame = { type: string; headers: Headers; body: string };

export type Wire = {
  /** Frames that end in this chunk, in order. After a fault there are none. */
  push: (chunk: Uint8Array) => Frame[];
  /** Why these bytes cannot be an event socket's, with what was expected. Framing by length has no way back from that. */
  readonly fault: string | undefined;
};

/** The outer headers are two or three short lines. */
export const HEADER_LIMIT = 64 * 1024;
/** The most that mod_event_socket takes itself; a list of 10,000 channels is about 10 MB. */
export const BODY_LIMIT = 16 * 1024 * 1024;

const LINE_FEED = 10;
const NOTHING = Buffer.alloc(0);

/** Text is decoded per whole frame: a character split over two chunks is safe, invalid UTF-8 becomes U+FFFD. */
export function createWire(): Wire {
  let pieces: Buffer[] = [];
  let size = 0;
  /** Fewer bytes than this cannot end what has begun, so they need not be looked at. */
  let needed = 1;
  /** Headers of a frame whose body is still coming. */
  let open: { type: string; headers: Headers; length: number } | undefined;
  let fault: string | undefined;

  const keep = (rest: Buffer): void => {
    // A copy: what is left may be a small view of a large buffer.
    pieces = rest.length > 0 ? [Buffer.from(rest)] : [];
    size = rest.length;
  };

  const read = (bytes: Buffer): Frame[] => {
    const frames: Frame[] = [];
    let from = 0;
    for (;;) {
      if (!open) {
        while (bytes[from] === LINE_FEED) from++; // a plain body ends with an empty line, a JSON body with nothing
        const end = bytes.indexOf('\n\n', from);
        if ((end < 0 ? bytes.length : end) - from > HEADER_LIMIT) {
          fault = `expected headers of at most ${HEADER_LIMIT / 1024} kB and an empty line after them, got none`;
          break;
        }
        if (end < 0) {
          needed = 1;
          break;
        }
        const began = begin(bytes.toString('utf8', from, end));
        if (typeof began === 'string') {
          fault = began;
          break;
        }
        open = began;
        from = end + 2;
      }
      const { type, headers, length } = open;
      if (bytes.length - from < length) {
        needed = length;
        break;
      }
      frames.push({ type, headers, body: bytes.toString('utf8', from, from + length) });
      from += length;
      open = undefined;
    }
    keep(fault === undefined ? bytes.subarray(from) : NOTHING);
    return frames;
  };

  return {
    get fault() {
      return fault;
    },
    push(chunk) {
      if (fault !== undefined) return [];
      pieces.push(Buffer.from(chunk));
      size += chunk.length;
      if (size < needed) return [];
      const [only = NOTHING] = pieces;
      return read(pieces.length === 1 ? only : Buffer.concat(pieces, size));
    },
  };
}

/** The beginning of a frame, or what is wrong with it. */
function begin(block: string): { type: string; headers: Headers; length: number } | string {
  const headers = readHeaders(block);
  const type = headers['Content-Type'];
  if (type === undefined)
    return 'expected a block of headers with a Content-Type, as an event socket begins every frame';
  const text = headers['Content-Length'] ?? '0';
  if (!/^\d{1,15}$/.test(text)) return 'expected a Content-Length in digits';
  const length = Number(text);
  if (length > BODY_LIMIT)
    return `expected a body of at most ${BODY_LIMIT / 1024 / 1024} MB, got a larger Content-Length`;
  return { type, headers, length };
}

/** Lines `Name: value`; of a repeated name the first. A line of another form is skipped. */
export function readHeaders(block: string, decode = (value: string): string => value): Headers {
  const headers = Object.create(null) as Record<string, string | undefined>;
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) headers[line.slice(0, colon).trim()] ??= decode(line.slice(colon + 1).trim());
  }
  return headers;
}

/** A command as bytes. A line break in it would begin another command. */
export const command = (text: string): string => `${text.replace(/[\r\n]+/g, ' ')}\n\n`;
