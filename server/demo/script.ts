// Turns a recording into what a replay does: which bytes to send in which chunk, and what to answer when asked. Pure.
// The recorder's own questions (ActionID rec-…) and their answers leave the stream; their lists answer others' questions.
import type { Recording, Step } from './recording.ts';
import { shiftPacket } from './shift.ts';

export type ListAction = 'queuestatus' | 'queuesummary' | 'coreshowchannels';
/** What Asterisk answered to one list action, at `at` (byte) and `ms` (time) of the recording. */
export type ListAnswer = { action: ListAction; connection: number; at: number; ms: number; packets: string[] };
/** Part of a packet: a chunk may end inside one. */
export type Piece = { packet: string; from: number; to: number };
/** Bytes without a list answer between them. `rest` ends a packet that an earlier chunk began; `open`: a packet goes on. */
export type Segment = { answers: ListAnswer[]; rest: Piece[]; fresh: Piece[]; open: boolean };
export type Scene = Step & { connection: number; segments: Segment[] };
export type Script = {
  scenes: Scene[];
  answers: ListAnswer[];
  /** For each recorded connection: what Asterisk sent when it was ready, and from which byte on it was. */
  connections: { booted: string; readyAt: number }[];
  banner: string;
};
type Packet = { from: number; to: number; text: string; sent: boolean; answer?: ListAnswer };

const kinds = { qs: 'queuestatus', qsum: 'queuesummary', csc: 'coreshowchannels' } as const;

export function writeScript({ bytes, steps }: Recording): Script {
  const script: Script = { scenes: [], answers: [], connections: [], banner: 'Asterisk Call Manager/11.0.0' };
  let packets: Packet[] = [];
  for (const [n, step] of steps.entries()) {
    if (step.type === 'connected') {
      const end = steps.slice(n).find((s) => s.type === 'cut')?.from ?? bytes.length;
      packets = readConnection(bytes.slice(step.from, end), step.from, script);
    }
    const connection = script.connections.length - 1;
    script.scenes.push({ ...step, connection, segments: step.type === 'chunk' ? cut(packets, step) : [] });
  }
  return script;
}

/** One piece as bytes, `ms` later. A packet is moved as a whole and then cut where the recording cut it. */
export function pieceBytes({ packet, from, to }: Piece, ms: number): Buffer {
  return Buffer.from(shiftPacket(packet, ms).slice(from, to === packet.length ? undefined : to), 'latin1');
}

function readConnection(bytes: string, offset: number, script: Script): Packet[] {
  const connection = script.connections.push({ booted: '', readyAt: Infinity }) - 1;
  const state = script.connections[connection]!;
  const lists = new Map<string, ListAnswer>();
  const packets: Packet[] = [];
  let from = 0;
  const banner = /^(Asterisk Call Manager[^\r]*)\r\n/.exec(bytes);
  if (banner) script.banner = banner[1]!;
  if (banner) packets.push({ from: offset, to: offset + (from = banner[0].length), text: banner[0], sent: false });
  let login = false;
  while (from < bytes.length) {
    const text = packetAt(bytes, from);
    const packet: Packet = { from: offset + from, to: offset + (from += text.length), text, sent: true };
    packets.push(packet);
    const [, id, kind] = /\r\nActionID: (rec-([a-z]+)(?:-\d+)?)\r\n/.exec(text) ?? [];
    if (id) packet.sent = false;
    if (id && kind && Object.hasOwn(kinds, kind)) {
      const known = lists.get(id);
      const action = kinds[kind as keyof typeof kinds];
      const answer = known ?? { action, connection, at: packet.from, ms: 0, packets: [] };
      answer.packets.push(text);
      if (!known) script.answers.push((packet.answer = answer));
      lists.set(id, answer);
    }
    if (/^Event: FullyBooted\r\n/.test(text)) {
      // Right after the login it is part of that login, and every client gets its own.
      if (login) packet.sent = false;
      state.readyAt = login ? offset : packet.from;
      state.booted = text;
    }
    login = id === 'rec-login';
  }
  return packets;
}

/** To the end of its empty line, and any further empty lines: Asterisk adds one to some packets. */
function packetAt(bytes: string, from: number): string {
  const end = bytes.indexOf('\r\n\r\n', from);
  if (end < 0) return bytes.slice(from);
  let to = end + 4;
  while (bytes.startsWith('\r\n', to)) to += 2;
  return bytes.slice(from, to);
}

function cut(packets: Packet[], step: Step): Segment[] {
  const empty = (): Segment => ({ answers: [], rest: [], fresh: [], open: false });
  let last = empty();
  const segments = [last];
  for (let i = firstEndingAfter(packets, step.from); packets[i] && packets[i]!.from < step.to; i++) {
    const { from, to, text, sent, answer } = packets[i]!;
    if (answer && from >= step.from) {
      answer.ms = step.ms;
      if (last.rest.length + last.fresh.length > 0) segments.push((last = empty()));
      last.answers.push(answer);
    }
    if (!sent) continue;
    const piece = { packet: text, from: Math.max(step.from - from, 0), to: Math.min(step.to, to) - from };
    (piece.from > 0 ? last.rest : last.fresh).push(piece);
    last.open = piece.to < text.length;
  }
  return segments;
}

function firstEndingAfter(packets: Packet[], at: number): number {
  let [low, high] = [0, packets.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (packets[middle]!.to > at) high = middle;
    else low = middle + 1;
  }
  return low;
}
